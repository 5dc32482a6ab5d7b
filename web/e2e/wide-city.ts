import { coordinatesOf, planCity } from "@one-map/scripts/seed/city-plan";
import type { Database } from "@one-map/server/db/connect";

/**
 * Writes the ground of the invented city, twelve counties and districts with long and short names, and fourteen calls that
 * are the same each time: most in the middle, where names have least room, and one in every fourth county.
 */
export async function writeWideCity({ pool }: Database): Promise<void> {
  const plan = planCity("city", 7);
  const shape = (blocks: readonly number[]) =>
    JSON.stringify({ type: "MultiPolygon", coordinates: coordinatesOf(plan, blocks) });
  await pool.query(
    "insert into city_meta (name_zh_hans, name_en, time_zone) values ('岚川市', 'Lanchuan', 'Asia/Shanghai')",
  );
  await pool.query("insert into incident_category (code, name_zh_hans) values ('theft', '盗窃')");
  for (const { id, level, parentId, code, names, blocks } of plan.areas)
    await pool.query(
      `insert into area (id, level, parent_id, code, name_zh_hans, name_zh_hant, name_en, geom) overriding system value
         values ($1, $2, $3, $4, $5, $6, $7, st_setsrid(st_geomfromgeojson($8), 4326))`,
      [id, level, parentId, code, names.zhHans, names.zhHant, names.en, shape(blocks)],
    );
  for (const { id, townId, code, names, blocks } of plan.communities)
    await pool.query(
      `insert into community (id, town_id, code, name_zh_hans, name_zh_hant, name_en, geom) overriding system value
         values ($1, $2, $3, $4, $5, $6, st_setsrid(st_geomfromgeojson($7), 4326))`,
      [id, townId, code, names.zhHans, names.zhHant, names.en, shape(blocks)],
    );
  await pool.query(
    `insert into incident (community_id, category, priority, status, occurred_from, reported_at, geom)
       select id, 'theft', 2 + n % 3, 'reported', now() - interval '20 minutes', now() - n * interval '4 minutes', st_pointonsurface(geom)
       from (select *, row_number() over (order by id)::int as n from community where id % 12 = 5) c`,
  );
}
