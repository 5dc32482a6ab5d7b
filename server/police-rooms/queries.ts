import type { Kysely } from "kysely";
import type { Static } from "typebox";
import { latOf, lngOf } from "../db/geometry.ts";
import type { DB } from "../db/schema.gen.ts";
import { toNames } from "../http/wire.ts";
import type { PoliceRoom } from "./schema.ts";

/** Police rooms in order of id. */
export async function listPoliceRooms(
  db: Kysely<DB>,
  { communityId, afterId, limit }: { communityId?: number | undefined; afterId?: number | undefined; limit: number },
): Promise<Static<typeof PoliceRoom>[]> {
  let query = db
    .selectFrom("police_room")
    .select([
      "id",
      "community_id",
      "code",
      "name_zh_hans",
      "name_zh_hant",
      "name_en",
      "opening_hours",
      "services",
      lngOf("geom").as("lng"),
      latOf("geom").as("lat"),
    ])
    .orderBy("id")
    .limit(limit);
  if (communityId !== undefined) query = query.where("community_id", "=", communityId);
  if (afterId !== undefined) query = query.where("id", ">", afterId);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    communityId: row.community_id,
    code: row.code,
    names: toNames(row),
    openingHours: row.opening_hours,
    services: row.services,
    position: [row.lng, row.lat],
  }));
}
