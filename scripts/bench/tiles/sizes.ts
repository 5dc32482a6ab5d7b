import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { findLayer, type LayerDefinition } from "@one-map/tiles/catalogue";
import type { PointRow } from "@one-map/tiles/columns";
import type { Filter } from "@one-map/tiles/filter";
import { PointLayer } from "@one-map/tiles/point-layer";
import { countTile } from "@one-map/tiles/summary";
import type { TileCoord } from "@one-map/tiles/world";
import { Random } from "../../seed/random.ts";
import type { BenchRow } from "../parts/results.ts";
import { communityCount, period, syntheticIncidents, timeZone } from "../parts/synthetic-incidents.ts";
import type { TileBench } from "../tiles.ts";

/** Points of the other large layers for each incident of a megacity: 2 M residences, 300,000 venues, 5 M incidents. */
const share = { residences: 0.4, venues: 0.06 } as const;

/** The largest tiles of the largest layers, as compressed on the request path, over the whole pyramid. */
export function measureSizes({ layer, rowCount }: TileBench): BenchRow[] {
  const budget = layer.definition.featureBudget as number;
  // As many points as may be drawn one by one, spread as widely as can be: the dearest to compress.
  const seconds = ((period.to - period.from) * budget * 0.98) / rowCount;
  const justFits: Filter = { from: Math.ceil(period.to - seconds), to: period.to };
  return [
    ...rowsOf("incidents", largestTile(layer)),
    ...(rowCount > budget ? rowsOf("incidents, as many as the budget lets pass", largestTile(layer, justFits)) : []),
    ...rowsOf("residences", largestTile(residences(Math.round(rowCount * share.residences)))),
    ...rowsOf("venues", largestTile(venues(Math.round(rowCount * share.venues)))),
  ];
}

interface Sizes {
  readonly looked: number;
  readonly gzip: number;
  readonly br: number;
  readonly raw: number;
}

function rowsOf(title: string, { looked, gzip, br, raw }: Sizes): BenchRow[] {
  const name = `largest tile of ${looked.toLocaleString("en")} of ${title}`;
  const held = { bar: "≤ 500 kB", holds: gzip <= 500_000 };
  return [
    { name: `${name}, gzip-1`, value: gzip / 1000, unit: "kB", ...held },
    { name: "the same, br-4", value: br / 1000, unit: "kB" },
    { name: "the same, not compressed", value: raw / 1000, unit: "kB" },
  ];
}

function largestTile(layer: PointLayer, filter: Filter = {}): Sizes {
  const budget = layer.definition.featureBudget as number;
  const sizes = { looked: 0, gzip: 0, br: 0, raw: 0 };
  const look = (coord: TileCoord, count: number): void => {
    sizes.looked++;
    const tile = layer.tile(coord, filter);
    sizes.raw = Math.max(sizes.raw, tile.length);
    sizes.gzip = Math.max(sizes.gzip, gzipSync(tile, { level: 1 }).length);
    sizes.br = Math.max(sizes.br, brotliCompressSync(tile, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }).length);
    if (coord.z === layer.definition.maxzoom) return;
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      const child = { z: coord.z + 1, x: coord.x * 2 + dx, y: coord.y * 2 + dy };
      const inside = countTile(layer, child, filter);
      // Tiles far below the budget are smaller than their neighbours, and so are those of a parent of cells alone.
      if (inside > budget / 2 && (count > budget || inside < count || coord.z < 8)) look(child, inside);
    }
  };
  look({ z: 0, x: 0, y: 0 }, countTile(layer, { z: 0, x: 0, y: 0 }, filter));
  return sizes;
}

function residences(count: number): PointLayer {
  const random = new Random(3, "bench residences");
  return loaded("residences", count, () => [
    1 + random.below(communityCount),
    8 + Math.floor(random.logNormal(20, 1)),
    random.chance(0.3) ? Math.floor(random.between(period.from, period.to)) : null,
  ]);
}

function venues(count: number): PointLayer {
  const random = new Random(4, "bench venues");
  const results = ["passed", "advice", "hazard", "closed"] as const;
  return loaded("venues", count, () => [
    1 + random.below(communityCount),
    `class_${random.below(30)}`,
    1 + random.below(4),
    Math.floor(random.between(period.from, period.to)),
    random.pick(results),
    20_000 + random.below(400),
  ]);
}

/** A layer at the places of the incidents, with values of its own. */
function loaded(id: string, count: number, values: () => PointRow["values"]): PointLayer {
  const layer = new PointLayer(findLayer(id) as LayerDefinition, { timeZone });
  const snapshot = layer.begin();
  for (const row of syntheticIncidents(count)) snapshot.add({ ...row, values: values() });
  layer.replace(snapshot);
  return layer;
}
