import { type RawBuilder, sql } from "kysely";

/** An id to compare with a column of 4 or 8 bytes: one beyond 4 bytes is then nobody's, where it would be an error. */
export function anyId(id: number): RawBuilder<number> {
  return sql<number>`${id}::int8`;
}
