import { afterAll, expect, test } from "vitest";
import { SnapTree } from "../access/snap-tree.ts";
import { testApp } from "../testing/app.ts";
import { readGrounds } from "./queries.ts";

const { database, get, close } = await testApp();
afterAll(close);
const { pool, db } = database;

// A quarter of thefts and a few disputes, every one at a home's own door.
await pool.query(`
  insert into incident_category (code, name_zh_hans) values ('dispute', '纠纷');
  insert into incident (community_id, category, status, closed_at, occurred_from, reported_at, geom)
  select r.community_id, case when i = 9 then 'dispute' when i = 1 then 'noise' else 'theft' end, 'closed', '2025-06-01', '2025-05-01', '2025-05-01', r.geom
  from residence r, generate_series(1, 9) i;
  insert into incident (community_id, category, status, closed_at, occurred_from, reported_at, geom)
  select 1, 'theft', 'closed', '2025-07-01', '2025-06-30T16:00:00Z', '2025-07-01', geom from residence where id = 1;
  insert into incident (community_id, category, status, closed_at, occurred_from, reported_at, geom)
  select null, 'theft', 'closed', '2025-07-01', '2025-05-01', '2025-07-01', geom from residence where id = 1`);

const { rows: homes } = await pool.query<{
  id: number;
  community_id: number;
  lng: number;
  lat: number;
  households: number;
}>(
  "select id, community_id, st_x(geom) as lng, st_y(geom) as lat, household_count as households from residence order by id",
);

interface Incidents {
  readonly categories: string[];
  readonly communities: { communityId: number; counts: (number | null)[]; total: number | null }[];
  readonly spots: { communityId: number; position: [number, number]; category: string; count: number }[];
}

test("every published point stands in its community and for eight households, counted in the database", async () => {
  const { items } = (await get("/api/published/blocks")).json() as {
    items: { communityId: number; position: [number, number]; householdsFrom: number }[];
  };
  expect(items.length).toBeGreaterThan(4);
  const grounds = await readGrounds(db);
  for (const { communityId, position, householdsFrom } of items) {
    const { rows } = await pool.query(
      "select st_contains(geom, st_setsrid(st_makepoint($1, $2), 4326)) as inside from community where id = $3",
      [...position, communityId],
    );
    expect(rows[0].inside).toBe(true);
    const ground = grounds.find(({ community }) => community === communityId) as (typeof grounds)[number];
    const tree = new SnapTree(communityId, ground.borders, ground.dwellings);
    const behind = homes.filter(
      (home) =>
        home.community_id === communityId && String(tree.pointFor([home.lng, home.lat])?.position) === String(position),
    );
    const households = behind.reduce((sum, home) => sum + home.households, 0);
    expect(households).toBeGreaterThanOrEqual(8);
    expect(households).toBeGreaterThanOrEqual(householdsFrom);
  }
});

test("incidents come as counts and snapped points, of the quarter in the city's own time", async () => {
  const { categories, communities, spots } = (await get("/api/published/incidents?period=2025-Q2")).json() as Incidents;
  expect(categories).toEqual(["dispute", "noise", "theft"]);
  // Twenty homes of each community, nine incidents each; the one after midnight is of the next quarter.
  expect(communities.map(({ counts }) => counts)).toEqual([
    [20, 20, 140],
    [20, 20, 140],
  ]);
  expect(new Set(spots.map(({ category }) => category))).toEqual(new Set(["noise", "theft"]));
  for (const id of [1, 2])
    expect(
      spots
        .filter(({ communityId, category }) => communityId === id && category === "theft")
        .reduce((sum, { count }) => sum + count, 0),
    ).toBe(140);
});

test("no raw coordinate and no id of a home or an incident is in the bytes", async () => {
  for (const url of ["/api/published/blocks", "/api/published/incidents?period=2025-Q2"]) {
    const { body } = await get(url);
    for (const { lng, lat } of homes) {
      expect(body).not.toContain(`[${lng},${lat}]`);
      expect(body).not.toContain(`[${lng.toFixed(5)},${lat.toFixed(5)}]`);
    }
    expect(body).not.toMatch(/"id"|"addressId"|"occurred|"reported/);
  }
});

test("a thousand requests get the same bytes", async () => {
  const bodies = new Set<string>();
  for (let i = 0; i < 1_000; i++) bodies.add((await get("/api/published/incidents?period=2025-Q2")).body);
  expect(bodies.size).toBe(1);
});

// Two areas, two windows, two lists that differ by one home: no such question is answered, so none can be subtracted.
test.each([
  "bbox=107,34.3,107.1,34.4&period=2025-Q2",
  "bbox=107,34.3,107.1001,34.4&period=2025-Q2",
  "communityId=1&period=2025-Q2",
  "from=2025-04-01T00:00:00Z&to=2025-07-01T00:00:00Z",
  "period=2025-Q2&to=2025-06-30T00:00:00Z",
  "period=2025-Q2&category=theft",
  "period=2025-Q2&period=2025-Q3",
  "period=2025-05",
  "period=2025",
  "period=2025-Q2,2025-Q3",
  "period=2199-Q1",
  "",
])("refuses any other question: %s", async (query) => {
  const answer = await get(`/api/published/incidents?${query}`);
  expect([answer.statusCode, answer.json().type]).toEqual([400, "https://onemap.local/problems/query-parameter"]);
  expect((await get(`/api/published/blocks?${query || "bbox=1,1,2,2"}`)).statusCode).toBe(400);
});

test("where little happened, little is said, and no spot gives away what the table withholds", async () => {
  const answer = (await get("/api/published/incidents?period=2025-Q3")).json() as Incidents;
  expect(answer.communities.flatMap(({ counts, total }) => [...counts, total]).every((count) => count === null)).toBe(
    true,
  );
  expect(answer.spots).toEqual([]);
});

test("the names of what is published, and of nothing else, are there for anyone", async () => {
  const answer = await get("/api/published");
  const { bbox, period, communities, categories } = answer.json() as {
    bbox: number[];
    period: string;
    communities: { id: number; names: { zhHans: string } }[];
    categories: { code: string }[];
  };
  expect(bbox).toHaveLength(4);
  expect((await get(`/api/published/incidents?period=${period}`)).statusCode).toBe(200);
  const published = (await get("/api/published/incidents?period=2025-Q2")).json() as Incidents;
  expect(communities.map(({ id }) => id)).toEqual(
    expect.arrayContaining(published.communities.map((c) => c.communityId)),
  );
  expect(categories.map(({ code }) => code)).toEqual(published.categories);
  expect(Object.keys(answer.json() as object).sort()).toEqual([
    "bbox",
    "categories",
    "communities",
    "hasMap",
    "names",
    "period",
    "seededWith",
    "timeZone",
  ]);
});
