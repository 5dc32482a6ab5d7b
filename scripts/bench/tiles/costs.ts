import type { Filter } from "@one-map/tiles/filter";
import { countTile } from "@one-map/tiles/summary";
import { type TileCoord, tileAt, worldX, worldY } from "@one-map/tiles/world";
import type { BenchRow } from "../parts/results.ts";
import { categories, densest, period } from "../parts/synthetic-incidents.ts";
import { quantile, type Samples, sample } from "../parts/timing.ts";
import type { TileBench } from "../tiles.ts";

const window = { from: period.to - 30 * 86_400, to: period.to } as const;
const narrow: Filter = { ...window, in: { category: [categories[3] as string] }, hours: [22, 23, 0, 1] };

/** What a row costs that is looked at and left out, and what a feature costs that is written with all its attributes. */
export function measureCosts({ layer }: TileBench): BenchRow[] {
  const world: TileCoord = { z: 0, x: 0, y: 0 };
  const scanned = layer.size;
  const scan = sampleTile(() => layer.tile(world, narrow));
  const full = fullTile(layer);
  const written = countTile(layer, full);
  const write = sampleTile(() => layer.tile(full));
  const row = (name: string, { times, cpu }: Samples, count: number, most: number): BenchRow => {
    const each = (millis: number) => (millis * 1e6) / count;
    const [value, p99] = [each(quantile(times, 0.5)), each(quantile(times, 0.99))];
    return { name, value, p99, cpu: each(cpu), unit: "ns", bar: `≤ ${most} ns`, holds: each(cpu) <= most };
  };
  return [
    row("a row scanned: 30 days, category, hours, the whole world", scan, scanned, 5),
    row(`a feature written: z${full.z}, ${written.toLocaleString("en")} points, all attributes`, write, written, 25),
  ];
}

function sampleTile(work: () => void): Samples {
  return sample(work, { warmUp: 50, atLeast: 50, atMost: 5000, forMillis: 2_000 });
}

/** The tile around the densest place with most points that are still drawn one by one. */
function fullTile(layer: TileBench["layer"]): TileCoord {
  const budget = layer.definition.featureBudget as number;
  for (let z = 0; z < 16; z++) {
    const coord = tileAt(worldX(densest[0]), worldY(densest[1]), z);
    if (countTile(layer, coord) <= budget) return coord;
  }
  return tileAt(worldX(densest[0]), worldY(densest[1]), 16);
}
