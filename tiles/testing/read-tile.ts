import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";

export interface ReadFeature {
  readonly id: number | undefined;
  /** 1 point, 2 line, 3 polygon. */
  readonly type: number;
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  /** Parts of the geometry as lists of `[x, y]` in tile units. */
  readonly geometry: readonly (readonly [x: number, y: number])[][];
}

export interface ReadLayer {
  readonly version: number;
  readonly extent: number;
  readonly features: readonly ReadFeature[];
}

/** What a client makes of the bytes of a tile, by layer. */
export function readTile(bytes: Uint8Array): Record<string, ReadLayer> {
  const { layers } = new VectorTile(new PbfReader(bytes));
  return Object.fromEntries(
    Object.entries(layers).map(([name, layer]) => {
      const features = Array.from({ length: layer.length }, (_, i): ReadFeature => {
        const feature = layer.feature(i);
        const geometry = feature.loadGeometry().map((part) => part.map(({ x, y }) => [x, y] as const));
        return { id: feature.id, type: feature.type, properties: { ...feature.properties }, geometry };
      });
      return [name, { version: layer.version, extent: layer.extent, features }];
    }),
  );
}
