import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";
import { smallCity } from "../testing/small-city.ts";

const { get, walk, close, database } = await testApp();
afterAll(close);

const lists: readonly (readonly [url: string, count: number])[] = [
  ["/api/communities", 2],
  ["/api/areas", 2],
  ["/api/residences", smallCity.residences],
  ["/api/venues", smallCity.venues],
  ["/api/incidents", smallCity.incidents],
  ["/api/units", smallCity.units],
  ["/api/police-rooms", 1],
];

test.each(lists)("%s: walking the pages yields each row once, whatever the size of a page", async (url, count) => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 70 }), async (limit) => {
      const ids = (await walk(url, limit)).map(({ id }) => id);
      expect(ids).toHaveLength(count);
      expect(new Set(ids).size).toBe(count);
    }),
    { numRuns: 5, examples: [[1], [count], [1000]] },
  );
});

test("a row added while somebody pages is not seen twice, and nothing else is missed", async () => {
  const first = (await get("/api/incidents?limit=7")).json();
  await database.pool.query(
    "insert into incident (category, occurred_from, geom) values ('theft', now(), st_setsrid(st_makepoint(107.01, 34.31), 4326))",
  );
  const rest: { id: number }[] = [];
  for (let after = first.next; after !== null; ) {
    const page = (await get(`/api/incidents?limit=7&after=${after}`)).json();
    rest.push(...page.items);
    after = page.next;
  }
  const ids = [...first.items, ...rest].map(({ id }) => id);
  expect(ids.sort((a, b) => a - b)).toEqual(Array.from({ length: smallCity.incidents }, (_, i) => i + 1));
});

test.each(lists)("%s as GeoJSON has the same rows", async (url, count) => {
  const answer = await get(`${url}?format=geojson&limit=1000`);
  expect(answer.headers["content-type"]).toBe("application/geo+json; charset=utf-8");
  const { type, features } = answer.json();
  expect([type, features.length]).toEqual(["FeatureCollection", count + (url === "/api/incidents" ? 1 : 0)]);
  for (const feature of features) {
    expect(feature).toMatchObject({ type: "Feature", id: expect.any(Number) });
    expect(feature.properties.position).toBeUndefined();
    if (url !== "/api/units") expect(feature.geometry.coordinates.length).toBeGreaterThan(0);
  }
});

test.each(["x", "1_2_3", "1e3", "9007199254740993", "' or 1=1"])("after=%s is refused", async (after) => {
  for (const [url] of lists) {
    const answer = await get(`${url}?after=${encodeURIComponent(after)}`);
    expect([answer.statusCode, answer.json().type]).toEqual([400, "https://onemap.local/problems/query-parameter"]);
  }
});
