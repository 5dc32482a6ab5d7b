import { gzipSync } from "node:zlib";
import { findLayer, type LayerDefinition } from "@one-map/tiles/catalogue";
import { ShapeLayer } from "@one-map/tiles/shape-layer";
import { sampleCoverage } from "@one-map/tiles/testing/sample-coverage";
import { type TileCoord, tileAt, worldX, worldY } from "@one-map/tiles/world";
import type { BenchRow } from "../parts/results.ts";
import { milliseconds } from "../parts/timing.ts";

/** The communities of a megacity: 7,056 areas of 80 points, neighbours sharing their borders. */
export function measureShapes(): BenchRow[] {
  const rows = sampleCoverage(84, 84, 20);
  const layer = new ShapeLayer(findLayer("communities") as LayerDefinition);
  const loadMs = milliseconds(() => layer.load(rows));
  const found: BenchRow[] = [{ name: "7,056 communities, 565,000 points: load", value: loadMs, unit: "ms" }];
  let largest = 0;
  let firstMs = 0;
  let againMs = 0;
  for (let z = 0; z <= 14; z++) {
    const coord: TileCoord = tileAt(worldX(107.15), worldY(34.35), z);
    firstMs = Math.max(
      firstMs,
      milliseconds(() => layer.tile(coord)),
    );
    againMs = Math.max(
      againMs,
      milliseconds(() => layer.tile(coord)),
    );
    largest = Math.max(largest, gzipSync(layer.tile(coord), { level: 6 }).length / 1000);
  }
  found.push(
    { name: "communities, slowest first tile of a zoom", value: firstMs, unit: "ms" },
    { name: "communities, slowest tile again, uncached", value: againMs, unit: "ms" },
    {
      name: "largest tile of megacity, communities, gzip",
      value: largest,
      unit: "kB",
      bar: "≤ 500 kB",
      holds: largest <= 500,
    },
  );
  return found;
}
