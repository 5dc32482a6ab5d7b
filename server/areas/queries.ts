import type { Kysely } from "kysely";
import type { Static } from "typebox";
import { asGeoJson, bboxOf } from "../db/geometry.ts";
import type { DB } from "../db/schema.gen.ts";
import { toNames } from "../http/wire.ts";
import type { Area } from "./schema.ts";

type Wire = Static<typeof Area>;

/** Current areas in order of id, with their borders when asked for. */
export async function listAreas(
  db: Kysely<DB>,
  {
    level,
    afterId,
    limit,
    withGeometry,
  }: { level?: string | undefined; afterId?: number | undefined; limit: number; withGeometry: boolean },
) {
  let query = db
    .selectFrom("area")
    .select([
      "id",
      "level",
      "parent_id",
      "code",
      "name_zh_hans",
      "name_zh_hant",
      "name_en",
      "households",
      "population",
      "version",
      bboxOf("geom").as("bbox"),
    ])
    .where("valid_to", "is", null)
    .orderBy("id")
    .limit(limit);
  if (level !== undefined) query = query.where("level", "=", level);
  if (afterId !== undefined) query = query.where("id", ">", afterId);
  const rows = await query.$if(withGeometry, (q) => q.select(asGeoJson<object>("geom").as("geometry"))).execute();
  return rows.map((row) => {
    const { id, code, households, population, bbox, version } = row;
    const area: Wire = {
      id,
      level: row.level as Wire["level"],
      parentId: row.parent_id,
      code,
      names: toNames(row),
      households,
      population,
      bbox,
      version,
    };
    return { area, geometry: row.geometry ?? null };
  });
}
