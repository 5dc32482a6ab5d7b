import { layers } from "@one-map/tiles/catalogue";
import { afterAll, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";

const { get, close } = await testApp({ layers: true });
afterAll(close);

interface Link {
  readonly rel: string;
  readonly href: string;
  readonly type: string;
  readonly title: string;
  readonly templated?: boolean;
}

/** Every link of a document, however deep it lies. */
function linksIn(value: unknown): Link[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "rel" in value && "href" in value ? [value as Link] : [];
  return [...own, ...Object.values(value).flatMap(linksIn)];
}

test("a client that follows every link from the landing page finds what each link says, and a tile of every layer", async () => {
  const seen = new Map<string, string>();
  const templates = new Set<string>();
  const waiting: Link[] = [{ rel: "self", href: "http://localhost/ogc", type: "application/json", title: "start" }];
  for (let link = waiting.pop(); link !== undefined; link = waiting.pop()) {
    if (link.templated) templates.add(link.href);
    const { hostname, pathname } = new URL(link.href);
    // What is defined elsewhere is not asked for.
    if (link.templated || seen.has(pathname) || hostname !== "localhost") continue;
    const answer = await get(pathname, { accept: link.type });
    expect([pathname, answer.statusCode]).toEqual([pathname, 200]);
    const type = String(answer.headers["content-type"]).replace(/; charset=.*/, "");
    expect(type.replaceAll(/[" ]/g, ""), pathname).toBe(link.type);
    seen.set(pathname, link.rel);
    if (pathname.startsWith("/ogc")) waiting.push(...linksIn(answer.json()));
  }
  expect(seen.size).toBe(6 + 3 * layers.length);
  expect(templates.size).toBe(layers.length);
  for (const template of templates) {
    const path = new URL(template.replace("{tileMatrix}", "8").replace("{tileRow}", "101").replace("{tileCol}", "204"));
    const tile = await get(path.pathname);
    expect([path.pathname, tile.statusCode, tile.headers["content-type"]]).toEqual([
      path.pathname,
      200,
      "application/vnd.mapbox-vector-tile",
    ]);
  }
});

test("what the standard asks of a landing page, a collection, a list of tilesets and a tileset is there", async () => {
  const json = async (url: string) => (await get(url)).json();
  const relsOf = (document: unknown) => linksIn(document).map(({ rel }) => rel);
  expect(relsOf(await json("/ogc"))).toEqual(
    expect.arrayContaining(["self", "service-desc", "service-doc", "conformance", "data"]),
  );
  for (const collection of (await json("/ogc/collections")).collections) {
    expect(collection).toMatchObject({
      id: expect.any(String),
      extent: { spatial: { bbox: [[107, 34.3, 107.2, 34.4]] } },
    });
    const at = `/ogc/collections/${collection.id}/tiles`;
    const { tilesets } = await json(at);
    expect(tilesets).toEqual([await json(`${at}/WebMercatorQuad`)]);
    expect(tilesets[0]).toMatchObject({
      dataType: "vector",
      crs: "http://www.opengis.net/def/crs/EPSG/0/3857",
      tileMatrixSetURI: "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
      boundingBox: { lowerLeft: [107, 34.3], upperRight: [107.2, 34.4] },
    });
    expect(relsOf(tilesets)).toEqual(
      expect.arrayContaining(["self", "item", "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"]),
    );
  }
});

test.each([
  ["/ogc/collections/incidents/tiles/WebMercatorQuad/17/0/0", 404],
  ["/ogc/collections/incidents/tiles/WebMercatorQuad/3/8/0", 404],
  ["/ogc/collections/incidents/tiles/WebMercatorQuad/03/0/0", 404],
  ["/ogc/collections/incidents/tiles/WorldCRS84Quad/3/0/0", 404],
  ["/ogc/collections/address/tiles", 404],
  ["/ogc/conformance?f=html", 400],
  ["/ogc/collections/incidents/tiles/WebMercatorQuad/3/3/6?datetime=2026", 400],
])("%s is %d, as a problem", async (url, status) => {
  const answer = await get(url);
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([
    status,
    "application/problem+json; charset=utf-8",
  ]);
});
