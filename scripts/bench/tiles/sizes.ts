import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { countTile } from "@one-map/tiles/summary";
import type { TileCoord } from "@one-map/tiles/world";
import type { BenchRow } from "../parts/results.ts";
import type { TileBench } from "../tiles.ts";

/** The largest tiles of the incident layer, as compressed on the request path, over the whole pyramid. */
export function measureSizes({ layer }: TileBench): BenchRow[] {
  const budget = layer.definition.featureBudget ?? 0;
  const sizes = { gzip: 0, br: 0, raw: 0 };
  let looked = 0;
  const look = (coord: TileCoord, count: number): void => {
    looked++;
    const tile = layer.tile(coord);
    sizes.raw = Math.max(sizes.raw, tile.length);
    sizes.gzip = Math.max(sizes.gzip, gzipSync(tile, { level: 1 }).length);
    sizes.br = Math.max(sizes.br, brotliCompressSync(tile, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length);
    if (count <= budget || coord.z === layer.definition.maxzoom) return;
    for (const dx of [0, 1]) {
      for (const dy of [0, 1]) {
        const child = { z: coord.z + 1, x: coord.x * 2 + dx, y: coord.y * 2 + dy };
        const inside = countTile(layer, child);
        // Tiles far below the budget are smaller than their neighbours.
        if (inside > budget / 4) look(child, inside);
      }
    }
  };
  look({ z: 0, x: 0, y: 0 }, layer.size);
  const kilobytes = sizes.gzip / 1000;
  return [
    {
      name: `largest incident tile of ${looked}, gzip-1`,
      value: kilobytes,
      unit: "kB",
      bar: "≤ 500 kB",
      holds: kilobytes <= 500,
    },
    { name: "the same, br-4", value: sizes.br / 1000, unit: "kB" },
    { name: "the same, not compressed", value: sizes.raw / 1000, unit: "kB" },
  ];
}
