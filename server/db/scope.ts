import { type RawBuilder, sql } from "kysely";

/** True for rows that lie in one of the communities; for every row where they are undefined. None lie in an empty list. */
export function inCommunities(column: string, communities: readonly number[] | undefined): RawBuilder<boolean> {
  if (communities === undefined) return sql<boolean>`true`;
  return sql<boolean>`${sql.ref(column)} = any(${[...communities]}::int4[])`;
}
