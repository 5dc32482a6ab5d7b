import { tileAt, tileBounds, worldX, worldY } from "@one-map/tiles/world";
import type pg from "pg";

/** Where the crowd is, and the clocks of its city. */
export const centre = [107.145, 34.364] as const;
export const timeZone = "America/Los_Angeles";

/** Categories of the incidents that stand in no odd place. */
export const inside = "theft,noise,traffic,fire";

/** Tables with points in a crowd, on the corners of tiles, at the edges of the world; areas and roads that touch. */
export async function fillTables(pool: pg.Pool): Promise<void> {
  const corners = [8, 12, 16].flatMap((z) => {
    const [west, south, east, north] = tileBounds(tileAt(worldX(centre[0]), worldY(centre[1]), z));
    return [
      [west, north],
      [east, south],
      [west, (south + north) / 2],
    ];
  });
  const edges = [
    [180, 0],
    [-180, 0],
    [179.9999, 10],
    [0, 85.05],
    [0, -85.05],
    [-180, 85.05],
  ];
  const odd = JSON.stringify([...corners, ...edges]);
  await pool.query(`
    select setseed(0.5);
    insert into city_meta (name_zh_hans, time_zone) values ('城', '${timeZone}');
    insert into incident_category (code, name_zh_hans)
      select code, code from unnest(string_to_array('${inside},edge', ',')) code;
    insert into venue_class (code, name_zh_hans) values ('hotel', '旅馆'), ('bar', '酒吧');
    insert into community (code, name_zh_hans, name_en, households, geom)
      select 'c' || i, '社区' || i, case when i % 2 = 0 then 'Community ' || i end, i * 10, st_multi(st_setsrid(st_makevalid(st_makepolygon(
        st_makeline(array(select st_makepoint(${centre[0]} - 0.08 + (i % 4) * 0.05 + 0.024 * cos(radians(a)), ${centre[1]} - 0.05 + (i / 4) * 0.04 + 0.018 * sin(radians(a)))
          from generate_series(0, 360, 60) a)))), 4326))
      from generate_series(0, 11) i;
    insert into area (level, code, name_zh_hans, geom)
      select 'town', 'a' || id, '镇', st_translate(geom, 0.3, -0.2) from community;
    insert into road (class, name_zh_hans, oneway, geom)
      select case when i % 3 = 0 then 'trunk' else 'residential' end, case when i % 2 = 0 then '路' || i end, i % 5 = 0,
        st_setsrid(st_makeline(st_makepoint(${centre[0]} + (random() - 0.5) * 0.2, ${centre[1]} + (random() - 0.5) * 0.2), st_makepoint(${centre[0]} + (random() - 0.5) * 0.2, ${centre[1]} + (random() - 0.5) * 0.2)), 4326)
      from generate_series(1, 60) i;
    create temporary table place as
      select i, st_setsrid(st_makepoint(${centre[0]} + (random() + random() - 1) * 0.1, ${centre[1]} + (random() + random() - 1) * 0.1), 4326) as geom, false as odd
      from generate_series(1, 1500) i
      union all
      select (2000 + n)::integer, st_setsrid(st_makepoint((p ->> 0)::float8, (p ->> 1)::float8), 4326), true
      from json_array_elements('${odd}') with ordinality e (p, n);
    insert into incident (community_id, category, priority, status, occurred_from, reported_at, closed_at, geom)
      select nullif(i % 13, 0), case when odd then 'edge' else (string_to_array('${inside}', ','))[1 + i % 4] end, 1 + i % 5,
        case when i % 2 = 0 then 'reported' else 'closed' end, timestamptz '2025-10-25T00:00:00.5Z' + i * interval '13 minutes',
        timestamptz '2025-10-25T02:00:00Z' + i * interval '13 minutes', '2026-01-01', geom from place order by random();
    insert into venue (community_id, class, name_zh_hans, risk_grade, last_inspected_at, last_result, next_due_on, geom)
      select nullif(i % 13, 0), case when i % 3 = 0 then 'hotel' else 'bar' end, '店', 1 + i % 4, case when i % 4 > 0 then timestamptz '2025-01-01' + i * interval '1 hour' end,
        case when i % 4 > 0 then 'passed' end, case when i % 7 > 0 then date '2026-01-01' + i end, geom from place where i % 3 = 0 or odd;
    insert into residence (community_id, household_count, last_checked_at, geom)
      select nullif(i % 13, 0), i % 40, case when i % 4 > 0 then timestamptz '1969-12-31T12:00:00.25Z' + i * interval '7 hours' end, geom from place where i % 2 = 0 or odd;
    insert into police_room (community_id, code, name_zh_hans, name_en, geom)
      select nullif(i % 13, 0), 'p' || i, '警务室' || i, case when i % 2 = 0 then 'Room ' || i end, geom from place where i % 10 = 0 or odd;
    insert into unit (call_sign, kind, community_id, status, last_fix_at, geom)
      select 'U' || i, case when i % 2 = 0 then 'car' else 'foot' end, nullif(i % 13, 0), 'available', '2026-11-24', geom from place where i % 10 = 1 or odd;
    insert into unit (call_sign, kind) values ('nowhere', 'foot');
  `);
}
