import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { layers as catalogue } from "@one-map/tiles/catalogue";
import { describe, expect, test } from "vitest";
import { analyseOrder, planOrder, publicOrder, wallOrder } from "../map/layer-order.ts";
import { buildStyle } from "../map/style.ts";
import { themes } from "../state/view.ts";
import { encodingOf, mostPointsOfTile, type TileSource, tileLayerOf, tileSources } from "./sources.ts";

const orders = [wallOrder, planOrder, analyseOrder, publicOrder];
const face = [{ url: "/f.woff2", range: "U+0-7F" }];

describe.each(orders)("the style of $page", (order) => {
  test.each(themes)("is valid in %s", (theme) => {
    const style = buildStyle({
      order,
      origin: "http://localhost",
      theme,
      language: "en",
      scale: 1,
      fonts: { "One Map SC": face, "One Map TC": face },
    });
    expect(validateStyleMin(style).map(({ message }) => message)).toEqual([]);
  });

  test("names every layer once, its source first", () => {
    const ids = order.layers.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, source, type } of order.layers)
      if (type !== "background") expect(id, `${id} draws ${source}`).toMatch(/^[a-z-]+$/);
  });

  test("reads source-layers and attributes that the catalogue has", () => {
    for (const layer of order.layers) {
      if (layer["source-layer"] === undefined) continue;
      const { layer: name } = tileLayerOf(layer.source as TileSource);
      const definition = catalogue.find(({ id }) => id === name);
      expect(definition, `${layer.id}: ${layer.source}`).toBeDefined();
      expect([definition?.id, `${definition?.id}_label`, `${definition?.id}_grid`]).toContain(layer["source-layer"]);
      const known = new Set<string>([
        ...(definition?.attributes.map(({ name }) => name) ?? []),
        "count",
        "top",
        "top_count",
        "max_priority",
      ]);
      const read = [...JSON.stringify(layer).matchAll(/\["get","([a-z_A-Z]+)"\]/g)].map(([, name]) => name as string);
      expect(read.filter((name) => !known.has(name))).toEqual([]);
    }
  });
});

test("zooms of the sources are those of the catalogue", () => {
  for (const [id, zooms] of Object.entries(tileSources)) {
    const { layer: name } = tileLayerOf(id as TileSource);
    const { minzoom, maxzoom } = catalogue.find((layer) => layer.id === name) ?? {};
    expect({ minzoom, maxzoom }, id).toEqual(zooms);
  }
});

test("points come in MapLibre tiles, shapes in those of Mapbox, as the server has them", () => {
  for (const source of Object.keys(tileSources) as TileSource[]) {
    const { geometry } = catalogue.find(({ id }) => id === tileLayerOf(source).layer) ?? {};
    expect(encodingOf(source), source).toBe(geometry === "point" ? "mlt" : "mvt");
  }
});

test("points give way to cells where the server's do", () => {
  expect(catalogue.find(({ id }) => id === "incidents")).toMatchObject({ featureBudget: mostPointsOfTile });
});
