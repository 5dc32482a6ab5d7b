import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listIncidents } from "../incidents/queries.ts";
import { testDatabase } from "../testing/database.ts";
import { planOf, statementOf } from "../testing/plans.ts";
import { openScopedLogin } from "../testing/scoped-login.ts";

/** A place and a community say nearly the same, as do a scope and what a token shows; the database takes each for news. */

const database = await testDatabase();
const scoped = await openScopedLogin(database);
const { pool } = database;
afterAll(async () => {
  await scoped?.close();
  await database.close();
});

// Of ten by ten squares of about a kilometre one and its neighbours.
const scope = [34, 44, 45, 46, 54];
const bbox = [107.041, 34.341, 107.045, 34.345] as const;

// Row-level security does not bind the one login of the embedded database.
describe.skipIf(scoped === undefined)("with 200,000 rows in 100 communities, behind the second fence", () => {
  beforeAll(async () => {
    await pool.query(`
      insert into incident_category (code, name_zh_hans) values ('theft', '盗窃');
      insert into community (id, code, name_zh_hans, geom)
        select i + 1, i::text, i::text, st_multi(st_makeenvelope(107 + i % 10 * 0.01, 34.3 + i / 10 * 0.01, 107.01 + i % 10 * 0.01, 34.31 + i / 10 * 0.01, 4326))
        from generate_series(0, 99) i;
      insert into incident (community_id, category, status, occurred_from, reported_at, closed_at, geom)
        select 1 + least(9, floor((lng - 107) * 100)::int) + 10 * least(9, floor((lat - 34.3) * 100)::int), 'theft', 'closed', at, at, at,
          st_setsrid(st_makepoint(lng, lat), 4326)
        from generate_series(1, 200000) i, lateral (select 107 + (i::bigint * 7919 % 100000) / 1000000.0 as lng,
          34.3 + (i::bigint * 104729 % 99991) / 1000000.0 as lat, now() - make_interval(mins => i) as at) t;
      analyze`);
  });

  /** With the cost of a page anywhere on a disk that turns, which is what is set unless told otherwise, and on one that does not. */
  test.each(["4", "1.1"])("where a page anywhere costs %s", async (cost) => {
    const capability = { subjects: ["incidents"], changes: [], communities: scope };
    const token = (await scoped?.capabilities.tokenFor(capability)) ?? "";
    const planFor = async (box?: typeof bbox) =>
      planOf(
        scoped?.pool ?? pool,
        await statementOf(pool, (db) => listIncidents(db, { limit: 100, scope, ...(box && { bbox: box }) })),
        { token, settings: { random_page_cost: cost } },
      );
    const inBox = await planFor(bbox);
    expect(inBox).toContain("incident_geom_gist");
    expect(inBox, "no community is read whole").not.toContain("incident_community_idx");
    const newest = await planFor();
    expect(newest).toContain("incident_reported_idx");
    expect(newest, "nothing is put in order").not.toContain("Sort");
  });
});
