import { type Kysely, sql } from "kysely";
import type { Static } from "typebox";
import { type BBox, communityAt, intersectsBbox, type LngLat, latOf, lngOf, pointFrom } from "../db/geometry.ts";
import { askOften } from "../db/prepared.ts";
import type { DB } from "../db/schema.gen.ts";
import { changeInside, inCommunities, ofCategories, type Scope } from "../db/scope.ts";
import { toInstant } from "../http/wire.ts";
import type { Incident } from "./schema.ts";
import { type IncidentStatus, timesSetBy } from "./status.ts";

function select(db: Kysely<DB>) {
  return db
    .selectFrom("incident")
    .select([
      "id",
      "community_id",
      "category",
      "priority",
      "status",
      "occurred_from",
      "occurred_to",
      "reported_at",
      "dispatched_at",
    ])
    .select([
      "arrived_at",
      "closed_at",
      "position_precision",
      "version",
      "updated_at",
      lngOf("geom").as("lng"),
      latOf("geom").as("lat"),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>;

function toIncident(row: Row): Static<typeof Incident> {
  return {
    id: row.id,
    communityId: row.community_id,
    category: row.category,
    priority: row.priority,
    status: row.status as IncidentStatus,
    occurredFrom: toInstant(row.occurred_from),
    occurredTo: toInstant(row.occurred_to),
    reportedAt: toInstant(row.reported_at),
    dispatchedAt: toInstant(row.dispatched_at),
    arrivedAt: toInstant(row.arrived_at),
    closedAt: toInstant(row.closed_at),
    positionPrecision: row.position_precision as Static<typeof Incident>["positionPrecision"],
    position: [row.lng, row.lat],
    version: row.version,
    updatedAt: toInstant(row.updated_at),
  };
}

export interface IncidentFilter {
  /** Communities whose rows may be had; undefined for all. */
  readonly scope?: Scope;
  /** Categories that may be shown one by one; undefined for all. */
  readonly drawn?: readonly string[] | undefined;
  readonly communityId?: number | undefined;
  readonly categories?: readonly string[] | undefined;
  readonly statuses?: readonly string[] | undefined;
  readonly priorities?: readonly number[] | undefined;
  readonly open?: boolean | undefined;
  /** Reported in [from, to). */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly bbox?: BBox | undefined;
  /** Goes on after this one, newest first. */
  readonly after?: { readonly reportedAtMillis: number; readonly id: number } | undefined;
  readonly limit: number;
}

/** Incidents, newest report first. */
export async function listIncidents(db: Kysely<DB>, filter: IncidentFilter) {
  let query = select(db)
    .orderBy("reported_at", "desc")
    .orderBy("id", "desc")
    .limit(filter.limit)
    .where(inCommunities("community_id", filter.scope, filter.bbox))
    .where(ofCategories("category", filter.drawn));
  if (filter.communityId !== undefined) query = query.where("community_id", "=", filter.communityId);
  if (filter.categories) query = query.where("category", "in", filter.categories);
  if (filter.statuses) query = query.where("status", "in", filter.statuses);
  if (filter.priorities) query = query.where("priority", "in", filter.priorities);
  if (filter.open !== undefined) query = query.where("status", filter.open ? "<>" : "=", "closed");
  if (filter.from) query = query.where("reported_at", ">=", filter.from);
  if (filter.to) query = query.where("reported_at", "<", filter.to);
  if (filter.bbox) query = query.where(intersectsBbox("geom", filter.bbox));
  if (filter.after) {
    // A Date has milliseconds, a row microseconds: the page goes on from the row itself.
    const { id, reportedAtMillis } = filter.after;
    const at = sql`coalesce((select p.reported_at from incident p where p.id = ${id}), to_timestamp(${reportedAtMillis / 1000}::float8))`;
    query = query.where(sql<boolean>`(reported_at, id) < (${at}, ${id}::int8)`);
  }
  return (await query.execute()).map(toIncident);
}

/** The row of an id, if it lies in one of the communities and may be shown. */
export async function findIncident(
  db: Kysely<DB>,
  id: number,
  { scope, drawn }: Pick<IncidentFilter, "scope" | "drawn">,
) {
  const query = select(db)
    .where("id", "=", id)
    .where(inCommunities("community_id", scope))
    .where(ofCategories("category", drawn));
  const row = await askOften(db, query);
  return row === undefined ? undefined : toIncident(row);
}

export interface IncidentInput {
  readonly category: string;
  readonly priority?: number;
  readonly occurredFrom: Date;
  readonly occurredTo?: Date | null;
  readonly reportedAt: Date;
  readonly positionPrecision?: string;
  readonly position: LngLat;
}

/** Inserts an incident; its community is the one that holds it. Throws OutsideScope where that is none of the scope. */
export async function insertIncident(db: Kysely<DB>, input: IncidentInput, scope: Scope): Promise<number> {
  const values = {
    category: input.category,
    occurred_from: input.occurredFrom,
    occurred_to: input.occurredTo ?? null,
    reported_at: input.reportedAt,
    geom: pointFrom(input.position),
    community_id: communityAt(input.position),
    ...(input.priority !== undefined && { priority: input.priority }),
    ...(input.positionPrecision !== undefined && { position_precision: input.positionPrecision }),
  };
  const row = await changeInside(db, scope, (tx) =>
    tx.insertInto("incident").values(values).returning(["id", "community_id"]).executeTakeFirstOrThrow(),
  );
  return (row as { id: number }).id;
}

export interface IncidentUpdate {
  readonly category?: string;
  readonly priority?: number;
  readonly status?: IncidentStatus;
  readonly positionPrecision?: string;
  readonly position?: LngLat;
}

/**
 * True when the row was at that version, in the scope, and has been changed. A new status sets its time. Throws OutsideScope
 * when it would leave the scope.
 */
export async function updateIncident(
  db: Kysely<DB>,
  { id, version, scope }: { readonly id: number; readonly version: number; readonly scope: Scope },
  { category, priority, status, positionPrecision, position }: IncidentUpdate,
): Promise<boolean> {
  const times = status === undefined ? undefined : timesSetBy[status];
  const values = {
    ...(category !== undefined && { category }),
    ...(priority !== undefined && { priority }),
    ...(status !== undefined && { status }),
    ...(positionPrecision !== undefined && { position_precision: positionPrecision }),
    ...(position && { geom: pointFrom(position), community_id: communityAt(position) }),
    ...Object.fromEntries(times?.set.map((column) => [column, sql`clock_timestamp()`]) ?? []),
    ...Object.fromEntries(times?.clear.map((column) => [column, null]) ?? []),
  };
  const row = await changeInside(db, scope, (tx) =>
    tx
      .updateTable("incident")
      .set(values)
      .where("id", "=", id)
      .where("version", "=", version)
      .where(inCommunities("community_id", scope))
      .returning("community_id")
      .executeTakeFirst(),
  );
  return row !== undefined;
}
