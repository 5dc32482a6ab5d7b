import type { ShapeRow } from "@one-map/tiles/shape-layer";

/** A shape as the database gives it: its geometry is GeoJSON text, cheap to hand to another thread. */
export interface PackedShape extends Omit<ShapeRow, "geometry"> {
  readonly geometry: string;
}

/** What a shape worker is told: some rows, that they were all, or which tile is wanted. */
export type ShapeRequest =
  | { readonly kind: "rows"; readonly rows: readonly PackedShape[] }
  | { readonly kind: "build" }
  | { readonly kind: "tile"; readonly request: number; readonly z: number; readonly x: number; readonly y: number };

/** What it answers: that it is ready, the tile, or why there is none; and the memory that its thread takes now. */
export type ShapeAnswer =
  | { readonly kind: "ready"; readonly bytes: number }
  | { readonly kind: "tile"; readonly request: number; readonly tile: Uint8Array; readonly bytes: number }
  | { readonly kind: "fault"; readonly request: number | undefined; readonly reason: string };
