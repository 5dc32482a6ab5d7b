import { type Kysely, sql } from "kysely";
import type { Static } from "typebox";
import type { DB } from "../db/schema.gen.ts";
import { toInstant } from "../http/wire.ts";
import type { Wall, WallIncident } from "./schema.ts";

const mostOpen = 500;

interface Figures {
  as_of: Date;
  open: number;
  unassigned: number;
  oldest: Date | null;
  units_out: number;
  units_on_duty: number;
  units_total: number;
  venues: number;
  venues_kept: number;
  last: number;
  previous: number;
}

/** Everything on the wall, from one moment. */
export async function getWall(db: Kysely<DB>): Promise<Static<typeof Wall>> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (tx) => {
      const figures = await readFigures(tx);
      const quarters = await readQuarters(tx, figures.as_of);
      const newest = await readIncidents(tx, sql`true`, sql`i.reported_at desc, i.id desc`, 5);
      const open = await readIncidents(tx, sql`i.status <> 'closed'`, sql`i.priority, i.reported_at, i.id`, mostOpen);
      const units = await readUnits(tx);
      return {
        asOf: toInstant(figures.as_of),
        openCount: figures.open,
        unassignedCount: figures.unassigned,
        unitsOut: figures.units_out,
        unitsOnDuty: figures.units_on_duty,
        unitsTotal: figures.units_total,
        coverageShare: figures.venues === 0 ? null : Math.round((1000 * figures.venues_kept) / figures.venues) / 1000,
        oldestOpenReportedAt: toInstant(figures.oldest),
        last24h: { count: figures.last, previousCount: figures.previous, quarters },
        newest,
        open,
        units,
      };
    });
}

async function readFigures(db: Kysely<DB>): Promise<Figures> {
  const { rows } = await sql<Figures>`
    select now() as as_of, o.*, u.*, v.*,
      (select count(*)::int from incident where reported_at > now() - interval '24 hours') as last,
      (select count(*)::int from incident where reported_at > now() - interval '48 hours' and reported_at <= now() - interval '24 hours') as previous
    from (select count(*)::int as open, count(*) filter (where status = 'reported')::int as unassigned, min(reported_at) as oldest from incident where status <> 'closed') o,
      (select count(*) filter (where status <> 'off_duty' and last_fix_at > now() - interval '10 minutes')::int as units_out,
         count(*) filter (where status <> 'off_duty')::int as units_on_duty, count(*)::int as units_total from unit) u,
      (select count(*)::int as venues, count(*) filter (where next_due_on >= (now() at time zone coalesce((select time_zone from city_meta), 'UTC'))::date)::int as venues_kept
         from venue where coalesce(last_result, '') <> 'closed') v`.execute(db);
  return rows[0] as Figures;
}

async function readQuarters(db: Kysely<DB>, asOf: Date): Promise<number[]> {
  const { rows } = await sql<{ quarter: number; count: number }>`
    select floor(extract(epoch from now() - reported_at) / 900)::int as quarter, count(*)::int as count
    from incident where reported_at > now() - interval '24 hours' and reported_at <= ${asOf} group by 1`.execute(db);
  const quarters = new Array<number>(96).fill(0);
  for (const { quarter, count } of rows) if (quarter >= 0 && quarter < 96) quarters[95 - quarter] = count;
  return quarters;
}

interface IncidentRow {
  id: number;
  category: string;
  priority: number;
  status: Static<typeof WallIncident>["status"];
  reported_at: Date;
  lng: number;
  lat: number;
  community: { zhHans: string; zhHant: string | null; en: string | null } | null;
  street: { zhHans: string; zhHant: string | null; en: string | null } | null;
}

/** The nearest named street within about 400 m; `<->` walks the GiST index outward from the point. */
async function readIncidents(
  db: Kysely<DB>,
  where: ReturnType<typeof sql>,
  order: ReturnType<typeof sql>,
  limit: number,
): Promise<Static<typeof WallIncident>[]> {
  const { rows } = await sql<IncidentRow>`
    select i.id, i.category, i.priority, i.status, i.reported_at, st_x(i.geom) as lng, st_y(i.geom) as lat,
      (select json_build_object('zhHans', c.name_zh_hans, 'zhHant', c.name_zh_hant, 'en', c.name_en) from community c where c.id = i.community_id) as community,
      (select json_build_object('zhHans', r.name_zh_hans, 'zhHant', r.name_zh_hant, 'en', r.name_en) from road r
         where r.geom && st_expand(i.geom, 0.004) and r.name_zh_hans is not null order by r.geom <-> i.geom limit 1) as street
    from (select * from incident i where ${where} order by ${order} limit ${limit}) i order by ${order}`.execute(db);
  return rows.map(({ reported_at, lng, lat, ...row }) => ({
    ...row,
    reportedAt: toInstant(reported_at),
    position: [lng, lat],
  }));
}

async function readUnits(db: Kysely<DB>): Promise<Static<typeof Wall>["units"]> {
  const { rows } = await sql<{
    id: number;
    call_sign: string;
    kind: string;
    status: string;
    last_fix_at: Date;
    lng: number;
    lat: number;
  }>`
    select id, call_sign, kind, status, last_fix_at, st_x(geom) as lng, st_y(geom) as lat from unit where status <> 'off_duty' and geom is not null order by id limit 5000`.execute(
    db,
  );
  return rows.map((row) => ({
    id: row.id,
    callSign: row.call_sign,
    kind: row.kind,
    status: row.status,
    lastFixAt: toInstant(row.last_fix_at),
    position: [row.lng, row.lat],
  }));
}
