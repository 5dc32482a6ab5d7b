import { layers } from "@one-map/tiles/catalogue";
import { afterAll, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";

const { get, close } = await testApp({ layers: true });
afterAll(close);

/** Values by name and labels. */
async function read(): Promise<Map<string, number>> {
  const { body } = await get("/metrics");
  const lines = body.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]));
}

test("every layer says what it holds", async () => {
  const { statusCode, headers } = await get("/metrics");
  expect([statusCode, headers["content-type"]]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
  const found = await read();
  for (const { id } of layers) expect(found.get(`onemap_layer_version{layer="${id}"}`), id).toBeGreaterThan(0);
  expect(found.get('onemap_layer_rows{layer="communities"}')).toBe(2);
  for (const { id } of layers) expect(found.get(`onemap_layer_bytes{layer="${id}"}`), id).toBeGreaterThan(0);
  expect(found.get("onemap_layers_loaded")).toBe(1);
});

test("tiles are counted as made, held and not modified, by zoom", async () => {
  const url = "/tiles/incidents/6/51/25.mvt";
  const { headers } = await get(url);
  await get(url);
  await get(url, { "if-none-match": String(headers.etag) });
  const found = await read();
  const at = (outcome: string) => found.get(`onemap_tile_requests_total{zoom="6",outcome="${outcome}"}`);
  expect([at("made"), at("held"), at("not_modified")]).toEqual([1, 1, 1]);
  expect(found.get("onemap_tile_cache_entries")).toBe(1);
  expect(found.get("onemap_tile_cache_bytes")).toBeGreaterThan(100);
});
