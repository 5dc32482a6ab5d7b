import type { PointRow } from "../columns.ts";
import { type PointChange, PointLayer } from "../point-layer.ts";
import type { TileCoord } from "../world.ts";
import { readTile } from "./read-tile.ts";
import { sampleLayer } from "./sample-points.ts";

export const timeZone = "Europe/Berlin";
export const world: TileCoord = { z: 0, x: 0, y: 0 };

/** The sample layer, or another of its kind, with rows in it. */
export function newLayer(rows: Iterable<PointRow> = [], definition = sampleLayer): PointLayer {
  const layer = new PointLayer(definition, { timeZone });
  layer.load(rows);
  return layer;
}

/** Features of a tile of it, by id. */
export function readFeatures(bytes: Uint8Array) {
  const features = readTile(bytes).sample?.features ?? [];
  return features
    .map(({ id, geometry, properties }) => ({ id, geometry, properties }))
    .sort((a, b) => (a.id ?? 0) - (b.id ?? 0));
}

/** A row of it. */
export const row = (id: number, version = 1, lng = 107.15): PointRow => ({
  id,
  version,
  lng,
  lat: 34.35,
  values: [1, "noise", 3, "note", 1_792_281_600, 20_000, true, 1],
});
export const upsert = (one: PointRow): PointChange => ({ op: "upsert", row: one });
