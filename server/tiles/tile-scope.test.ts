import { VectorTile } from "@mapbox/vector-tile";
import type { PointRow } from "@one-map/tiles/columns";
import Fastify from "fastify";
import { PbfReader } from "pbf";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { App } from "../http/app-type.ts";
import { installErrorHandler } from "../http/error-handler.ts";
import { Names, Problem } from "../http/wire.ts";
import { MapEngine } from "./engine.ts";
import { tileRoutes } from "./routes.ts";
import type { TileResponder } from "./tile-responder.ts";

const engine = new MapEngine("Asia/Shanghai");
let app: App;
let responder: TileResponder;

const incident = (id: number, community: number | null, category = "theft"): PointRow => ({
  id,
  version: 1,
  lng: 107.1 + id / 100_000,
  lat: 34.3,
  values: [community, category, 3, "closed", 1_700_000_000, 1_700_000_100, null],
});

/** Sixty incidents: each third in community 1, 2 or 3, but each tenth in none; every other one a theft. */
const rows = Array.from({ length: 60 }, (_, i) =>
  incident(i + 1, i % 10 === 9 ? null : 1 + (i % 3), i % 2 === 0 ? "theft" : "noise"),
);
const idsOf = (communities: readonly number[]) =>
  rows.filter(({ values: [community] }) => communities.includes(community as number)).map(({ id }) => id);

beforeAll(() => engine.points("incidents").load(rows));

beforeEach(async () => {
  await app?.close();
  app = Fastify() as unknown as App;
  installErrorHandler(app as never);
  app.addSchema(Names);
  app.addSchema(Problem);
  responder = tileRoutes(app, {
    engine: () => engine,
    bounds: async () => null,
    cacheBytes: 1_000_000,
    scopeOf: ({ headers: { scope } }) =>
      scope === undefined ? undefined : String(scope).split(" ").filter(Boolean).map(Number),
  });
  await app.ready();
});

afterAll(() => app.close());

const url = "/tiles/incidents/10/816/408.mvt";
async function ask(scope: string | undefined, query = "", headers: Record<string, string> = {}, path = url) {
  const answer = await app.inject({
    url: path + query,
    headers: { ...headers, ...(scope !== undefined && { scope }) },
  });
  const layer = new VectorTile(new PbfReader(answer.rawPayload)).layers.incidents;
  const ids = Array.from({ length: layer?.length ?? 0 }, (_, i) => layer?.feature(i).id as number);
  return { status: answer.statusCode, tag: String(answer.headers.etag), ids: ids.sort((a, b) => a - b) };
}

test("whoever asks sees the rows of their communities and no others, nor those that lie in none", async () => {
  expect((await ask(undefined)).ids).toHaveLength(60);
  for (const communities of [[1], [2], [1, 3], [2, 3, 1], [7]])
    expect((await ask(communities.join(" "))).ids).toEqual(idsOf(communities));
  expect((await ask("")).status).toBe(204);
});

test("a filter narrows a scope and never widens it, however it is written", async () => {
  const filter = (text: string) => `?filter=${encodeURIComponent(text)}`;
  for (const query of [
    "?community=1,2,3",
    filter("community in (1, 2, 3)"),
    filter("community = 2 or category = 'theft' or category <> 'theft'"),
    filter("not (community = 99)"),
  ])
    expect([query, (await ask("2", query)).ids]).toEqual([query, idsOf([2])]);
  expect((await ask("2", "?community=1,3")).status).toBe(204);
  const thefts = rows.filter(({ values }) => values[0] === 2 && values[1] === "theft").map(({ id }) => id);
  expect((await ask("2", "?category=theft")).ids).toEqual(thefts);
});

test("what is held for one scope is never handed to another; for the same it is, in whatever order it is said", async () => {
  const first = await ask("1 2");
  const others = await Promise.all([ask("1"), ask("2"), ask("1 2 3"), ask(undefined)]);
  expect(new Set([first, ...others].map(({ tag }) => tag)).size).toBe(5);
  expect(responder.cache.counts).toMatchObject({ misses: 5, hits: 0 });
  expect(await ask("2 1")).toEqual(first);
  // A community that the tile has no rows of makes no difference to it.
  expect(await ask("1 2 99")).toEqual(first);
  // A filter that says what the scope says is the same tile.
  expect((await ask(undefined, "?community=1,2")).ids).toEqual(first.ids);
  expect(responder.cache.counts).toMatchObject({ misses: 5, hits: 3 });
});

test("what stands for a scope and a filter in the cache cannot be hit by trying filters", async () => {
  const digests = [(await ask(undefined)).tag, (await ask(undefined, "?category=theft")).tag].map(
    (tag) => tag.split(".")[2] as string,
  );
  expect(new Set(digests).size).toBe(2);
  for (const digest of digests) expect(Buffer.from(digest, "base64url")).toHaveLength(32);
});

test("the tag of another scope is not taken for one's own: no 304 tells that it is the same", async () => {
  const { tag } = await ask("1");
  expect((await ask("1", "", { "if-none-match": tag })).status).toBe(304);
  expect((await ask("2", "", { "if-none-match": tag })).status).toBe(200);
  expect((await ask(undefined, "", { "if-none-match": tag })).status).toBe(200);
});

test("cells and tiles under the other address keep to the scope too", async () => {
  const cells = await app.inject({ url: `${url}?detail=cells`, headers: { scope: "3" } });
  const layer = new VectorTile(new PbfReader(cells.rawPayload)).layers.incidents_grid;
  let count = 0;
  for (let i = 0; i < (layer?.length ?? 0); i++) count += Number(layer?.feature(i).properties.count);
  expect(count).toBe(idsOf([3]).length);
  const other = "/ogc/collections/incidents/tiles/WebMercatorQuad/10/408/816";
  expect((await ask("3", "", {}, other)).ids).toEqual(idsOf([3]));
});
