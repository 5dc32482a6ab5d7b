import { type Kysely, sql } from "kysely";
import type { Static } from "typebox";
import type { DB } from "../db/schema.gen.ts";
import { inCommunities } from "../db/scope.ts";
import type { CoverageItem } from "./schema.ts";
import { cellSize, scoreOf } from "./score.ts";

export interface CoverageRequest {
  /** Communities whose rows may be had; undefined for all. */
  readonly scope?: readonly number[] | undefined;
  readonly by: "community" | "cell";
  readonly of: "venues" | "residences" | "both";
  readonly thresholdDays: number;
  readonly cellMeters: number;
  readonly communityId?: number | undefined;
}

interface Row {
  key: string;
  community_id: number | null;
  name_zh_hans: string | null;
  name_zh_hant: string | null;
  name_en: string | null;
  places: number;
  overdue: number;
  never: number;
  median_days: number | null;
  max_days: number | null;
}

type Item = Static<typeof CoverageItem>;

/** Coverage of every community or cell that has places, highest score first. One pass over the places. */
export async function listCoverage(db: Kysely<DB>, request: CoverageRequest): Promise<{ asOf: Date; items: Item[] }> {
  const { by, of, thresholdDays, communityId } = request;
  const size = await gridOf(db, request.cellMeters);
  const scope = sql`${inCommunities("community_id", request.scope)} and ${communityId === undefined ? sql`true` : sql`community_id = ${communityId}`}`;
  const sources = [
    ...(of === "residences"
      ? []
      : [
          sql`select community_id, geom, last_inspected_at as last_at from venue where coalesce(last_result, '') <> 'closed' and ${scope}`,
        ]),
    ...(of === "venues"
      ? []
      : [sql`select community_id, geom, last_checked_at as last_at from residence where ${scope}`]),
  ];
  const key =
    by === "community"
      ? sql`community_id::text`
      : sql`floor(st_x(geom) / ${size.lng}::float8)::int || '_' || floor(st_y(geom) / ${size.lat}::float8)::int`;
  const { rows } = await sql<Row>`
    with place as (${sql.join(sources, sql` union all `)}),
    aged as (
      select ${key} as key, community_id, extract(epoch from now() - last_at) / 86400 as days from place
      where ${by === "community" ? sql`community_id is not null` : sql`true`}
    ),
    grouped as (
      select key, min(community_id) as community_id, count(*)::int as places, count(*) filter (where days is null or days > ${thresholdDays})::int as overdue,
        count(*) filter (where days is null)::int as never, percentile_cont(0.5) within group (order by days) as median_days, max(days)::float8 as max_days
      from aged group by key
    )
    select g.key, g.community_id, c.name_zh_hans, c.name_zh_hant, c.name_en, g.places, g.overdue, g.never, g.median_days::float8, g.max_days
    from grouped g left join community c on c.id = g.community_id`.execute(db);
  const items = rows
    .map((row) => toItem(row, by, size))
    .sort((a, b) => b.score - a.score || b.overdue - a.overdue || a.key.localeCompare(b.key));
  return { asOf: new Date(), items };
}

function toItem(row: Row, by: "community" | "cell", size: { lng: number; lat: number }): Item {
  const { score, isGap } = scoreOf(row.places, row.overdue);
  const round = (days: number | null) => (days === null ? null : Math.round(days * 10) / 10);
  return {
    key: row.key,
    communityId: row.community_id,
    names: row.name_zh_hans === null ? null : { zhHans: row.name_zh_hans, zhHant: row.name_zh_hant, en: row.name_en },
    polygon: by === "cell" ? cornersOf(row.key, size) : null,
    places: row.places,
    overdue: row.overdue,
    neverVisited: row.never,
    medianDays: round(row.median_days),
    maxDays: round(row.max_days),
    shareOverdue: Math.round((row.overdue / row.places) * 1000) / 1000,
    score,
    isGap,
  };
}

/** Cells are square on the ground at the middle of the city. */
async function gridOf(db: Kysely<DB>, cellMeters: number): Promise<{ lng: number; lat: number }> {
  const { rows } = await sql<{
    lat: number | null;
  }>`select (st_ymin(e) + st_ymax(e)) / 2 as lat from (select st_extent(geom) as e from community where valid_to is null) x`.execute(
    db,
  );
  return cellSize(cellMeters, rows[0]?.lat ?? 0);
}

function cornersOf(key: string, { lng, lat }: { lng: number; lat: number }): number[][] {
  const [column = 0, row = 0] = key.split("_").map(Number);
  const corner = (dx: number, dy: number) => [
    Number(((column + dx) * lng).toFixed(7)),
    Number(((row + dy) * lat).toFixed(7)),
  ];
  return [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1), corner(0, 0)];
}
