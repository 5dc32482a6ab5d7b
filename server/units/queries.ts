import { type Kysely, sql } from "kysely";
import type { Static } from "typebox";
import { anyId } from "../db/any-id.ts";
import { type LngLat, latOf, lngOf, pointFrom } from "../db/geometry.ts";
import { askOften } from "../db/prepared.ts";
import type { DB } from "../db/schema.gen.ts";
import { inCommunities, requireInside, type Scope } from "../db/scope.ts";
import { toInstant } from "../http/wire.ts";
import type { Unit } from "./schema.ts";

type Wire = Static<typeof Unit>;

function select(db: Kysely<DB>) {
  return db
    .selectFrom("unit")
    .select([
      "id",
      "call_sign",
      "kind",
      "community_id",
      "status",
      "last_fix_at",
      "version",
      "updated_at",
      lngOf("geom").as("lng"),
      latOf("geom").as("lat"),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>;

function toUnit(row: Row): Wire {
  return {
    id: row.id,
    callSign: row.call_sign,
    kind: row.kind as Wire["kind"],
    communityId: row.community_id,
    status: row.status as Wire["status"],
    lastFixAt: toInstant(row.last_fix_at),
    position: row.last_fix_at === null ? null : [row.lng, row.lat],
    version: row.version,
    updatedAt: toInstant(row.updated_at),
  };
}

export interface UnitFilter {
  /** Communities whose rows may be had; undefined for all. */
  readonly scope?: Scope;
  readonly communityId?: number | undefined;
  readonly status?: string | undefined;
  readonly afterId?: number | undefined;
  readonly limit: number;
}

/** Units in order of id. */
export async function listUnits(
  db: Kysely<DB>,
  { scope, communityId, status, afterId, limit }: UnitFilter,
): Promise<Wire[]> {
  let query = select(db).orderBy("id").limit(limit).where(inCommunities("community_id", scope));
  if (communityId !== undefined) query = query.where("community_id", "=", communityId);
  if (status !== undefined) query = query.where("status", "=", status);
  if (afterId !== undefined) query = query.where("id", ">", afterId);
  return (await query.execute()).map(toUnit);
}

/** The row of an id, if it lies in one of the communities. */
export async function findUnit(db: Kysely<DB>, id: number, scope: Scope): Promise<Wire | undefined> {
  const row = await askOften(db, select(db).where("id", "=", anyId(id)).where(inCommunities("community_id", scope)));
  return row === undefined ? undefined : toUnit(row);
}

/** Throws OutsideScope for a unit of a community that is none of the scope. */
export async function insertUnit(
  db: Kysely<DB>,
  input: { callSign: string; kind: string; communityId?: number | null; status?: string },
  scope: Scope,
): Promise<number> {
  requireInside(scope, input.communityId ?? null);
  const values = {
    call_sign: input.callSign,
    kind: input.kind,
    community_id: input.communityId ?? null,
    ...(input.status !== undefined && { status: input.status }),
  };
  return (await db.insertInto("unit").values(values).returning("id").executeTakeFirstOrThrow()).id;
}

export interface UnitUpdate {
  readonly communityId?: number | null;
  readonly status?: string;
  readonly fix?: { readonly position: LngLat; readonly at: Date };
}

/** Why nothing was changed: another version, a newer position known, or one nowhere near the city. */
export type UnitRefusal = "version" | "outdated" | "implausible";

/** About 50 km: help is sent to neighbours, not to another province. */
const farDegrees = 0.5;

/**
 * Changes a unit that is at that version; undefined when it was done. A fix replaces the one before: no track is kept.
 * One that is older than the fix held, or far from the city (where its outline is known), is refused. A unit outside of the
 * scope is at no version; throws OutsideScope when it would leave the scope.
 */
export async function updateUnit(
  db: Kysely<DB>,
  { id, version, scope }: { readonly id: number; readonly version: number; readonly scope: Scope },
  { communityId, status, fix }: UnitUpdate,
): Promise<UnitRefusal | undefined> {
  if (communityId !== undefined) requireInside(scope, communityId);
  let update = db
    .updateTable("unit")
    .set({
      ...(communityId !== undefined && { community_id: communityId }),
      ...(status !== undefined && { status }),
      ...(fix && { geom: sql<never>`${pointFrom(fix.position)}`, last_fix_at: fix.at }),
    })
    .where("id", "=", anyId(id))
    .where("version", "=", version)
    .where(inCommunities("community_id", scope));
  if (fix !== undefined) update = update.where(isNewer(fix.at)).where(isNearCity(fix.position));
  if ((await update.executeTakeFirst()).numUpdatedRows === 1n) return undefined;
  if (fix === undefined) return "version";
  const held = await db
    .selectFrom("unit")
    .select([isNewer(fix.at).as("newer"), isNearCity(fix.position).as("near")])
    .where("id", "=", anyId(id))
    .where("version", "=", version)
    .where(inCommunities("community_id", scope))
    .executeTakeFirst();
  if (held === undefined) return "version";
  return held.near ? "outdated" : "implausible";
}

function isNewer(at: Date) {
  return sql<boolean>`coalesce(last_fix_at <= ${at}, true)`;
}

function isNearCity(position: LngLat) {
  return sql<boolean>`coalesce((select bool_or(a.geom && st_expand(${pointFrom(position)}, ${farDegrees}::float8)) from area a where a.level = 'city' and a.valid_to is null), true)`;
}
