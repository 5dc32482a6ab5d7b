import type { Kysely } from "kysely";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listIncidents, updateIncident } from "../incidents/queries.ts";
import { listResidences } from "../residences/queries.ts";
import { testDatabase } from "../testing/database.ts";
import { planOf, statementOf } from "../testing/plans.ts";
import { openCityLogin, openScopedLogin } from "../testing/scoped-login.ts";
import { writeSmallCity } from "../testing/small-city.ts";
import { listVenues } from "../venues/queries.ts";
import { getWallHistory } from "../wall/queries.ts";
import type { DB } from "./schema.gen.ts";

const database = await testDatabase();
const scoped = await openScopedLogin(database);
const city = await openCityLogin(database);
afterAll(async () => {
  await scoped?.close();
  await city?.end();
  await database.close();
});

/** The plan of what a query function sends, for a login, which presents a token where it needs one. */
const planFor = async (pool: pg.Pool, run: (db: Kysely<DB>) => Promise<unknown>, token = "", nth = 0) =>
  planOf(pool, await statementOf(database.pool, run, nth), { token });

const scope = [1];
const bbox = [107.05, 34.35, 107.051, 34.351] as const;
const inBox = [
  ["incidents", (db: Kysely<DB>) => listIncidents(db, { limit: 100, bbox, scope }), "incident_geom_gist"],
  ["venues", (db: Kysely<DB>) => listVenues(db, { limit: 100, bbox, scope }), "venue_geom_gist"],
  ["dwellings", (db: Kysely<DB>) => listResidences(db, { limit: 100, bbox, scope }), "residence_geom_gist"],
] as const;

// Row-level security does not bind the one login of the embedded database.
describe.skipIf(database.kind === "embedded")("with 60,000 rows, behind the second fence", () => {
  let token = "";
  beforeAll(async () => {
    await writeSmallCity(database.pool);
    await database.pool.query(`
      insert into incident (community_id, category, status, occurred_from, reported_at, closed_at, geom)
        select 1 + i % 2, 'theft', 'closed', at, at, at,
          st_setsrid(st_makepoint(107 + (i::bigint * 7919 % 20000) / 100000.0, 34.3 + (i::bigint * 104729 % 10000) / 100000.0), 4326)
        from generate_series(1, 60000) i, lateral (select now() - make_interval(mins => i) as at) t;
      insert into venue (community_id, class, name_zh_hans, geom)
        select 1 + i % 2, 'bar', 'x', st_setsrid(st_makepoint(107 + (i::bigint * 7919 % 20000) / 100000.0, 34.3 + (i::bigint * 104729 % 10000) / 100000.0), 4326) from generate_series(1, 20000) i;
      insert into residence (community_id, household_count, geom)
        select 1 + i % 2, 9, st_setsrid(st_makepoint(107 + (i::bigint * 7919 % 20000) / 100000.0, 34.3 + (i::bigint * 104729 % 10000) / 100000.0), 4326) from generate_series(1, 20000) i`);
    await database.pool.query("analyze");
    const capability = { subjects: ["incidents", "venues", "residences"], communities: scope };
    token = (await scoped?.capabilities.tokenFor(capability)) ?? "";
  });

  test.each(inBox)("%s in a box: both logins find them by the index of geometry", async (_what, run, index) => {
    const byIndex = new RegExp(`(Index Scan|Bitmap Index Scan).* (using|on) ${index}`);
    for (const [pool, presented] of [
      [city, ""],
      [scoped?.pool, token],
    ] as const) {
      const plan = await planFor(pool as pg.Pool, run, presented);
      expect(plan).toMatch(byIndex);
      expect(plan).toMatch(/Index Cond: \(+geom && /);
      expect(plan).not.toMatch(/Seq Scan on (incident|venue|residence)/);
    }
  });

  test("the fence asks what the token shows once a statement, not once a row", async () => {
    const [, run] = inBox[0];
    const plan = await planFor(scoped?.pool as pg.Pool, run, token);
    expect(plan).toMatch(/InitPlan \d[\s\S]*Result.*loops=1/);
    expect(plan).toMatch(/array_position\(\$\d+, community_id\)/);
    expect(await planFor(city as pg.Pool, run)).not.toContain("InitPlan");
  });

  test("what is open, for a wall of one community, comes by its index behind the fence too", async () => {
    const run = (db: Kysely<DB>) =>
      getWallHistory(db, 60, { incidents: scope, units: scope, venues: [], drawn: undefined });
    // Its first statement asks for the time.
    const plan = await planFor(scoped?.pool as pg.Pool, run, token, 1);
    expect(plan).toMatch(/incident_closed_idx/);
    expect(plan).not.toMatch(/Seq Scan on incident/);
  });

  test("a change finds its row by the key", async () => {
    const toChange = { subjects: ["incidents"], changes: ["incidents"], communities: scope };
    const token = (await scoped?.capabilities.tokenFor(toChange)) ?? "";
    const run = (db: Kysely<DB>) => updateIncident(db, { id: 60_000, version: 1, scope: undefined }, { priority: 2 });
    expect(await planFor(scoped?.pool as pg.Pool, run, token)).toMatch(/Index Scan using incident_pkey/);
  });

  test("the newest of a scope come by an index as well", async () => {
    const run = (db: Kysely<DB>) => listIncidents(db, { limit: 100, scope });
    for (const [pool, presented] of [
      [city, ""],
      [scoped?.pool, token],
    ] as const)
      expect(await planFor(pool as pg.Pool, run, presented)).toMatch(
        /Index Scan.* using incident_(reported|community)_idx/,
      );
  });

  test("without LEAKPROOF the scoped login would read the whole table, and the other would not", async () => {
    const [, run, index] = inBox[0];
    await database.pool.query("alter function geometry_overlaps(geometry, geometry) not leakproof");
    try {
      expect(await planFor(scoped?.pool as pg.Pool, run, token)).not.toContain(index);
      expect(await planFor(city as pg.Pool, run)).toContain(index);
    } finally {
      await database.pool.query("select access.quicken()");
    }
    expect(await planFor(scoped?.pool as pg.Pool, run, token)).toContain(index);
  });
});
