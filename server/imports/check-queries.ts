import type pg from "pg";
import type { ImportLayer } from "./import-layer.ts";
import { RowFault } from "./source.ts";

/** A row that was staged and cannot be stored after all. */
export interface Refused {
  readonly row: number;
  readonly fault: RowFault;
}

interface Found {
  readonly row: number;
  readonly value: string | null;
  readonly detail: string | null;
}

/**
 * Takes out of staging what only the database can judge, and says why: shapes that are not valid, keys that occur
 * twice, codes that nobody has, codes that another data set holds. To be called in the transaction that applies the rest.
 *
 * @param table the staging table
 * @param source name of the data set
 */
export async function refuseInDatabase(
  client: pg.ClientBase,
  layer: ImportLayer,
  table: string,
  source: string,
): Promise<Refused[]> {
  const refused: Refused[] = [];
  const take = async (reason: string, field: string, bad: string, detail: string, parameters: unknown[] = []) => {
    const { rows } = await client.query<Found>(
      `with bad as materialized (${bad}), gone as (delete from ${table} s using bad where s.row_number = bad."row")
       select "row", value, detail from bad order by "row"`,
      parameters,
    );
    for (const { row, value, detail: own } of rows)
      refused.push({ row, fault: new RowFault(reason, field, value ?? "", own ?? detail) });
  };
  if (layer.geometry !== "point")
    await take(
      "geometry-invalid",
      "geometry",
      `select row_number as "row", concat_ws(' ', st_x(d.location), st_y(d.location)) as value, lower(d.reason) as detail
       from ${table}, st_isvaliddetail(geom) d where not d.valid or not geom_ok(geom)`,
      "is not valid",
    );
  await take("duplicate-id", "sourceId", later(table, "source_id"), "is the key of an earlier row too");
  const { naturalKey } = layer;
  if (naturalKey !== undefined)
    await take("duplicate-code", naturalKey, later(table, naturalKey), "is the code of an earlier row too");
  for (const { name, column, type } of layer.fields) {
    if (type.kind !== "reference") continue;
    const inFile =
      type.table === layer.table ? `and not exists (select from ${table} o where o.code = s.${column})` : "";
    await take(
      "reference-unknown",
      name,
      `select row_number as "row", s.${column} as value, null::text as detail from ${table} s
       where s.${column} is not null and not exists (select from ${type.table} r where r.code = s.${column}) ${inFile}`,
      `is the code of no ${type.table}`,
    );
  }
  if (naturalKey !== undefined)
    await take(
      "code-taken",
      naturalKey,
      `select row_number as "row", s.${naturalKey} as value, null::text as detail from ${table} s join ${layer.table} t on t.${naturalKey} = s.${naturalKey}
       where t.source is not null and (t.source, t.source_id) is distinct from ($1, s.source_id)`,
      "belongs to a row of another data set",
      [source],
    );
  return refused;
}

/** Makes shapes that are not valid so, where what comes out is still a shape of its kind; gives how many. */
export async function repairShapes(client: pg.ClientBase, layer: ImportLayer, table: string): Promise<number> {
  if (layer.geometry !== "polygon") return 0;
  const { rowCount } = await client.query(
    `update ${table} s set geom = r.geom
     from (select row_number, st_multi(st_collectionextract(st_makevalid(geom), 3)) as geom from ${table} where not st_isvalid(geom)) r
     where r.row_number = s.row_number and geom_ok(r.geom)`,
  );
  return rowCount ?? 0;
}

/** Rows whose value an earlier row has too. */
function later(table: string, column: string): string {
  return `select row_number as "row", value, null::text as detail from
    (select row_number, ${column} as value, row_number() over (partition by ${column} order by row_number) as nth from ${table}) n where nth > 1`;
}

/** Gives equal rows of a file without keys a key each: the second one is `…#2`. */
export async function numberEqualRows(client: pg.ClientBase, table: string): Promise<void> {
  await client.query(
    `update ${table} s set source_id = s.source_id || '#' || n.nth
     from (select row_number, row_number() over (partition by source_id order by row_number) as nth from ${table}) n
     where n.nth > 1 and n.row_number = s.row_number`,
  );
}
