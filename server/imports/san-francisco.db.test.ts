import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { importFile } from "../testing/import-file.ts";
import { sharedData } from "../testing/shared-data.ts";
import type { ImportReport } from "./import-context.ts";

/** Counts that GEOS made from the same files. */
interface Expected {
  readonly rows: number;
  readonly nhood_points_in_two_polygons: number;
  readonly outside_all_nhoods: number;
  readonly by_nhood: Record<string, number>;
  readonly by_category: Record<string, number>;
  readonly by_hour: Record<string, number>;
  readonly distinct_points: number;
  readonly exact_duplicate_rows: number;
}

const path = (name: string) => sharedData(`sf/${name}`) as string;
const isHere = sharedData("sf/expected_2014.json") !== undefined;
const database = await testDatabase();
afterAll(() => database.close());

const counts = async (sql: string): Promise<Record<string, number>> => {
  const { rows } = await database.pool.query<{ key: string; count: number }>(sql);
  return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
};
const one = async (sql: string) => (await counts(`select 'n' as key, (${sql}) as count`)).n;

describe.skipIf(!isHere)("San Francisco, 2014, with its neighbourhoods as communities", () => {
  let expected: Expected;
  let incidents: ImportReport;
  const importIncidents = () =>
    importFile(database, "incidents", path("sf_incidents_2014.csv.gz"), {
      timeZone: "America/Los_Angeles",
      source: "sfpd",
      maxRejects: { count: 0 },
    });

  beforeAll(async () => {
    expected = JSON.parse(readFileSync(path("expected_2014.json"), "utf8"));
    const communities = await importFile(database, "communities", path("sf_analysis_neighborhoods.geojson.gz"), {
      map: [
        ["nhood", "code"],
        ["nhood", "nameZhHans"],
      ],
      repair: true,
    });
    expect(communities).toMatchObject({ status: "done", counts: { inserted: 41, rejected: 0 } });
    expect(communities.notes).toContain("5 shapes were not valid and have been repaired.");
    incidents = await importIncidents();
  }, 600_000);

  test("every row is in", async () => {
    const { inserted, updated, rejected, read } = incidents.counts;
    expect({ inserted, updated, rejected, read }).toEqual({
      inserted: expected.rows,
      updated: 0,
      rejected: 0,
      read: expected.rows,
    });
    expect(await one("select count(*) from incident")).toBe(expected.rows);
    expect(await one("select count(*) from (select distinct geom from incident) p")).toBe(expected.distinct_points);
    expect(await one("select count(*) from incident where source_id like '%#%'")).toBe(expected.exact_duplicate_rows);
  });

  test("every category has its count", async () => {
    expect(
      await counts(
        "select c.name_zh_hans as key, count(*) as count from incident i join incident_category c on c.code = i.category group by 1",
      ),
    ).toEqual(expected.by_category);
  });

  test("every local hour has its count, but for the hour that the clocks skipped", async () => {
    const skipped = gunzipSync(readFileSync(path("sf_incidents_2014.csv.gz")))
      .toString()
      .match(/^2014-03-09 02:/gm)?.length as number;
    expect(skipped).toBe(6);
    const local = await counts(
      "select extract(hour from occurred_from at time zone 'America/Los_Angeles')::int::text as key, count(*) as count from incident group by 1",
    );
    expect({ ...local, 2: (local[2] as number) + skipped, 3: (local[3] as number) - skipped }).toEqual(
      expected.by_hour,
    );
    expect(incidents.notes.join(" ")).toContain(`${skipped} times fall in an hour that the clocks skipped`);
  });

  test("every neighbourhood has its points, and those on a border are in the first of the two", async () => {
    // Communities first: each border is then prepared once for all of its points.
    await database.pool.query(`create unlogged table staging.held as
      select p.id, c.id as community_id, c.code, st_within(p.geom, c.geom) as is_within from community c
      cross join lateral (select i.id, i.geom from incident i where i.geom && c.geom and st_covers(c.geom, i.geom) offset 0) p`);
    const within = "from staging.held where is_within";
    expect(await counts(`select code as key, count(*) as count ${within} group by 1`)).toEqual(expected.by_nhood);
    expect(await one(`select count(*) from incident where id not in (select id ${within})`)).toBe(
      expected.outside_all_nhoods,
    );
    expect(await one(`select count(*) from (select id ${within} group by 1 having count(*) > 1) two`)).toBe(
      expected.nhood_points_in_two_polygons,
    );
    expect(
      await one(`select count(*) from incident i left join (select id, min(community_id) as first from staging.held group by 1) h using (id)
        where i.community_id is distinct from h.first`),
    ).toBe(0);
    await database.pool.query("drop table staging.held");
  });

  test("a second time changes nothing", async () => {
    const before = await one("select sum(version) from incident");
    const again = await importIncidents();
    expect(again.counts).toMatchObject({ inserted: 0, updated: 0, unchanged: expected.rows });
    expect(await one("select sum(version) from incident")).toBe(before);
  }, 300_000);

  test("its police stations and streets go in beside them", async () => {
    const rooms = await importFile(database, "police-rooms", path("sf_osm_police_stations.geojson.gz"), {
      map: [
        ["osm", "code"],
        ["name", "nameEn"],
        ["osm", "nameZhHans"],
      ],
    });
    expect(rooms.counts).toMatchObject({ inserted: 20, rejected: 0 });
    const roads = await importFile(database, "roads", path("sf_roads_tiger2017.geojson.gz"), {
      map: [
        ["LINEARID", "sourceId"],
        ["FULLNAME", "nameZhHans"],
      ],
    });
    expect(roads.counts).toMatchObject({ inserted: 4087, rejected: 0 });
    expect(await counts("select class as key, count(*) as count from road group by 1")).toEqual({
      path: 10,
      primary: 52,
      residential: 3730,
      secondary: 226,
      service: 51,
      trunk: 18,
    });
  });

  test("offers no name of a person unless the map says that it is a street's", async () => {
    const refused = await importFile(database, "roads", path("sf_roads_tiger2017.geojson.gz"), {
      map: [["LINEARID", "sourceId"]],
    });
    expect(refused).toMatchObject({ status: "refused", problem: { slug: "import-invalid" } });
    expect(refused.problem?.message).toContain("FULLNAME");
  });
});
