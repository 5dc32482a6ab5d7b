import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { TileForm } from "@one-map/tiles/tile-maker";
import { type TileCoord, tileAt, worldX, worldY } from "@one-map/tiles/world";
import type { BenchRow } from "../parts/results.ts";
import { densest } from "../parts/synthetic-incidents.ts";
import { quantile, sample } from "../parts/timing.ts";
import type { TileBench } from "../tiles.ts";

const codecs = {
  "gzip-1": (tile: Uint8Array) => gzipSync(tile, { level: 1 }),
  "br-4": (tile: Uint8Array) => brotliCompressSync(tile, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
} as const;

/** The same tiles in the MapLibre format beside MVT: bytes after compression, and the work of making and compressing. */
export function measureMlt({ layer }: TileBench): BenchRow[] {
  return [16, 15, 8].flatMap((z) => {
    const coord = tileAt(worldX(densest[0]), worldY(densest[1]), z);
    const kind = Buffer.from(layer.tile(coord).subarray(0, 40)).includes("_grid") ? "cells" : "points";
    return Object.entries(codecs).flatMap(([codec, compress]) => {
      const [mlt, mvt] = [measure(layer, coord, "mlt", compress), measure(layer, coord, "mvt", compress)];
      const isWanted = kind === "points" ? { bar: "≥ 15 % fewer", holds: mlt.bytes <= 0.85 * mvt.bytes } : {};
      const title = `z${z} ${kind} as MLT beside MVT, ${codec}`;
      return [
        {
          name: title,
          value: mlt.bytes / 1000,
          unit: "kB",
          reference: mvt.bytes / 1000,
          ratio: mvt.bytes / mlt.bytes,
          ...isWanted,
        },
        {
          name: `${title}, made and compressed`,
          value: mlt.median,
          cpu: mlt.cpu,
          unit: "ms",
          reference: mvt.median,
          referenceCpu: mvt.cpu,
          ratio: mvt.cpu / mlt.cpu,
        },
      ];
    });
  });
}

function measure(layer: TileBench["layer"], coord: TileCoord, form: TileForm, compress: (tile: Uint8Array) => Buffer) {
  const work = () => compress(layer.tile(coord, {}, form));
  const { times, cpu } = sample(work, { warmUp: 20, atLeast: 30, atMost: 1000, forMillis: 1_000 });
  return { bytes: work().length, median: quantile(times, 0.5), cpu };
}
