import type { Kysely } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listCommunities } from "../communities/queries.ts";
import { listIncidents } from "../incidents/queries.ts";
import { findAboutAddress, findByAddress } from "../purpose/subject-queries.ts";
import { listResidences } from "../residences/queries.ts";
import { testDatabase } from "../testing/database.ts";
import { planOf, statementOf } from "../testing/plans.ts";
import { writeSmallCity } from "../testing/small-city.ts";
import { listVenues } from "../venues/queries.ts";
import { listVisits } from "../visits/queries.ts";
import type { DB } from "./schema.gen.ts";

const database = await testDatabase();
afterAll(() => database.close());

/** The plan of the statement that a query function sends, as text. */
const planFor = async (run: (db: Kysely<DB>) => Promise<unknown>) =>
  planOf(database.pool, await statementOf(database.pool, run));

// Plans of the embedded database say nothing about those of a server: its statistics are its own.
describe.skipIf(database.kind === "embedded")("with 60,000 rows", () => {
  beforeAll(async () => {
    await writeSmallCity(database.pool);
    await database.pool.query(`
      insert into incident (community_id, category, status, occurred_from, reported_at, closed_at, geom)
        select 1 + i % 2, 'theft', case when i % 200 = 0 then 'reported' else 'closed' end, at, at, at,
          st_setsrid(st_makepoint(107 + (i::bigint * 7919 % 20000) / 100000.0, 34.3 + (i::bigint * 104729 % 10000) / 100000.0), 4326)
        from generate_series(1, 60000) i, lateral (select now() - make_interval(mins => i) as at) t;
      insert into venue (community_id, class, name_zh_hans, geom)
        select 1, 'bar', 'x', st_setsrid(st_makepoint(107 + (i::bigint * 7919 % 20000) / 100000.0, 34.3 + (i::bigint * 104729 % 10000) / 100000.0), 4326) from generate_series(1, 20000) i;
      with made as (
        insert into address (community_id, road, number, geom)
          select 1, 'road-' || i % 200, 'nr-' || i / 200, st_setsrid(st_makepoint(107 + (i::bigint * 7919 % 20000) / 100000.0, 34.3 + (i::bigint * 104729 % 10000) / 100000.0), 4326) from generate_series(1, 20000) i
          returning id, geom)
      insert into residence (address_id, community_id, household_count, geom) select id, 1, 9, geom from made`);
    await database.pool.query("analyze");
  });

  const bbox = [107.05, 34.35, 107.051, 34.351] as const;
  const after = { reportedAtMillis: Date.now() - 30_000 * 60_000, id: 30_000 };

  test.each([
    ["incidents in a box", (db: Kysely<DB>) => listIncidents(db, { limit: 100, bbox }), "incident_geom_gist"],
    ["venues in a box", (db: Kysely<DB>) => listVenues(db, { limit: 100, bbox }), "venue_geom_gist"],
    ["dwellings in a box", (db: Kysely<DB>) => listResidences(db, { limit: 100, bbox }), "residence_geom_gist"],
    [
      "the next page of incidents",
      (db: Kysely<DB>) => listIncidents(db, { limit: 100, after }),
      "incident_reported_idx",
    ],
    [
      "incidents of a window",
      (db: Kysely<DB>) => listIncidents(db, { limit: 100, from: new Date(Date.now() - 86_400_000) }),
      "incident_reported_idx",
    ],
    ["the next page of venues", (db: Kysely<DB>) => listVenues(db, { limit: 100, afterId: 10_000 }), "venue_pkey"],
    [
      "the next page of dwellings",
      (db: Kysely<DB>) => listResidences(db, { limit: 100, afterId: 10_000 }),
      "residence_pkey",
    ],
  ] as const)("%s: by an index", async (_what, run, index) => {
    const plan = await planFor(run);
    expect(plan).toMatch(new RegExp(`(Index Scan|Index Only Scan|Bitmap Index Scan).* (using|on) ${index}`));
    expect(plan).toContain("Index Cond");
    expect(plan).not.toMatch(/Seq Scan on (incident|venue|residence)/);
  });

  test("the building at an address, and the venues there, are found by it", async () => {
    const found = await planFor((db) => findByAddress(db, { road: "road-7", number: "nr-7" }, undefined));
    expect(found).toMatch(/address_road_number_idx/);
    expect(found).toMatch(/residence_address_idx/);
    const about = await planFor((db) => findAboutAddress(db, 1, undefined));
    expect(about).toMatch(/venue_address_idx/);
    for (const plan of [found, about]) expect(plan).not.toMatch(/Seq Scan on (address|residence|venue)/);
  });

  test("a page deep in the list costs what the first does: it reads no rows before it", async () => {
    const plan = await planFor((db) => listIncidents(db, { limit: 100, after }));
    expect(plan).toMatch(/Index Cond: \(ROW\(reported_at, id\) < ROW\(/);
    expect(plan).not.toContain("Sort");
  });

  test("small tables may be read whole", async () => {
    expect(await planFor((db) => listCommunities(db, { limit: 10 }))).toContain("community");
    expect(await planFor((db) => listVisits(db, { limit: 10 }))).toContain("visit");
  });
});
