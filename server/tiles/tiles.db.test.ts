import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { VectorTile } from "@mapbox/vector-tile";
import { layers } from "@one-map/tiles/catalogue";
import { PbfReader } from "pbf";
import { afterAll, describe, expect, test, vi } from "vitest";
import { securityHeaders } from "../http/security.ts";
import { testApp } from "../testing/app.ts";

const { app, database, get, patch, post, close } = await testApp({ layers: true });
afterAll(close);

// Holds both communities.
const url = "/tiles/incidents/6/51/25.mvt";
const elsewhere = "/tiles/incidents/8/0/0.mvt";
interface Feature {
  readonly id: number | undefined;
  readonly [attribute: string]: unknown;
}
const featuresOf = (body: Buffer, layer = "incidents"): Feature[] => {
  const found = new VectorTile(new PbfReader(body)).layers[layer];
  return Array.from({ length: found?.length ?? 0 }, (_, i) => found?.feature(i)).map((feature) => ({
    id: feature?.id,
    ...feature?.properties,
  }));
};
const idsIn = async (address: string) => featuresOf((await get(address)).rawPayload).map(({ id }) => id);

describe("a tile", () => {
  test("has every incident of its ground", async () => {
    const { rows } = await database.pool.query("select id from incident order by id");
    expect((await idsIn(url)).sort((a, b) => Number(a) - Number(b))).toEqual(rows.map(({ id }) => id));
  });

  test.each([
    [undefined, undefined],
    ["br", "br"],
    ["gzip", "gzip"],
    ["gzip, br", "br"],
    ["br;q=0.5, gzip;q=0.8", "gzip"],
    ["br;q=0, gzip;q=0", undefined],
    ["*", "br"],
    ["identity", undefined],
    ["zstd", undefined],
  ])("asked for with Accept-Encoding %s comes as %s, the same tile each time", async (accept, encoding) => {
    const answer = await get(url, accept === undefined ? {} : { "accept-encoding": accept });
    expect([answer.statusCode, answer.headers["content-encoding"], answer.headers.vary]).toEqual([
      200,
      encoding,
      "Accept-Encoding",
    ]);
    expect(answer.headers["content-type"]).toBe("application/vnd.mapbox-vector-tile");
    const body = answer.rawPayload;
    const plain = encoding === "br" ? brotliDecompressSync(body) : encoding === "gzip" ? gunzipSync(body) : body;
    expect(plain.equals((await get(url)).rawPayload)).toBe(true);
    expect(Number(answer.headers["content-length"])).toBe(body.length);
  });

  test("has an ETag for each encoding, and 304 for that one alone", async () => {
    const tags = await Promise.all(
      ["br", "gzip", "identity"].map(async (encoding) =>
        String((await get(url, { "accept-encoding": encoding })).headers.etag),
      ),
    );
    expect(new Set(tags).size).toBe(3);
    for (const [i, encoding] of ["br", "gzip", "identity"].entries())
      for (const [j, tag] of tags.entries()) {
        const answer = await get(url, { "accept-encoding": encoding, "if-none-match": tag });
        expect([i, j, answer.statusCode]).toEqual([i, j, i === j ? 304 : 200]);
        if (i === j)
          expect([answer.rawPayload.length, answer.headers.vary, answer.headers.etag]).toEqual([
            0,
            "Accept-Encoding",
            tag,
          ]);
      }
  });

  test("answers HEAD with the headers of GET and no body", async () => {
    for (const address of [url, elsewhere]) {
      const [got, head] = [await get(address), await app.inject({ method: "HEAD", url: address })];
      expect([head.statusCode, head.headers.etag, head.rawPayload.length]).toEqual([
        got.statusCode,
        got.headers.etag,
        0,
      ]);
      expect(head.headers.vary).toBe(got.headers.vary);
      if (got.statusCode === 200) expect(head.headers["content-type"]).toBe(got.headers["content-type"]);
    }
  });

  test("without features is 204, with an ETag that gives 304", async () => {
    const empty = await get(elsewhere, { "accept-encoding": "br" });
    expect([empty.statusCode, empty.rawPayload.length, empty.headers["content-encoding"]]).toEqual([204, 0, undefined]);
    const again = await get(elsewhere, { "accept-encoding": "br", "if-none-match": String(empty.headers.etag) });
    expect(again.statusCode).toBe(304);
  });

  test("is for this origin only", async () => {
    const answer = await get(url, { origin: "https://elsewhere.example" });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect(answer.headers["cross-origin-resource-policy"]).toBe("same-origin");
    const preflight = await app.inject({
      method: "OPTIONS",
      url,
      headers: { origin: "https://elsewhere.example", "access-control-request-method": "GET" },
    });
    expect([preflight.statusCode, preflight.headers["access-control-allow-origin"]]).toEqual([405, undefined]);
  });

  test("of dwellings shows none of fewer than eight households", async () => {
    const found = featuresOf((await get("/tiles/residences/6/51/25.mvt")).rawPayload, "residences");
    expect(found).toHaveLength(30);
    for (const feature of found) expect(Number(feature.household_count)).toBeGreaterThanOrEqual(8);
  });
});

