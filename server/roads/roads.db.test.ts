import { afterAll, describe, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";

const server = await testApp();
afterAll(() => server.close());
await server.database.pool.query(
  `insert into road (class, name_zh_hans, oneway, geom)
   select case when i % 2 = 0 then 'residential' else 'service' end, case when i % 3 > 0 then '巷' || i end, i % 2 = 1,
     st_setsrid(st_makeline(st_makepoint(107.01 + i * 0.01, 34.31), st_makepoint(107.01 + i * 0.01, 34.3200001)), 4326)
   from generate_series(1, 9) i`,
);

interface Road {
  readonly id: number;
  readonly class: string;
  readonly names: { readonly zhHans: string } | null;
  readonly oneway: boolean;
  readonly line: readonly (readonly [number, number])[];
}

const list = async (query: string) => (await server.get(`/api/roads${query}`)).json<{ items: Road[] }>().items;

describe("the street network", () => {
  test("comes segment by segment, with the direction of one-way streets and positions to the last digit", async () => {
    const [, second, third] = await list("");
    expect(second).toMatchObject({ class: "service", oneway: true, names: { zhHans: "巷1" } });
    expect(second?.line).toEqual([
      [107.02, 34.31],
      [107.02, 34.3200001],
    ]);
    expect(third).toMatchObject({ class: "residential", oneway: false });
  });

  test("comes whole, page by page", async () => {
    const ids = (await server.walk("/api/roads", 3)).map(({ id }) => id);
    expect(ids).toHaveLength(10);
    expect(new Set(ids).size).toBe(10);
  });

  test("can be asked for by rank and by box", async () => {
    expect((await list("?class=primary")).map(({ class: rank }) => rank)).toEqual(["primary"]);
    expect(await list("?class=service,residential")).toHaveLength(9);
    expect(await list("?bbox=107.015,34.30,107.035,34.315")).toHaveLength(2);
    expect((await server.get("/api/roads?class=motorway")).statusCode).toBe(400);
  });

  test("comes as GeoJSON too", async () => {
    const answer = await server.get("/api/roads?format=geojson&limit=1");
    expect(answer.headers["content-type"]).toContain("application/geo+json");
    expect(answer.json().features[0]).toMatchObject({
      type: "Feature",
      geometry: { type: "LineString" },
      properties: { class: "primary" },
    });
  });

  test("has a segment without a name", async () => {
    expect((await list("")).filter(({ names }) => names === null)).toHaveLength(3);
  });
});
