import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";

const database = await testDatabase();
afterAll(() => database.close());

async function isOk(geometry: string): Promise<boolean> {
  const { rows } = await database.pool.query(`select geom_ok(${geometry}) as ok`);
  return rows[0].ok;
}

describe("the CHECK of every geometry column", () => {
  test.each([
    ["a point in the city", "st_setsrid(st_makepoint(107.2, 34.4), 4326)"],
    ["a point on the rim of the pyramid", "st_setsrid(st_makepoint(-180, 85.06), 4326)"],
  ])("takes %s", async (_name, geometry) => expect(await isOk(geometry)).toBe(true));

  test.each([
    ["nothing", "null::geometry"],
    ["an empty point", "st_geomfromtext('POINT EMPTY', 4326)"],
    ["NaN", "st_setsrid(st_makepoint('NaN', 34), 4326)"],
    ["NaN inside a line", "st_setsrid(st_makeline(st_makepoint(107, 34), st_makepoint('NaN', 34)), 4326)"],
    ["infinity", "st_setsrid(st_makepoint('infinity', 34), 4326)"],
    ["swapped axes", "st_setsrid(st_makepoint(34.4, 107.2), 4326)"],
    ["a longitude of 540", "st_setsrid(st_makepoint(540, 34), 4326)"],
    ["a third dimension", "st_setsrid(st_makepoint(107, 34, 1), 4326)"],
    ["another reference system", "st_setsrid(st_makepoint(107, 34), 3857)"],
    ["no reference system", "st_makepoint(107, 34)"],
    ["a bow tie", "st_geomfromtext('POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))', 4326)"],
  ])("refuses %s", async (_name, geometry) => expect(await isOk(geometry)).toBe(false));
});

test("stands on every geometry column of every table", async () => {
  const { rows } = await database.pool.query<{ column: string; type: string; checks: string[] }>(
    `select c.relname || '.' || a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
       array(select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.convalidated and a.attnum = any (k.conkey)) as checks
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where n.nspname !~ '^(pg_|staging$)' and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
       and a.atttypid = 'geometry'::regtype order by 1`,
  );
  expect(rows.length).toBeGreaterThan(7);
  for (const { column, type, checks } of rows) {
    expect(type, column).toMatch(/^geometry\((Point|LineString|MultiPolygon),4326\)$/);
    expect(checks.join(), column).toContain("geom_ok(geom)");
  }
});

test("updating a row bumps its version whatever the writer says", async () => {
  const { pool } = database;
  await pool.query("insert into venue_class (code, name_zh_hans) values ('hotel', '旅馆')");
  await pool.query(
    "insert into venue (class, name_zh_hans, geom) values ('hotel', '甲', st_setsrid(st_makepoint(107, 34), 4326))",
  );
  const { rows } = await pool.query("update venue set version = 40, risk_grade = 2 returning version");
  expect(rows).toEqual([{ version: 2 }]);
});
