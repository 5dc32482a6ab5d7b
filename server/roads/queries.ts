import { type Kysely, sql } from "kysely";
import type { Static } from "typebox";
import { type BBox, intersectsBbox, type LngLat } from "../db/geometry.ts";
import type { DB } from "../db/schema.gen.ts";
import { toNames } from "../http/wire.ts";
import type { Road } from "./schema.ts";

export interface RoadFilter {
  readonly classes?: readonly string[] | undefined;
  readonly bbox?: BBox | undefined;
  readonly afterId?: number | undefined;
  readonly limit: number;
}

/** Segments of the street network in order of id. */
export async function listRoads(
  db: Kysely<DB>,
  { classes, bbox, afterId, limit }: RoadFilter,
): Promise<Static<typeof Road>[]> {
  let query = db
    .selectFrom("road")
    .select(["id", "class", "name_zh_hans", "name_zh_hant", "name_en", "oneway", "version"])
    // Nine decimals are a tenth of a millimetre: ends that are one junction stay equal to the last digit.
    .select(sql<string>`st_asgeojson(geom, 9)`.as("geojson"))
    .orderBy("id")
    .limit(limit);
  if (classes !== undefined) query = query.where("class", "in", classes);
  if (bbox !== undefined) query = query.where(intersectsBbox("geom", bbox));
  if (afterId !== undefined) query = query.where("id", ">", afterId);
  return (await query.execute()).map(({ geojson, name_zh_hans, ...row }) => ({
    id: row.id,
    class: row.class as Static<typeof Road>["class"],
    names: name_zh_hans === null ? null : toNames({ ...row, name_zh_hans }),
    oneway: row.oneway,
    line: (JSON.parse(geojson) as { coordinates: LngLat[] }).coordinates as [number, number][],
    version: row.version,
  }));
}
