import { effectiveScope } from "@one-map/server/access/scope";
import { within } from "@one-map/server/tiles/filter-query";
import { findLayer, type LayerDefinition } from "@one-map/tiles/catalogue";
import type { PointRow } from "@one-map/tiles/columns";
import { communitiesIn } from "@one-map/tiles/communities-in-tile";
import { PointLayer } from "@one-map/tiles/point-layer";
import { tileAt, worldX, worldY } from "@one-map/tiles/world";
import type { BenchRow } from "../parts/results.ts";
import { communityCount, densest, syntheticIncidents } from "../parts/synthetic-incidents.ts";
import { quantile, sample } from "../parts/timing.ts";

/** Times what a tile costs without a scope that it may cost with one. */
const most = 1.2;

const sampling = { warmUp: 10, atLeast: 40, atMost: 400, forMillis: 1_500 };

/** Tiles made anew with a scope, what the tile holds looked up anew each time, beside tiles without. */
export async function measureScope(rowCount = 1_000_000): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const layer = new PointLayer(findLayer("incidents") as LayerDefinition);
  layer.load(inSquares(syntheticIncidents(rowCount)));
  const all = Array.from({ length: communityCount }, (_, i) => i + 1);
  const rows = [8, 10, 12, 14].flatMap((zoom): BenchRow[] => {
    const coord = tileAt(worldX(densest[0]), worldY(densest[1]), zoom);
    const plain = sample(() => layer.tile(coord), sampling);
    return [
      ["every community", all] as const,
      ["every second community", all.filter((id) => id % 2 === 0)] as const,
    ].map(([what, scope]) => {
      const scoped = sample(() => {
        const effective = effectiveScope(scope, communitiesIn(layer, coord));
        layer.tile(coord, effective === undefined ? {} : within({}, effective));
      }, sampling);
      const ratio = scoped.cpu / plain.cpu;
      return {
        name: `tile at zoom ${zoom}, a scope of ${what}`,
        value: quantile(scoped.times, 0.5),
        unit: "ms",
        cpu: scoped.cpu,
        reference: quantile(plain.times, 0.5),
        referenceCpu: plain.cpu,
        ratio,
        bar: `CPU ≤ ${most} ×`,
        holds: ratio <= most,
      };
    });
  });
  const notes = [
    `${rowCount.toLocaleString("en")} incidents in ${communityCount} communities; tiles made anew, and the communities of each looked up anew`,
  ];
  return { rows, notes };
}

/** Communities as squares of the city, as real ones are places. */
function* inSquares(rows: Iterable<PointRow>): Generator<PointRow> {
  for (const { values, ...row } of rows) {
    const square = Math.floor(row.lng * 50) * 31 + Math.floor(row.lat * 50);
    yield { ...row, values: [1 + (((square % communityCount) + communityCount) % communityCount), ...values.slice(1)] };
  }
}
