import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { tileAt, worldX, worldY } from "@one-map/tiles/world";
import fc from "fast-check";
import type { LightMyRequestResponse } from "fastify";
import { afterAll, expect, test } from "vitest";
import { buildApp } from "../app.ts";
import { writeCanaries } from "../testing/authz/canaries.ts";
import { matrixPrincipals } from "../testing/authz/principals.ts";
import { namedIn, scopedApp } from "../testing/scoped-app.ts";

/** Whoever asked before: what is held for one is never an answer to another who may not have it. */

const { app, database, engine, follow, follower, close } = await scopedApp(matrixPrincipals);
await writeCanaries(database.pool);
await follow();
const uncached = await buildApp({
  database,
  engine: () => engine,
  followerStatus: () => follower.status,
  tilePosition: (layer) => follower.position(layer),
  // Nothing fits.
  tileCacheBytes: 0,
  principalOf: namedIn(matrixPrincipals),
});
await uncached.ready();
afterAll(async () => {
  await uncached.close();
  await close();
});

const places = [
  [107.1519, 34.3519],
  [107.1, 34.35],
  [107.05, 34.34],
] as const;
const tile = fc
  .record({
    layer: fc.constantFrom("incidents", "venues", "residences", "units", "communities"),
    zoom: fc.integer({ min: 0, max: 14 }),
    place: fc.constantFrom(...places),
    form: fc.constantFrom("mvt", "mlt"),
    query: fc.constantFrom("", "?detail=cells", "?community=1", "?community=2,1"),
  })
  .map(({ layer, zoom, place: [lng, lat], form, query }) => {
    const { x, y } = tileAt(worldX(lng), worldY(lat), zoom);
    const isShape = layer === "communities";
    return `/tiles/${layer}/${zoom}/${x}/${y}.${isShape ? "mvt" : form}${isShape ? "" : query}`;
  });

test("u asks, then v asks: v is answered as if nothing were held, with or without the tag that u was given", async () => {
  const who = fc.constantFrom(...Object.keys(matrixPrincipals));
  const encoding = fc.constantFrom("identity", "gzip", "br");
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(who, who, tile, encoding, fc.boolean(), async (u, v, url, accept, isTagged) => {
      const of = (name: string, tag?: string) => ({
        url,
        headers: { "x-as": name, "accept-encoding": accept, ...(tag !== undefined && { "if-none-match": tag }) },
      });
      const first = await app.inject(of(u));
      // What is held for long is compressed again, and then has another tag: only of plain bodies are tags comparable.
      const tag = isTagged && accept === "identity" ? (first.headers.etag as string | undefined) : undefined;
      const [answer, own] = [await app.inject(of(v, tag)), await uncached.inject(of(v, tag))];
      expect(answer.statusCode).toBe(own.statusCode);
      compared++;
      // A refusal has the number of its request.
      if (own.statusCode >= 400) return;
      expect(plain(answer).equals(plain(own))).toBe(true);
      if (accept === "identity") expect(answer.headers.etag).toBe(own.headers.etag);
    }),
    { numRuns: 1_500 },
  );
  expect(compared).toBeGreaterThan(1_000);
});

function plain({ headers, rawPayload }: LightMyRequestResponse): Buffer {
  const read = { gzip: gunzipSync, br: brotliDecompressSync }[String(headers["content-encoding"])];
  return read === undefined || rawPayload.length === 0 ? rawPayload : read(rawPayload);
}
