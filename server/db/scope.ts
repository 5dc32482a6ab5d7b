import { type Kysely, type RawBuilder, sql } from "kysely";
import type { BBox } from "./geometry.ts";
import type { DB } from "./schema.gen.ts";

/** Communities whose rows may be had; undefined for every row. */
export type Scope = readonly number[] | undefined;

/**
 * True for rows that lie in one of the communities; for every row where they are undefined. None lie in an empty list.
 *
 * @param box where rows are looked for by place, if they are. The database takes places and communities for independent and
 *   would read the index of the latter whole beside that of the former, so it is then said as no index answers to.
 */
export function inCommunities(column: string, communities: Scope, box?: BBox): RawBuilder<boolean> {
  if (communities === undefined) return sql<boolean>`true`;
  if (box !== undefined)
    return sql<boolean>`array_position(${[...communities]}::int4[], ${sql.ref(column)}) is not null`;
  return sql<boolean>`${sql.ref(column)} = any(${[...communities]}::int4[])`;
}

/** True for rows of one of the categories; for every row where they are undefined. */
export function ofCategories(column: string, categories: readonly string[] | undefined): RawBuilder<boolean> {
  if (categories === undefined) return sql<boolean>`true`;
  return sql<boolean>`${sql.ref(column)} = any(${[...categories]}::text[])`;
}

/** Something would come to lie outside of the communities of whoever changes it. */
export class OutsideScope extends Error {}

/** Throws OutsideScope for a community that is not among those; rows outside every community are for the whole city. */
export function requireInside(communities: Scope, community: number | null): void {
  if (communities === undefined || (community !== null && communities.includes(community))) return;
  throw new OutsideScope("It would lie outside of the communities of whoever changes it.");
}

/**
 * Makes or changes a row, and takes that back when the row then lies outside of the communities: where it lies is known for
 * certain only once it has been written. Throws OutsideScope.
 */
export async function changeInside<T extends { readonly community_id: number | null }>(
  db: Kysely<DB>,
  communities: Scope,
  change: (db: Kysely<DB>) => Promise<T | undefined>,
): Promise<T | undefined> {
  if (communities === undefined) return change(db);
  try {
    return await db.transaction().execute(async (tx) => {
      const row = await change(tx);
      if (row !== undefined) requireInside(communities, row.community_id);
      return row;
    });
  } catch (error) {
    if (isFenceRefusal(error)) throw new OutsideScope("The database lets nothing be changed there.", { cause: error });
    throw error;
  }
}

/** Whether the database itself refused a row that would lie outside: which of its functions did is told in no language. */
function isFenceRefusal(error: unknown): boolean {
  const { code, routine } = error as { code?: string; routine?: string };
  return code === "42501" && routine === "ExecWithCheckOptions";
}

/** Of no row: what refers to it fails as what refers to a row that does not exist. */
const nobody = -1;

/** A reference to a row of another table; one outside of the scope fails as one to nothing does. */
export function referenceInside(
  table: "address" | "unit",
  id: number | null,
  communities: Scope,
): RawBuilder<number> | number | null {
  if (id === null || communities === undefined) return id;
  const inside = inCommunities("community_id", communities);
  return sql<number>`coalesce((select id from ${sql.table(table)} where id = ${id} and ${inside}), ${nobody}::int4)`;
}
