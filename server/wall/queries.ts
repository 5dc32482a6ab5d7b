import { type Kysely, sql } from "kysely";
import type { Static } from "typebox";
import type { DB } from "../db/schema.gen.ts";
import { inCommunities, ofCategories, type Scope } from "../db/scope.ts";
import { toInstant } from "../http/wire.ts";
import type { Wall, WallHistory, WallIncident } from "./schema.ts";

const mostOpen = 5_000;
const mostReplayed = 5_000;

/** What a wall may tell of: communities, undefined for all, and which incidents it may show one by one. */
export interface WallScope {
  readonly incidents: Scope;
  readonly units: Scope;
  readonly venues: Scope;
  /** Categories that may be shown; undefined for all. The others are in the figures. */
  readonly drawn: readonly string[] | undefined;
}

/** Rows of a table in a scope, as a source for the queries here. */
function rowsIn(table: "incident" | "unit" | "venue", scope: Scope) {
  const rows = sql.table(table);
  return scope === undefined ? rows : sql`(select * from ${rows} where ${inCommunities("community_id", scope)})`;
}

interface Figures {
  as_of: Date;
  open: number;
  unassigned: number;
  oldest: Date | null;
  undrawn: number;
  undrawn_unassigned: number;
  undrawn_oldest: Date | null;
  units_out: number;
  units_on_duty: number;
  units_total: number;
  venues: number;
  venues_kept: number;
  last: number;
  previous: number;
  open_before: number;
  unassigned_before: number;
  oldest_before: Date | null;
  reported_since: number;
  closed_since: number;
}

/** Everything on the wall, from one moment. */
export async function getWall(db: Kysely<DB>, scope: WallScope): Promise<Static<typeof Wall>> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (tx) => {
      const incidents = rowsIn("incident", scope.incidents);
      const drawn = ofCategories("i.category", scope.drawn);
      const figures = await readFigures(tx, scope);
      const quarters = await readQuarters(tx, incidents, figures.as_of);
      const newest = await readIncidents(tx, incidents, drawn, sql`i.reported_at desc, i.id desc`, 5);
      const open = await readIncidents(
        tx,
        incidents,
        sql`i.status <> 'closed' and ${drawn}`,
        sql`i.priority, i.reported_at, i.id`,
        mostOpen,
      );
      const units = await readUnits(tx, rowsIn("unit", scope.units));
      return {
        asOf: toInstant(figures.as_of),
        openCount: figures.open,
        unassignedCount: figures.unassigned,
        undrawn: {
          openCount: figures.undrawn,
          unassignedCount: figures.undrawn_unassigned,
          oldestOpenReportedAt: toInstant(figures.undrawn_oldest),
        },
        unitsOut: figures.units_out,
        unitsOnDuty: figures.units_on_duty,
        unitsTotal: figures.units_total,
        coverageShare: figures.venues === 0 ? null : Math.round((1000 * figures.venues_kept) / figures.venues) / 1000,
        oldestOpenReportedAt: toInstant(figures.oldest),
        last24h: { count: figures.last, previousCount: figures.previous, quarters },
        quarterAgo: {
          openCount: figures.open_before,
          unassignedCount: figures.unassigned_before,
          oldestOpenReportedAt: toInstant(figures.oldest_before),
          reportedSince: figures.reported_since,
          closedSince: figures.closed_since,
        },
        standards: await readStandards(tx),
        acknowledged: await readAcknowledged(tx, incidents, drawn),
        newest,
        open,
        units,
      };
    });
}

async function readFigures(db: Kysely<DB>, scope: WallScope): Promise<Figures> {
  const incident = rowsIn("incident", scope.incidents);
  const undrawn = sql`not ${ofCategories("category", scope.drawn)}`;
  const { rows } = await sql<Figures>`
    select now() as as_of, o.*, u.*, v.*, b.*,
      (select count(*)::int from ${incident} i where reported_at > now() - interval '24 hours') as last,
      (select count(*)::int from ${incident} i where reported_at > now() - interval '48 hours' and reported_at <= now() - interval '24 hours') as previous
    from (select count(*)::int as open, count(*) filter (where status = 'reported')::int as unassigned, min(reported_at) as oldest,
        count(*) filter (where ${undrawn})::int as undrawn, count(*) filter (where ${undrawn} and status = 'reported')::int as undrawn_unassigned,
        min(reported_at) filter (where ${undrawn}) as undrawn_oldest from ${incident} i where status <> 'closed') o,
      (select count(*) filter (where status <> 'off_duty' and last_fix_at > now() - interval '10 minutes')::int as units_out,
         count(*) filter (where status <> 'off_duty')::int as units_on_duty, count(*)::int as units_total from ${rowsIn("unit", scope.units)} i) u,
      (select count(*)::int as venues, count(*) filter (where next_due_on >= (now() at time zone coalesce((select time_zone from city_meta), 'UTC'))::date)::int as venues_kept
         from ${rowsIn("venue", scope.venues)} i where coalesce(last_result, '') <> 'closed') v,
      (select count(*) filter (where reported_at <= t and (closed_at is null or closed_at > t))::int as open_before,
         count(*) filter (where reported_at <= t and (closed_at is null or closed_at > t) and (dispatched_at is null or dispatched_at > t))::int as unassigned_before,
         min(reported_at) filter (where reported_at <= t and (closed_at is null or closed_at > t)) as oldest_before,
         count(*) filter (where reported_at > t)::int as reported_since, count(*) filter (where closed_at > t)::int as closed_since
         from ${openSince(incident, sql`now() - interval '15 minutes'`)} i, (select now() - interval '15 minutes' as t) q) b`.execute(
    db,
  );
  return rows[0] as Figures;
}

