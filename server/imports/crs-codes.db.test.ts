import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { resolveCrs } from "./crs.ts";
import { knownDefinition } from "./crs-codes.ts";
import { findDefinition } from "./crs-queries.ts";

const { pool, close } = await testDatabase();
afterAll(close);

/** Positions along the middle of China, in the system of a code, by PostGIS. */
async function expected(code: number): Promise<{ x: number; y: number; lng: number; lat: number }[]> {
  const { rows } = await pool.query(
    `select st_x(q) as x, st_y(q) as y, st_x(p) as lng, st_y(p) as lat
     from generate_series(0, 6) i, lateral (select st_setsrid(st_makepoint(105 + i, 20 + i * 4), 4326) p) a,
       lateral (select st_transform(p, $1::int) q) b`,
    [code],
  );
  return rows;
}

const zones = [4500, 4507, 4508, 4523, 4524, 4525, 4544, 4545, 4546];

test.each([4490, ...zones, 3857, 32649, 2326, 3826])("EPSG:%i agrees with PROJ to a centimetre", async (code) => {
  const crs = await resolveCrs(`EPSG:${code}`, (one) => findDefinition(pool, one));
  for (const { x, y, lng, lat } of await expected(code)) {
    const [gotLng, gotLat] = crs.toWgs84(x, y);
    // Far from its zone a projection says little; nobody has data there.
    if (Math.abs(lng - 108) > 4 && zones.includes(code)) continue;
    const off = Math.hypot((gotLng - lng) * Math.cos((lat * Math.PI) / 180), gotLat - lat) * 111_195;
    // The datum shifts of Hong Kong and Taiwan are PROJ's choice among several.
    expect(off, `${lng} ${lat}`).toBeLessThan(code === 2326 ? 30 : 0.01);
  }
});

test("the zones that are known here are those of the EPSG list", async () => {
  for (let code = 4491; code <= 4554; code++) {
    const listed = await findDefinition(pool, code);
    expect(knownDefinition(code), `EPSG:${code}`).toBe(listed?.trim());
  }
  expect([knownDefinition(4555), knownDefinition(4489)]).toEqual([undefined, undefined]);
});

test("old Chinese datums are refused rather than taken for WGS-84", async () => {
  const lookup = (code: number) => findDefinition(pool, code);
  await expect(resolveCrs("EPSG:4610", lookup)).rejects.toThrow("+towgs84");
  await expect(resolveCrs("EPSG:2379", lookup)).rejects.toThrow("+towgs84");
  expect((await resolveCrs("EPSG:2433", lookup)).note).toContain("Beijing 1954");
  await expect(resolveCrs("EPSG:999998", lookup)).rejects.toMatchObject({ slug: "crs-unsupported" });
});
