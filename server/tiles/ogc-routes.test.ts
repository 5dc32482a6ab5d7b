import type { PointRow } from "@one-map/tiles/columns";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { App } from "../http/app-type.ts";
import { installErrorHandler } from "../http/error-handler.ts";
import { installMethods, rememberRoutes } from "../http/methods.ts";
import { installValidation } from "../http/validation.ts";
import { Names, Problem } from "../http/wire.ts";
import { MapEngine } from "./engine.ts";
import { tileRoutes } from "./routes.ts";

const engine = new MapEngine("Asia/Shanghai");
const app = Fastify() as unknown as App;

const incident = (id: number, category: string): PointRow => ({
  id,
  version: 1,
  lng: 107.1 + id / 10_000,
  lat: 34.3,
  values: [1, category, 3, "closed", 1_700_000_000, 1_700_000_100, 240],
});

beforeAll(async () => {
  rememberRoutes(app);
  installErrorHandler(app as never);
  installValidation(app as never);
  installMethods(app as never);
  app.addSchema(Names);
  app.addSchema(Problem);
  engine.points("incidents").load(Array.from({ length: 50 }, (_, id) => incident(id, id % 2 ? "theft" : "noise")));
  tileRoutes(app, { engine: () => engine, bounds: async () => [106, 34, 108, 35], cacheBytes: 1_000_000 });
  await app.ready();
});

afterAll(() => app.close());

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: "GET", url, headers });
const base = "/ogc/collections/incidents/tiles";

describe("OGC API – Tiles", () => {
  test("leads from the landing page to a tile by links alone", async () => {
    const linkOf = (body: { links: { rel: string; href: string }[] }, rel: string) =>
      new URL(body.links.find((one) => one.rel.endsWith(rel))?.href ?? "", "http://localhost").pathname;
    const landing = (await get("/ogc")).json();
    const { collections } = (await get(linkOf(landing, "data"))).json();
    const incidents = collections.find(({ id }: { id: string }) => id === "incidents");
    const { tilesets } = (await get(linkOf(incidents, "tilesets-vector"))).json();
    const item = linkOf(tilesets[0], "item").replaceAll("%7B", "{").replaceAll("%7D", "}");
    const tile = await get(item.replace("{tileMatrix}", "10").replace("{tileRow}", "408").replace("{tileCol}", "816"));
    expect([tile.statusCode, tile.headers["content-type"]]).toEqual([200, "application/vnd.mapbox-vector-tile"]);
    expect(tile.rawPayload.equals((await get("/tiles/incidents/10/816/408.mvt")).rawPayload)).toBe(true);
  });

  test("names the conformance classes that it keeps", async () => {
    const { conformsTo } = (await get("/ogc/conformance")).json();
    for (const name of [
      "ogcapi-common-1/1.0/conf/core",
      "ogcapi-tiles-1/1.0/conf/core",
      "ogcapi-tiles-1/1.0/conf/mvt",
    ]) {
      expect(conformsTo).toContain(`http://www.opengis.net/spec/${name}`);
    }
  });

  test("describes a tileset with its scheme, its zooms and its attributes", async () => {
    const tileset = (await get(`${base}/WebMercatorQuad`)).json();
    expect(tileset).toMatchObject({
      dataType: "vector",
      tileMatrixSetURI: "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
      layers: [{ id: "incidents", geometryDimension: 0, minTileMatrix: "0", maxTileMatrix: "16" }],
    });
    expect(tileset.layers[0].propertiesSchema.properties.category.type).toBe("string");
  });

  test.each([
    `${base}/WebMercatorQuad/17/0/0`,
    `${base}/WebMercatorQuad/3/8/0`,
    `${base}/WebMercatorQuad/x/0/0`,
    "/ogc/collections/none",
  ])("has nothing at %s", async (url) => {
    expect((await get(url)).statusCode).toBe(404);
  });
});

describe("a filter in the address", () => {
  const tile = (query: string) => get(`/tiles/incidents/10/816/408.mvt?${query}`);

  test("gives the same tile, in CQL2 text, in JSON, and in plain parameters", async () => {
    const text = encodeURIComponent("category = 'theft' and not hour between 1 and 3");
    const json = encodeURIComponent(
      JSON.stringify({
        op: "and",
        args: [
          { op: "=", args: [{ property: "category" }, "theft"] },
          { op: "not", args: [{ op: "between", args: [{ property: "hour" }, 1, 3] }] },
        ],
      }),
    );
    const plain = "category=theft&hour=0,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23";
    const tiles = await Promise.all([tile(`filter=${text}`), tile(`filter=${json}`), tile(plain)]);
    expect(tiles.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect(new Set(tiles.map(({ headers }) => headers.etag)).size).toBe(1);
    expect(tiles[0]?.headers.etag).not.toBe((await tile("")).headers.etag);
  });

  test("is refused with its place where it cannot be read", async () => {
    const answer = await tile(`filter=${encodeURIComponent("category = 'theft' and colour = 'red'")}`);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.json().detail).toMatch(/no "colour"/);
    expect(JSON.stringify(answer.json())).toContain("character 23");
    expect((await tile("filter=%7Bnot")).statusCode).toBe(answer.statusCode);
  });
});

describe("versions of a tile", () => {
  const url = "/tiles/incidents/10/816/408.mvt";

  test("a change elsewhere leaves its ETag, a change inside does not, nor does one that leaves it", async () => {
    const tagOf = async () => (await get(url)).headers.etag;
    const layer = engine.points("incidents");
    const before = await tagOf();
    layer.apply([{ op: "upsert", row: { ...incident(900, "noise"), lng: 100 } }]);
    expect(await tagOf()).toBe(before);
    layer.apply([{ op: "upsert", row: { ...incident(900, "noise"), version: 2 } }]);
    const inside = await tagOf();
    expect(inside).not.toBe(before);
    layer.apply([{ op: "delete", id: 900 }]);
    expect(await tagOf()).not.toBe(inside);
  });

  test("304 without a body for the tag that was sent, also after the tile was compressed again", async () => {
    const headers = { "accept-encoding": "br" };
    const first = (await get(url, headers)).headers.etag as string;
    for (let i = 0; i < 20; i++) {
      await get(url, headers);
      const answer = await get(url, { ...headers, "if-none-match": `"other", W/${first}` });
      expect([answer.statusCode, answer.headers.etag, answer.rawPayload.length]).toEqual([304, first, 0]);
    }
    const last = (await get(url, headers)).headers.etag as string;
    expect((await get(url, { ...headers, "if-none-match": last })).statusCode).toBe(304);
    expect((await get(url, { "if-none-match": first })).statusCode).toBe(200);
  });

  test("HEAD has the headers of GET", async () => {
    const head = await app.inject({ method: "HEAD", url });
    expect([head.statusCode, head.headers.etag, head.rawPayload.length]).toEqual([
      200,
      (await get(url)).headers.etag,
      0,
    ]);
  });
});
