import type { Page } from "playwright-core";
import type { Schemas } from "../api/client.ts";
import { api } from "./driver.ts";

/** A feature as the map has drawn it. */
export interface DrawnFeature {
  readonly source: string;
  readonly layer: string;
  readonly id: number | undefined;
  /** A point's place; null for lines and areas. */
  readonly position: readonly [lng: number, lat: number] | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * Asks the one map of a page what it draws at this moment. Nothing of the page hands its map out, so the library that the page
 * has loaded is asked: the next time that a map is told of the pointer, it is taken note of.
 */
const question = (what: string) => `(async () => {
  const address = performance.getEntriesByType("resource").map(({ name }) => name)
    .find((name) => /\\/assets\\/maplibre-(?!.*worker).*\\.js$/.test(name));
  const library = await import(address);
  const type = Object.values(library).find((one) => typeof one === "function" && one.prototype?.queryRenderedFeatures);
  const { unproject } = type.prototype;
  const map = await new Promise((resolve) => {
    type.prototype.unproject = function (...all) {
      type.prototype.unproject = unproject;
      resolve(this);
      return unproject.apply(this, all);
    };
    const canvas = document.querySelector("canvas.maplibregl-canvas");
    const { left, top, width, height } = canvas.getBoundingClientRect();
    canvas.dispatchEvent(new MouseEvent("mousemove", { bubbles: true, clientX: left + width / 2, clientY: top + height / 2 }));
  });
  return ${what};
})()`;

// Squares that names keep clear of are drawn by nobody.
const features = `map.queryRenderedFeatures().filter(({ layer }) => layer.id !== "covers").map(({ id, source, layer, geometry, properties }) => ({
  id, source, layer: layer.id, properties, position: geometry.type === "Point" ? geometry.coordinates : null,
}))`;

export function drawnFeatures(page: Page): Promise<DrawnFeature[]> {
  return page.evaluate(question(features)) as Promise<DrawnFeature[]>;
}

const hidden = `(() => {
  const { left, top, width, height } = map.getContainer().getBoundingClientRect();
  const over = [...document.querySelectorAll(".wall-map > .over-map, .live-chip, .maplibregl-ctrl")]
    .map((element) => element.getBoundingClientRect()).filter((box) => box.width > 0)
    .map((box) => [[box.left - left, box.top - top], [box.right - left, box.bottom - top]]);
  const far = 500;
  const edges = [[[-far, 0], [-1, height]], [[width + 1, 0], [width + far, height]],
    [[0, -far], [width, -1]], [[0, height + 1], [width, height + far]]];
  return [...over, ...edges].flatMap((box) => map.queryRenderedFeatures(box, { layers: ["areas-label"] }))
    .map(({ properties }) => properties.name_en);
})()`;

/** Names of counties that something lies over, or that the edge of the map cuts. */
export function namesHidden(page: Page): Promise<string[]> {
  return page.evaluate(question(hidden)) as Promise<string[]>;
}

/** The box that the map shows: [west, south, east, north]. */
export function shownBox(page: Page): Promise<[west: number, south: number, east: number, north: number]> {
  return page.evaluate(question("map.getBounds().toArray().flat()")) as ReturnType<typeof shownBox>;
}

/**
 * How much of the map's width or height the outline of the city takes, whichever is more: 1 is all of it; 0 where the map does not
 * show all of the outline.
 */
export async function outlineShare(page: Page): Promise<number> {
  const { outline } = await api<Schemas["City"]>("/api/city");
  if (outline == null) throw new Error("the city has no outline");
  const [west, south, east, north] = outline as [number, number, number, number];
  const shown = await shownBox(page);
  if (shown[0] >= west || shown[1] >= south || shown[2] <= east || shown[3] <= north) return 0;
  return Math.max((east - west) / (shown[2] - shown[0]), (north - south) / (shown[3] - shown[1]));
}