describe("a tile of points in the MapLibre format", () => {
  const mlt = url.replace(".mvt", ".mlt");

  test("comes under an address, a type and a TileJSON of its own, and is smaller", async () => {
    const [answer, other] = [
      await get(mlt, { "accept-encoding": "gzip" }),
      await get(url, { "accept-encoding": "gzip" }),
    ];
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, "application/vnd.maplibre-tile"]);
    expect(answer.rawPayload.length).toBeLessThan(other.rawPayload.length * 0.85);
    const again = await get(mlt, { "accept-encoding": "gzip", "if-none-match": String(answer.headers.etag) });
    expect(again.statusCode).toBe(304);
    const tilejson = (await get("/tiles/incidents.json?encoding=mlt")).json();
    expect([tilejson.encoding, tilejson.tiles[0].endsWith("/{y}.mlt")]).toEqual(["mlt", true]);
  });

  test("is there for points only", async () => {
    expect((await get("/tiles/communities/6/51/25.mlt")).statusCode).toBe(400);
    expect((await get("/tiles/communities.json?encoding=mlt")).statusCode).toBe(400);
    expect((await get("/tiles/incidents/6/51/25.png")).statusCode).toBe(400);
  });
});

test.each([url, `${url}?nonsense=1`, "/tiles/incidents/6/51/25.png", "/tiles/none/6/51/25.mvt"])(
  "every answer has the headers of all answers: %s",
  async (address) => {
    const { headers } = await get(address);
    expect(headers).toMatchObject(securityHeaders);
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers["cache-control"]).toMatch(/no-store|no-cache/);
  },
);

describe("a filter", () => {
  test.each([
    ["category=noise", "category = 'noise'"],
    ["status=reported,on_scene", "status in ('reported', 'on_scene')"],
    ["priority=1,5", "priority in (1, 5)"],
    ["community=2", "community_id = 2"],
    ["hour=0,1,2,3,4,5,6,7,8,9,10,11", "extract(hour from occurred_from at time zone 'Asia/Shanghai') < 12"],
    ["weekday=6,7", "extract(isodow from occurred_from at time zone 'Asia/Shanghai') >= 6"],
    ["category=theft&community=1&priority=2", "category = 'theft' and community_id = 1 and priority = 2"],
  ])("%s shows what SQL finds by %s", async (query, where) => {
    const { rows } = await database.pool.query(`select id from incident where ${where} order by id`);
    expect((await idsIn(`${url}?${query}`)).sort((a, b) => Number(a) - Number(b))).toEqual(rows.map(({ id }) => id));
  });

  test("asked for as cells says the same in counts, under an ETag of its own", async () => {
    const cellsOf = (bytes: Buffer) => featuresOf(bytes, "incidents_grid");
    for (const query of ["", "category=noise", "category=nothing"]) {
      const points = await idsIn(`${url}?${query}`);
      const answer = await get(`${url}?detail=cells&${query}`);
      const sum = cellsOf(answer.rawPayload).reduce((total, { count }) => total + Number(count), 0);
      expect([query, sum, answer.statusCode]).toEqual([query, points.length, points.length === 0 ? 204 : 200]);
    }
    const tag = async (query: string) => (await get(`${url}${query}`)).headers.etag;
    expect(await tag("?detail=cells")).not.toBe(await tag(""));
    expect(await tag("?detail=cells")).toBe(await tag("?detail=cells"));
    for (const refused of [`${url}?detail=points`, "/tiles/communities/6/51/25.mvt?detail=cells"])
      expect((await get(refused)).statusCode).toBe(400);
  });

  test("has its own ETag, the same however it is written", async () => {
    const tag = async (query: string) => (await get(`${url}${query}`)).headers.etag;
    expect(await tag("?category=theft,noise")).toBe(await tag("?category=noise,theft"));
    expect(await tag("?category=theft")).not.toBe(await tag("?category=noise"));
    expect(await tag("?category=theft")).not.toBe(await tag(""));
  });

  test.each(["/tiles/venues/6/51/25.mvt?category=theft", "/tiles/communities/6/51/25.mvt?from=2026-01-01T00:00:00Z"])(
    "that the layer has no attribute for is refused: %s",
    async (address) => {
      expect((await get(address)).statusCode).toBe(400);
    },
  );
});

