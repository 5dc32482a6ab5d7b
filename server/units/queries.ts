import { type Kysely, sql } from "kysely";
import type { Static } from "typebox";
import { anyId } from "../db/any-id.ts";
import { type LngLat, latOf, lngOf, pointFrom } from "../db/geometry.ts";
import type { DB } from "../db/schema.gen.ts";
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
  readonly communityId?: number | undefined;
  readonly status?: string | undefined;
  readonly afterId?: number | undefined;
  readonly limit: number;
}

/** Units in order of id. */
export async function listUnits(db: Kysely<DB>, { communityId, status, afterId, limit }: UnitFilter): Promise<Wire[]> {
  let query = select(db).orderBy("id").limit(limit);
  if (communityId !== undefined) query = query.where("community_id", "=", communityId);
  if (status !== undefined) query = query.where("status", "=", status);
  if (afterId !== undefined) query = query.where("id", ">", afterId);
  return (await query.execute()).map(toUnit);
}

export async function findUnit(db: Kysely<DB>, id: number): Promise<Wire | undefined> {
  const row = await select(db).where("id", "=", anyId(id)).executeTakeFirst();
  return row === undefined ? undefined : toUnit(row);
}

export async function insertUnit(
  db: Kysely<DB>,
  input: { callSign: string; kind: string; communityId?: number | null; status?: string },
): Promise<number> {
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

/** True when the row was at that version and has been changed. A fix replaces the one before: no track is kept. */
export async function updateUnit(
  db: Kysely<DB>,
  id: number,
  version: number,
  { communityId, status, fix }: UnitUpdate,
): Promise<boolean> {
  const result = await db
    .updateTable("unit")
    .set({
      ...(communityId !== undefined && { community_id: communityId }),
      ...(status !== undefined && { status }),
      ...(fix && { geom: sql<never>`${pointFrom(fix.position)}`, last_fix_at: fix.at }),
    })
    .where("id", "=", anyId(id))
    .where("version", "=", version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
