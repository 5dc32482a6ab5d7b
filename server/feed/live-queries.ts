import type pg from "pg";
import type { Static } from "typebox";
import { toInstant } from "../http/wire.ts";
import type { FeedPosition } from "./event.ts";
import { readPosition } from "./queries.ts";
import type { LiveIncident, LiveUnit } from "./schema.ts";

type Queryable = Pick<pg.ClientBase, "query">;
export type Incident = Static<typeof LiveIncident>;
export type Unit = Static<typeof LiveUnit>;

interface IncidentRow {
  id: number;
  version: number;
  community_id: number | null;
  category: string;
  priority: number;
  status: Incident["status"];
  occurred_from: Date;
  reported_at: Date;
  dispatched_at: Date | null;
  arrived_at: Date | null;
  closed_at: Date | null;
  lng: number;
  lat: number;
  community: Incident["community"];
  street: Incident["street"];
}

const names = (row: string) =>
  `json_build_object('zhHans', ${row}.name_zh_hans, 'zhHant', ${row}.name_zh_hant, 'en', ${row}.name_en)`;

/**
 * The nearest named street within about 400 m, of two equally near the one with the lower id: the snapshot and the
 * stream must name the same. A closed incident is on no screen; its street is not looked for.
 */
const selectIncidents = `
  select i.id, i.version, i.community_id, i.category, i.priority, i.status, i.occurred_from, i.reported_at,
    i.dispatched_at, i.arrived_at, i.closed_at, st_x(i.geom) as lng, st_y(i.geom) as lat,
    (select ${names("c")} from community c where c.id = i.community_id) as community,
    case when i.status <> 'closed' then (select ${names("r")} from road r
      where r.geom && st_expand(i.geom, 0.004) and r.name_zh_hans is not null
      order by r.geom <-> i.geom, r.id limit 1) end as street
  from incident i`;

/** Incidents with these ids, as they are now; those that are gone are left out. */
export async function readIncidents(db: Queryable, ids: readonly number[]): Promise<Incident[]> {
  const { rows } = await db.query<IncidentRow>(`${selectIncidents} where i.id = any ($1::int8[])`, [ids]);
  return rows.map(toIncident);
}

async function readOpenIncidents(db: Queryable): Promise<Incident[]> {
  const { rows } = await db.query<IncidentRow>(`${selectIncidents} where i.status <> 'closed' order by i.id`);
  return rows.map(toIncident);
}

function toIncident(row: IncidentRow): Incident {
  return {
    id: row.id,
    v: row.version,
    communityId: row.community_id,
    category: row.category,
    priority: row.priority,
    status: row.status,
    occurredAt: toInstant(row.occurred_from),
    reportedAt: toInstant(row.reported_at),
    dispatchedAt: toInstant(row.dispatched_at),
    arrivedAt: toInstant(row.arrived_at),
    closedAt: toInstant(row.closed_at),
    position: [row.lng, row.lat],
    community: row.community,
    street: row.street,
  };
}

interface UnitRow {
  id: number;
  version: number;
  community_id: number | null;
  call_sign: string;
  kind: Unit["kind"];
  status: Unit["status"];
  last_fix_at: Date | null;
  lng: number | null;
  lat: number | null;
}

const selectUnits = `
  select u.id, u.version, u.community_id, u.call_sign, u.kind, u.status, u.last_fix_at, st_x(u.geom) as lng, st_y(u.geom) as lat
  from unit u`;

/** Units with these ids, as they are now; those that are gone are left out. */
export async function readUnits(db: Queryable, ids: readonly number[]): Promise<Unit[]> {
  const { rows } = await db.query<UnitRow>(`${selectUnits} where u.id = any ($1::int8[])`, [ids]);
  return rows.map(toUnit);
}

async function readAllUnits(db: Queryable): Promise<Unit[]> {
  const { rows } = await db.query<UnitRow>(`${selectUnits} order by u.id`);
  return rows.map(toUnit);
}

function toUnit(row: UnitRow): Unit {
  return {
    id: row.id,
    v: row.version,
    communityId: row.community_id,
    callSign: row.call_sign,
    kind: row.kind,
    status: row.status,
    lastFixAt: toInstant(row.last_fix_at),
    position: row.lng === null || row.lat === null ? null : [row.lng, row.lat],
  };
}

export interface LiveState {
  readonly position: FeedPosition;
  readonly asOf: string;
  readonly incidents: readonly Incident[];
  readonly units: readonly Unit[];
}

/** Everything that is live, and where the feed stood, from one moment. */
export async function readLive(pool: pg.Pool): Promise<LiveState> {
  const client = await pool.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const position = await readPosition(client);
    const { rows } = await client.query<{ at: Date }>("select now() as at");
    const incidents = await readOpenIncidents(client);
    const units = await readAllUnits(client);
    await client.query("commit");
    client.release();
    return { position, asOf: toInstant(rows[0]?.at as Date), incidents, units };
  } catch (error) {
    // Closed rather than rolled back: the connection may be what failed.
    client.release(true);
    throw error;
  }
}
