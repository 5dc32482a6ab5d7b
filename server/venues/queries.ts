import type { Kysely } from "kysely";
import type { Static } from "typebox";
import { type BBox, communityAt, intersectsBbox, type LngLat, latOf, lngOf, pointFrom } from "../db/geometry.ts";
import { askOften } from "../db/prepared.ts";
import type { DB } from "../db/schema.gen.ts";
import { changeInside, inCommunities, type Scope } from "../db/scope.ts";
import { fromNames, type NewNames, toInstant, toNames } from "../http/wire.ts";
import type { Venue } from "./schema.ts";

function select(db: Kysely<DB>) {
  return db
    .selectFrom("venue")
    .select([
      "id",
      "community_id",
      "class",
      "name_zh_hans",
      "name_zh_hant",
      "name_en",
      "licence",
      "risk_grade",
      "inspection_cadence_days",
    ])
    .select([
      "last_inspected_at",
      "last_result",
      "next_due_on",
      "version",
      "updated_at",
      lngOf("geom").as("lng"),
      latOf("geom").as("lat"),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>;

function toVenue(row: Row): Static<typeof Venue> {
  return {
    id: row.id,
    communityId: row.community_id,
    class: row.class,
    names: toNames(row),
    licence: row.licence,
    riskGrade: row.risk_grade,
    inspectionCadenceDays: row.inspection_cadence_days,
    lastInspectedAt: toInstant(row.last_inspected_at),
    lastResult: row.last_result as Static<typeof Venue>["lastResult"],
    nextDueOn: row.next_due_on,
    position: [row.lng, row.lat],
    version: row.version,
    updatedAt: toInstant(row.updated_at),
  };
}

export interface VenueFilter {
  /** Communities whose rows may be had; undefined for all. */
  readonly scope?: Scope;
  readonly communityId?: number | undefined;
  readonly class?: string | undefined;
  /** Due on or before this day. */
  readonly dueBefore?: string | undefined;
  readonly bbox?: BBox | undefined;
  readonly afterId?: number | undefined;
  readonly limit: number;
}

/** Venues in order of id. */
export async function listVenues(db: Kysely<DB>, filter: VenueFilter) {
  let query = select(db)
    .orderBy("id")
    .limit(filter.limit)
    .where(inCommunities("community_id", filter.scope, filter.bbox));
  if (filter.communityId !== undefined) query = query.where("community_id", "=", filter.communityId);
  if (filter.class !== undefined) query = query.where("class", "=", filter.class);
  if (filter.dueBefore !== undefined) query = query.where("next_due_on", "<=", filter.dueBefore);
  if (filter.afterId !== undefined) query = query.where("id", ">", filter.afterId);
  if (filter.bbox !== undefined) query = query.where(intersectsBbox("geom", filter.bbox));
  return (await query.execute()).map(toVenue);
}

/** The row of an id, if it lies in one of the communities. */
export async function findVenue(db: Kysely<DB>, id: number, scope: Scope) {
  const row = await askOften(db, select(db).where("id", "=", id).where(inCommunities("community_id", scope)));
  return row === undefined ? undefined : toVenue(row);
}

export interface VenueInput {
  readonly class?: string;
  readonly names?: Static<typeof NewNames>;
  readonly licence?: string | null;
  readonly riskGrade?: number;
  readonly inspectionCadenceDays?: number;
  readonly nextDueOn?: string | null;
  readonly position?: LngLat;
}

function toColumns(input: VenueInput) {
  const { names, position } = input;
  return {
    ...(input.class !== undefined && { class: input.class }),
    ...(names && fromNames(names)),
    ...(input.licence !== undefined && { licence: input.licence }),
    ...(input.riskGrade !== undefined && { risk_grade: input.riskGrade }),
    ...(input.inspectionCadenceDays !== undefined && { inspection_cadence_days: input.inspectionCadenceDays }),
    ...(input.nextDueOn !== undefined && { next_due_on: input.nextDueOn }),
    ...(position && { geom: pointFrom(position), community_id: communityAt(position) }),
  };
}

/** Inserts a venue; its community is the one that holds it. Throws OutsideScope where that is none of the scope. */
export async function insertVenue(
  db: Kysely<DB>,
  input: VenueInput & Required<Pick<VenueInput, "class" | "names" | "position">>,
  scope: Scope,
): Promise<number> {
  const values = {
    ...toColumns(input),
    class: input.class,
    ...fromNames(input.names),
    geom: pointFrom(input.position),
  };
  const row = await changeInside(db, scope, (tx) =>
    tx.insertInto("venue").values(values).returning(["id", "community_id"]).executeTakeFirstOrThrow(),
  );
  return (row as { id: number }).id;
}

/** True when the row was at that version, in the scope, and has been changed. Throws OutsideScope when it would leave it. */
export async function updateVenue(
  db: Kysely<DB>,
  { id, version, scope }: { readonly id: number; readonly version: number; readonly scope: Scope },
  input: VenueInput,
): Promise<boolean> {
  const row = await changeInside(db, scope, (tx) =>
    tx
      .updateTable("venue")
      .set(toColumns(input))
      .where("id", "=", id)
      .where("version", "=", version)
      .where(inCommunities("community_id", scope))
      .returning("community_id")
      .executeTakeFirst(),
  );
  return row !== undefined;
}
