import { testDatabase } from "@one-map/server/testing/database";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CityExistsError, seedCity } from "./seed-city.ts";

const database = await testDatabase();
afterAll(() => database.close());

const now = new Date("2026-11-24T04:00:00Z");
const one = async (sql: string) => (await database.pool.query(sql)).rows[0] as Record<string, unknown>;

describe("a seeded town", () => {
  beforeAll(async () => {
    await seedCity(database, { size: "town", seed: 7, now });
  });

  test("has what its size asks for", async () => {
    expect(
      await one(
        "select (select count(*) from community) as c, (select count(*) from address) as a, (select count(*) from incident) as i",
      ),
    ).toEqual({ c: 3, a: 2000, i: 600 });
  });

  test.each(["address", "residence", "venue", "incident", "police_room", "unit"])(
    "puts each %s in the community that holds it",
    async (table) => {
      const { wrong } =
        await one(`select count(*) as wrong from ${table} p where p.geom is not null and p.community_id is distinct from
      (select min(c.id) from community c where st_covers(c.geom, p.geom))`);
      expect(wrong).toBe(0);
    },
  );

  test("has communities that neither overlap nor leave gaps", async () => {
    expect(
      await one(
        "select count(*) as n from community a join community b on a.id < b.id and st_overlaps(a.geom, b.geom)",
      ),
    ).toEqual({ n: 0 });
    const { ratio } =
      await one(`select (select sum(st_area(geom)) from (select geom from community union all select geom from area where level = 'rural') p)
      / (select st_area(geom) from area where level = 'city') as ratio`);
    expect(Math.abs((ratio as number) - 1)).toBeLessThan(1e-9);
  });

  test("has something for the wall to show, and gaps for the analyst to find", async () => {
    expect(((await one("select count(*) as n from incident where status <> 'closed'")) as { n: number }).n).toBe(5);
    expect(
      ((await one("select count(*) as n from venue where next_due_on < date '2026-11-24'")) as { n: number }).n,
    ).toBeGreaterThan(5);
  });

  test("goes on with ids after those of the seed", async () => {
    const { id } = await one(
      "insert into incident_category (code, name_zh_hans) values ('x', 'x') on conflict do nothing returning 1 as id",
    );
    expect(id).toBe(1);
    const inserted = await one(
      "insert into incident (category, occurred_from, geom) values ('x', now(), st_setsrid(st_makepoint(107, 34), 4326)) returning id",
    );
    expect(inserted.id).toBe(601);
  });

  test("is not overwritten unasked, and an abort leaves it as it was", async () => {
    await expect(seedCity(database, { size: "town", seed: 8, now })).rejects.toThrow(CityExistsError);
    const stop = new AbortController();
    const onRows = (table: string) => table === "residence" && stop.abort(new Error("enough"));
    await expect(
      seedCity(database, { size: "town", seed: 8, now, replace: true, onRows, signal: stop.signal }),
    ).rejects.toThrow("enough");
    expect(await one("select seeded_with as s from city_meta")).toEqual({ s: "town:7" });
  });
});