/** Incidents open at some time after a moment: those still open, and those closed since; each kind has its index. */
function openSince(incident: ReturnType<typeof rowsIn>, moment: ReturnType<typeof sql>) {
  return sql`(select * from ${incident} i where status <> 'closed'
    union all select * from ${incident} i where status = 'closed' and closed_at > ${moment})`;
}

async function readStandards(db: Kysely<DB>): Promise<Static<typeof Wall>["standards"]> {
  const rows = await db.selectFrom("response_standard").selectAll().orderBy("priority").execute();
  return rows.map(({ priority, dispatch_seconds, arrive_seconds, close_seconds }) => ({
    priority,
    dispatchSeconds: dispatch_seconds,
    arriveSeconds: arrive_seconds,
    closeSeconds: close_seconds,
  }));
}

/** Incidents that somebody has taken in hand, of those that can still be on a screen. */
async function readAcknowledged(
  db: Kysely<DB>,
  incidents: ReturnType<typeof rowsIn>,
  drawn: ReturnType<typeof ofCategories>,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select a.incident_id as id from incident_acknowledgement a join ${incidents} i on i.id = a.incident_id
    where i.status <> 'closed' and ${drawn} order by a.incident_id`.execute(db);
  return rows.map(({ id }) => id);
}

/** What was open in the last minutes, with the times from which each moment can be told. */
export async function getWallHistory(
  db: Kysely<DB>,
  minutes: number,
  scope: WallScope,
): Promise<Static<typeof WallHistory>> {
  const from = sql`now() - make_interval(mins => ${minutes}::int)`;
  const { rows } = await sql<{ from: Date; to: Date }>`select ${from} as "from", now() as "to"`.execute(db);
  const [{ from: begin, to: end }] = rows as [{ from: Date; to: Date }];
  const incidents = await readIncidents(
    db,
    openSince(rowsIn("incident", scope.incidents), sql`${begin}::timestamptz`),
    ofCategories("i.category", scope.drawn),
    sql`i.reported_at, i.id`,
    mostReplayed,
  );
  return { from: toInstant(begin), to: toInstant(end), incidents };
}

async function readQuarters(db: Kysely<DB>, incidents: ReturnType<typeof rowsIn>, asOf: Date): Promise<number[]> {
  const { rows } = await sql<{ quarter: number; count: number }>`
    select floor(extract(epoch from now() - reported_at) / 900)::int as quarter, count(*)::int as count
    from ${incidents} i where reported_at > now() - interval '24 hours' and reported_at <= ${asOf} group by 1`.execute(
    db,
  );
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
  dispatched_at: Date | null;
  arrived_at: Date | null;
  closed_at: Date | null;
  lng: number;
  lat: number;
  community: { zhHans: string; zhHant: string | null; en: string | null } | null;
  street: { zhHans: string; zhHant: string | null; en: string | null } | null;
}

/** The nearest named street within about 400 m; `<->` walks the GiST index outward from the point. */
async function readIncidents(
  db: Kysely<DB>,
  from: ReturnType<typeof rowsIn>,
  where: ReturnType<typeof ofCategories> | ReturnType<typeof sql>,
  order: ReturnType<typeof sql>,
  limit: number,
): Promise<Static<typeof WallIncident>[]> {
  const { rows } = await sql<IncidentRow>`
    select i.id, i.category, i.priority, i.status, i.reported_at, i.dispatched_at, i.arrived_at, i.closed_at, st_x(i.geom) as lng, st_y(i.geom) as lat,
      (select json_build_object('zhHans', c.name_zh_hans, 'zhHant', c.name_zh_hant, 'en', c.name_en) from community c where c.id = i.community_id) as community,
      (select json_build_object('zhHans', r.name_zh_hans, 'zhHant', r.name_zh_hant, 'en', r.name_en) from road r
         where r.geom && st_expand(i.geom, 0.004) and r.name_zh_hans is not null order by r.geom <-> i.geom limit 1) as street
    from (select * from ${from} i where ${where} order by ${order} limit ${limit}) i order by ${order}`.execute(db);
  return rows.map(({ reported_at, dispatched_at, arrived_at, closed_at, lng, lat, ...row }) => ({
    ...row,
    reportedAt: toInstant(reported_at),
    dispatchedAt: toInstant(dispatched_at),
    arrivedAt: toInstant(arrived_at),
    closedAt: toInstant(closed_at),
    position: [lng, lat],
  }));
}

async function readUnits(db: Kysely<DB>, units: ReturnType<typeof rowsIn>): Promise<Static<typeof Wall>["units"]> {
  const { rows } = await sql<{
    id: number;
    call_sign: string;
    kind: string;
    status: string;
    last_fix_at: Date | null;
    lng: number | null;
    lat: number | null;
  }>`
    select id, call_sign, kind, status, last_fix_at, st_x(geom) as lng, st_y(geom) as lat from ${units} i where status <> 'off_duty' order by id limit 5000`.execute(
    db,
  );
  return rows.map((row) => ({
    id: row.id,
    callSign: row.call_sign,
    kind: row.kind,
    status: row.status,
    lastFixAt: toInstant(row.last_fix_at),
    position: row.lng === null || row.lat === null ? null : [row.lng, row.lat],
  }));
}
