import { type Kysely, sql } from "kysely";
import type { DB } from "../db/schema.gen.ts";
import { inCommunities, ofCategories } from "../db/scope.ts";
import {
  type ExportLayer,
  type ExportLayerName,
  type ExportRow,
  exportLayers,
  type FileFormat,
  type Format,
  linkMinutes,
  mostRows,
  type Value,
} from "./layers.ts";

/** Which rows of a layer. */
export interface ExportFilter {
  readonly communityIds?: readonly number[] | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly statuses?: readonly string[] | undefined;
  /** In the time zone of the city. */
  readonly hours?: readonly number[] | undefined;
  /** 1 Monday to 7 Sunday. */
  readonly weekdays?: readonly number[] | undefined;
  /** RFC 3339. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

function conditions(layer: ExportLayer, filter: ExportFilter, scope: readonly number[] | undefined) {
  const { communityIds, categories, statuses, hours, weekdays, from, to } = filter;
  const { categoryColumn, statusColumn, timeColumn } = layer;
  const all = [inCommunities("t.community_id", scope), inCommunities("t.community_id", communityIds)];
  if (categoryColumn !== undefined) all.push(ofCategories(`t.${categoryColumn}`, categories));
  if (statusColumn !== undefined) all.push(ofCategories(`t.${statusColumn}`, statuses));
  if (timeColumn !== undefined) {
    const time = sql.ref(`t.${timeColumn}`);
    const part = (name: "hour" | "isodow", values: readonly number[]) =>
      sql<boolean>`extract(${sql.raw(name)} from ${time} at time zone coalesce((select time_zone from city_meta), 'UTC'))::int
        = any(${[...values]}::int4[])`;
    if (from !== undefined) all.push(sql<boolean>`${time} >= ${from}::timestamptz`);
    if (to !== undefined) all.push(sql<boolean>`${time} < ${to}::timestamptz`);
    if (hours !== undefined) all.push(part("hour", hours));
    if (weekdays !== undefined) all.push(part("isodow", weekdays));
  }
  return sql.join(all, sql` and `);
}

/** How many rows there are, up to one more than a file may have. */
export async function countRows(
  db: Kysely<DB>,
  name: ExportLayerName,
  filter: ExportFilter,
  scope: readonly number[] | undefined,
): Promise<number> {
  const layer: ExportLayer = exportLayers[name];
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from ${sql.table(layer.table)} t where ${conditions(layer, filter, scope)} limit ${mostRows + 1}) counted`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

const pageSize = 2_000;

/** Rows in order of their ids, a page at a time: each a query of its own, so that no slow client holds a transaction open. */
export async function* readPages(
  db: Kysely<DB>,
  name: ExportLayerName,
  filter: ExportFilter,
  scope: readonly number[] | undefined,
): AsyncGenerator<ExportRow[]> {
  const layer: ExportLayer = exportLayers[name];
  const columns = sql.join(layer.columns.map((column) => sql.ref(`t.${column.name}`)));
  let left = mostRows;
  for (let after = 0; left > 0; ) {
    const limit = Math.min(pageSize, left);
    const { rows } = await sql<Record<string, Date | Value>>`
      select ${columns}, st_x(t.geom) as lng, st_y(t.geom) as lat from ${sql.table(layer.table)} t
      where t.id > ${after} and ${conditions(layer, filter, scope)} order by t.id limit ${limit}`.execute(db);
    if (rows.length > 0) yield rows.map((row) => toRow(layer, row));
    if (rows.length < limit) return;
    after = rows.at(-1)?.id as number;
    left -= rows.length;
  }
}

function toRow(layer: ExportLayer, row: Record<string, Date | Value>): ExportRow {
  const values = layer.columns.map(({ name }): Value => {
    const value = row[name] ?? null;
    return value instanceof Date ? value.toISOString() : value;
  });
  return { id: row.id as number, lng: row.lng as number, lat: row.lat as number, values };
}

export interface NewExport {
  readonly account: number;
  readonly layer: ExportLayerName;
  readonly format: Format;
  readonly filter: ExportFilter;
  readonly purpose: string;
  readonly rowCount: number;
  /** Of the secret in the link of a file; null for a picture. */
  readonly tokenHash: Buffer | null;
}

/** Remembers a file that was asked for, and says its number and how long its link opens. */
export async function insertExport(db: Kysely<DB>, made: NewExport): Promise<{ id: number; ends_at: Date }> {
  const { rows } = await sql<{ id: number; ends_at: Date }>`
    insert into access.export (account_id, layer, format, filter, purpose, row_count, token_hash)
    values (${made.account}, ${made.layer}, ${made.format}, ${JSON.stringify(made.filter)}::jsonb, ${made.purpose},
      ${made.rowCount}, ${made.tokenHash})
    returning id, made_at + make_interval(mins => ${linkMinutes}) as ends_at`.execute(db);
  return rows[0] as { id: number; ends_at: Date };
}

/** How many files an account asked for within an hour, and seconds until the first of them is an hour old. */
export async function exportsOfLate(db: Kysely<DB>, account: number): Promise<{ count: number; seconds: number }> {
  // One after the other for an account: two at once would both be the last.
  await sql`select from access.account where id = ${account} for update`.execute(db);
  const { rows } = await sql<{ count: number; seconds: number }>`
    select count(*)::int as count, coalesce(extract(epoch from min(made_at) + interval '1 hour' - now()), 0)::float8 as seconds
    from access.export where account_id = ${account} and made_at > now() - interval '1 hour'`.execute(db);
  return rows[0] as { count: number; seconds: number };
}

export interface TakenExport {
  readonly id: number;
  readonly layer: ExportLayerName;
  readonly format: FileFormat;
  readonly filter: ExportFilter;
  readonly purpose: string;
}

/** Opens the link of an account, once and in time; `used` when it was opened before or has run out. */
export async function takeExport(
  db: Kysely<DB>,
  tokenHash: Buffer,
  account: number,
): Promise<TakenExport | "used" | undefined> {
  const { rows } = await sql<TakenExport>`
    update access.export set fetched_at = now()
    where token_hash = ${tokenHash} and account_id = ${account} and fetched_at is null
      and made_at > now() - make_interval(mins => ${linkMinutes})
    returning id, layer, format, filter, purpose`.execute(db);
  if (rows[0] !== undefined) return rows[0];
  const { rows: known } = await sql`
    select from access.export where token_hash = ${tokenHash} and account_id = ${account}`.execute(db);
  return known.length > 0 ? "used" : undefined;
}