describe("after a write the tile is right within 2 s", () => {
  const within = { timeout: 2_000, interval: 20 };

  test("when it is created, changed, moved away and deleted", async () => {
    const made = (await post("/api/incidents", { category: "noise", position: [107.05, 34.35] })).json();
    await vi.waitFor(async () => expect(await idsIn(url)).toContain(made.id), within);
    const tag = (await get(url)).headers.etag;
    await patch(`/api/incidents/${made.id}`, { status: "dispatched" }, made.version);
    await vi.waitFor(
      async () =>
        expect(featuresOf((await get(url)).rawPayload).find(({ id }) => id === made.id)).toMatchObject({
          status: "dispatched",
        }),
      within,
    );
    expect((await get(url, { "if-none-match": String(tag) })).statusCode).toBe(200);
    await patch(`/api/incidents/${made.id}`, { position: [10, 10] }, made.version + 1);
    await vi.waitFor(async () => expect(await idsIn(url)).not.toContain(made.id), within);
    await database.pool.query("delete from incident where id = $1", [made.id]);
    await vi.waitFor(async () => expect((await get("/tiles/incidents/8/135/120.mvt")).statusCode).toBe(204), within);
  });

  test("also on a layer of polygons, and when a visit moves a venue on", async () => {
    await patch("/api/communities/1", { households: 4321 }, (await get("/api/communities/1")).json().version);
    await post("/api/visits", { clientKey: crypto.randomUUID(), venueId: 1, outcome: "hazard" });
    await vi.waitFor(async () => {
      const communities = featuresOf((await get("/tiles/communities/6/51/25.mvt")).rawPayload, "communities");
      expect(communities.find(({ id }) => id === 1)).toMatchObject({ households: 4321 });
      const venues = featuresOf((await get("/tiles/venues/6/51/25.mvt")).rawPayload, "venues");
      expect(venues.find(({ id }) => id === 1)).toMatchObject({ last_result: "hazard" });
    }, within);
  });
});

describe("TileJSON", () => {
  test.each(layers.map(({ id }) => id))("of %s is valid and leads to a tile", async (id) => {
    const answer = await get(`/tiles/${id}.json`);
    const tilejson = answer.json();
    expect(tilejson).toMatchObject({ tilejson: "3.0.0", bounds: [107, 34.3, 107.2, 34.4] });
    expect(tilejson.minzoom).toBeLessThanOrEqual(tilejson.maxzoom);
    const template = new URL(tilejson.tiles[0]);
    const path = decodeURIComponent(template.pathname).replace("{z}", "8").replace("{x}", "204").replace("{y}", "101");
    const tile = await get(path);
    expect(tile.statusCode).toBe(200);
    const found = new VectorTile(new PbfReader(tile.rawPayload));
    const described = new Map<string, object>(
      tilejson.vector_layers.map((layer: { id: string; fields: object }) => [layer.id, layer.fields]),
    );
    for (const [name, layer] of Object.entries(found.layers)) {
      expect([...described.keys()]).toContain(name);
      for (let i = 0; i < layer.length; i++)
        for (const key of Object.keys(layer.feature(i).properties)) expect(described.get(name)).toHaveProperty([key]);
    }
  });

  test("the list names each layer and where it is described", async () => {
    const { items } = (await get("/tiles")).json();
    expect(items.map(({ id }: { id: string }) => id)).toEqual(layers.map(({ id }) => id));
    for (const { tilejson } of items) expect((await get(tilejson)).statusCode).toBe(200);
  });
});
