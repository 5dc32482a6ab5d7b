/** Zooms of the tile layers, as the server's catalogue has them; a test compares the two. */
export const tileSources = {
  areas: { minzoom: 0, maxzoom: 14 },
  communities: { minzoom: 0, maxzoom: 14 },
  roads: { minzoom: 8, maxzoom: 14 },
  "police-rooms": { minzoom: 0, maxzoom: 16 },
  residences: { minzoom: 0, maxzoom: 16 },
  venues: { minzoom: 0, maxzoom: 16 },
  incidents: { minzoom: 0, maxzoom: 16 },
  "incident-cells": { minzoom: 0, maxzoom: 16 },
} as const;

export type TileSource = keyof typeof tileSources;

/** Layer of the server behind a source, and what is always asked of it. */
export function tileLayerOf(source: TileSource): { readonly layer: string; readonly query: string } {
  return source === "incident-cells" ? { layer: "incidents", query: "detail=cells" } : { layer: source, query: "" };
}

const shapes: ReadonlySet<TileSource> = new Set(["areas", "communities", "roads"]);

/** Format of a source's tiles: points come in MapLibre tiles, a good third smaller; a test holds it to the catalogue. */
export function encodingOf(source: TileSource): "mvt" | "mlt" {
  return shapes.has(source) ? "mvt" : "mlt";
}

/** Most points that a tile of the server carries before it carries cells instead; a test compares the two. */
export const mostPointsOfTile = 18_000;

/** Sources that a page fills itself, some thousand features at the most. */
export const ownSources = [
  "open-incidents",
  "live-units",
  "plan-places",
  "plan-route",
  "picked",
  "gap-scores",
  "coverage-cells",
  "published-blocks",
  "published-spots",
  "covers",
] as const;

/** Images that a page paints itself, laid over a box of the map. */
export const imageSources = ["surface"] as const;

export type ImageSourceId = (typeof imageSources)[number];

export type OwnSource = (typeof ownSources)[number];
