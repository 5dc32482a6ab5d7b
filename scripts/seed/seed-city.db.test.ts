import { testDatabase } from "@one-map/server/testing/database";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CityExistsError, seedCity } from "./seed-city.ts";
import { type SeededTable, seededColumns } from "./tables.ts";

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

  test.each(["address", "residence", "venue", "incident", "police_room"])(
    "puts each %s in the community that holds it",
    async (table) => {
      const { wrong } =
        await one(`select count(*) as wrong from ${table} p where p.geom is not null and p.community_id is distinct from
      (select min(c.id) from community c where st_covers(c.geom, p.geom))`);
      expect(wrong).toBe(0);
    },
  );

  test("keeps units in their own community unless they are on a scene", async () => {
    const { away, n } = await one(`select count(*) filter (where not st_covers(c.geom, u.geom)) as away, count(*) as n
        from unit u join community c on c.id = u.community_id where u.geom is not null and u.status <> 'on_scene'`);
    expect(away).toBe(0);
    expect(n).toBeGreaterThan(0);
  });

  test("has something for the wall to show, and gaps for the analyst to find", async () => {
    expect(((await one("select count(*) as n from incident where status <> 'closed'")) as { n: number }).n).toBe(5);
    expect(
      ((await one("select count(*) as n from venue where next_due_on < date '2026-11-24'")) as { n: number }).n,
    ).toBeGreaterThan(5);
  });

  test("leaves every index and constraint as the migrations made them", async () => {
    const { rows } = await database.pool.query(
      `select pg_get_indexdef(indexrelid) as d from pg_index where indrelid = 'incident'::regclass
       union all select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where conrelid = 'incident'::regclass`,
    );
    const text = rows.map(({ d }) => d).join("\n");
    for (const name of ["incident_geom_gist", "incident_open_idx", "incident_community_idx", "incident_pkey"])
      expect(text).toContain(name);
    expect(text).toContain("incident_community_fk FOREIGN KEY (community_id) REFERENCES community(id)");
    await expect(
      database.pool.query(
        "insert into incident (category, occurred_from, geom) select 'nothing', now(), geom from incident limit 1",
      ),
    ).rejects.toThrow("incident_category_fk");
  });

  test("is the same to the last row when it is seeded again with the same number and instant", async () => {
    const fingerprint = async () => {
      const prints: Record<string, unknown> = {};
      for (const table of Object.keys(seededColumns)) {
        const { rows } = await database.pool.query(
          `select md5(string_agg(t::text, '|' order by t::text)) as print from (select ${Object.keys(seededColumns[table as SeededTable]).join(", ")} from ${table}) t`,
        );
        prints[table] = rows[0].print;
      }
      return prints;
    };
    const first = await fingerprint();
    await seedCity(database, { size: "town", seed: 7, now, replace: true });
    expect(await fingerprint()).toEqual(first);
    expect(Object.values(first).every((print) => typeof print === "string")).toBe(true);
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
