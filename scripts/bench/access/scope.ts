import { effectiveScope } from "@one-map/server/access/scope";
import { within } from "@one-map/server/tiles/filter-query";
import { findLayer, type LayerDefinition } from "@one-map/tiles/catalogue";
import { communitiesIn } from "@one-map/tiles/communities-in-tile";
import { PointLayer } from "@one-map/tiles/point-layer";
import { tileAt, worldX, worldY } from "@one-map/tiles/world";
import { compare, rowOf } from "../parts/compare.ts";
import { inSquares } from "../parts/in-squares.ts";
import type { BenchOptions, BenchResult, BenchRow } from "../parts/results.ts";
import { densest, everyCommunity, syntheticIncidents } from "../parts/synthetic-incidents.ts";
import { timesIn } from "../parts/timing.ts";

/** Times what a tile costs without a scope that it may cost with one. */
const most = 1.2;

/** Milliseconds of a turn: Linux adds to the processor time of a thread that goes on at the ticks of its clock, of 4 ms or so. */
const turnMillis = 250;

/** Tiles made anew with a scope, what the tile holds looked up anew each time, beside tiles without. */
export async function measureScope({ rowCount, isTrial }: BenchOptions): Promise<BenchResult> {
  const count = rowCount ?? (isTrial ? 20_000 : 1_000_000);
  const layer = new PointLayer(findLayer("incidents") as LayerDefinition);
  layer.load(inSquares(syntheticIncidents(count)));
  const scopes = [
    ["every community", everyCommunity],
    ["every second community", everyCommunity.filter((id) => id % 2 === 0)],
  ] as const;
  const rows: BenchRow[] = [];
  for (const zoom of [8, 10, 12, 14]) {
    const coord = tileAt(worldX(densest[0]), worldY(densest[1]), zoom);
    const plain = () => void layer.tile(coord);
    const times = await timesIn(isTrial ? 25 : turnMillis, plain);
    for (const [what, scope] of scopes) {
      const scoped = () => {
        const effective = effectiveScope(scope, communitiesIn(layer, coord));
        layer.tile(coord, effective === undefined ? {} : within({}, effective));
      };
      const squares = isTrial ? 2 : 20;
      const compared = await compare(cpuOf(scoped, times), cpuOf(plain, times), { squares });
      rows.push(rowOf(`tile at zoom ${zoom} made anew, a scope of ${what}`, "ms CPU", compared, most));
    }
  }
  const notes = [
    `scope: ${count.toLocaleString("en")} incidents in ${everyCommunity.length} communities; the communities of a tile are looked up each time`,
  ];
  return { rows, notes };
}

/** Milliseconds of processor time that one of so many takes. */
function cpuOf(work: () => void, times: number): () => number {
  return () => {
    const before = process.threadCpuUsage();
    for (let i = 0; i < times; i++) work();
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1_000 / times;
  };
}
