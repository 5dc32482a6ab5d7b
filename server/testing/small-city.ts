import type pg from "pg";

/** What the small city holds, for tests to count against. */
export const smallCity = {
  west: { id: 1, bbox: [107, 34.3, 107.1, 34.4] },
  east: { id: 2, bbox: [107.1, 34.3, 107.2, 34.4] },
  residences: 40,
  venues: 30,
  incidents: 60,
  units: 6,
} as const;

const square = (west: number, south: number, east: number, north: number) =>
  `st_multi(st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326))`;

const statements = [
  `insert into city_meta (name_zh_hans, name_zh_hant, name_en, time_zone) values ('样城', '樣城', 'Sample', 'Asia/Shanghai')`,
  `insert into area (id, level, parent_id, code, name_zh_hans, name_zh_hant, name_en, geom) values
     (1, 'city', null, 'A1', '样城', '樣城', 'Sample', ${square(107, 34.3, 107.2, 34.4)}),
     (2, 'town', 1, 'A2', '河镇', '河鎮', 'River', ${square(107, 34.3, 107.2, 34.4)})`,
  `insert into community (id, town_id, code, name_zh_hans, name_zh_hant, name_en, households, geom) values
     (1, 2, 'C1', '西园', '西園', 'West', 900, ${square(107, 34.3, 107.1, 34.4)}),
     (2, 2, 'C2', '东园', '東園', 'East', 700, ${square(107.1, 34.3, 107.2, 34.4)})`,
  `insert into police_room (community_id, code, name_zh_hans, services, geom) values
     (1, 'P1', '西园警务室', '{advice}', st_setsrid(st_makepoint(107.05, 34.35), 4326))`,
  `insert into road (class, name_zh_hans, name_en, geom) values
     ('primary', '河滨路', 'Riverside Road', st_geomfromtext('LINESTRING(107.01 34.35, 107.19 34.35)', 4326))`,
  `insert into incident_category (code, name_zh_hans) values ('theft', '盗窃'), ('noise', '噪音')`,
  `insert into venue_class (code, name_zh_hans) values ('hotel', '旅馆'), ('bar', '酒吧')`,
  `insert into address (community_id, road, number, building, unit, geom)
     select 1 + i % 2, '河滨路', 'nr-' || i, 'building-' || i, 'unit-' || i, st_setsrid(st_makepoint(107.01 + i * 0.004, 34.351), 4326)
     from generate_series(1, 40) i`,
  // One in four has fewer than eight households: no tile may show it.
  `insert into residence (address_id, community_id, household_count, storeys, last_checked_at, geom)
     select i, 1 + i % 2, case when i % 4 = 0 then 5 else 20 end, 6, case when i % 5 = 0 then null else now() - make_interval(days => i * 5) end,
       st_setsrid(st_makepoint(107.005 + (i % 2) * 0.1 + i * 0.002, 34.33), 4326)
     from generate_series(1, 40) i`,
  `insert into venue (address_id, community_id, class, name_zh_hans, name_en, risk_grade, last_inspected_at, last_result, next_due_on, geom)
     select i, 1 + i % 2, case when i % 3 = 0 then 'bar' else 'hotel' end, '店' || i, 'Place ' || i, 1 + i % 4,
       now() - make_interval(days => i * 6), 'passed', (now() at time zone 'Asia/Shanghai')::date + 90 - i * 6, st_setsrid(st_makepoint(107.005 + (i % 2) * 0.1 + i * 0.002, 34.37), 4326)
     from generate_series(1, 30) i`,
  // Three at a time in the same microsecond: paging has to tell them apart by id.
  `insert into incident (community_id, category, priority, status, occurred_from, reported_at, dispatched_at, arrived_at, closed_at, geom)
     select 1 + i % 2, case when i % 3 = 0 then 'noise' else 'theft' end, 1 + i % 5, s.status, at, at,
       case when s.status <> 'reported' then at + interval '3 minutes' end, case when s.status in ('on_scene', 'closed') then at + interval '9 minutes' end,
       case when s.status = 'closed' then at + interval '40 minutes' end,
       st_setsrid(st_makepoint(107.005 + (i % 2) * 0.1 + i * 0.001, 34.31 + i * 0.001), 4326)
     from generate_series(1, 60) i, lateral (select (array['closed', 'closed', 'closed', 'reported', 'dispatched', 'on_scene'])[1 + i % 6] as status) s,
       lateral (select date_trunc('second', now()) - make_interval(hours => 2 * (i / 3) + 1) + interval '123456 microseconds' as at) t`,
  `insert into unit (call_sign, kind, community_id, status, last_fix_at, geom)
     select 'U' || i, case when i % 2 = 0 then 'car' else 'foot' end, 1 + i % 2, case when i = 6 then 'off_duty' else 'available' end,
       case when i < 5 then now() - interval '1 minute' end, case when i < 5 then st_setsrid(st_makepoint(107.02 + i * 0.02, 34.34), 4326) end
     from generate_series(1, 6) i`,
  `insert into duty_assignment (community_id, unit_id, role, badge, valid_from, valid_to) values
     (1, 1, 'officer', '000101', '2020-01-01', null), (1, null, 'auxiliary', '000102', '2020-01-01', null),
     (1, null, 'officer', '000103', '2020-01-01', '2021-01-01'), (2, 2, 'officer', '000201', '2020-01-01', null)`,
  "select setval(pg_get_serial_sequence('community', 'id'), 2), setval(pg_get_serial_sequence('area', 'id'), 2)",
];

/** Writes the small city into an empty database: two square communities side by side and something of everything. */
export async function writeSmallCity(pool: pg.Pool): Promise<void> {
  for (const statement of statements) await pool.query(statement);
}
