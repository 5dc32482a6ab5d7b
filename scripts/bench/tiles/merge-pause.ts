import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import type { PointRow } from "@one-map/tiles/columns";
import type { PointChange } from "@one-map/tiles/point-layer";
import { Random } from "../../seed/random.ts";
import type { BenchRow } from "../parts/results.ts";
import { syntheticIncidents } from "../parts/synthetic-incidents.ts";
import { quantile } from "../parts/timing.ts";
import type { TileBench } from "../tiles.ts";

const changesPerSecond = 1_000;
const batchesPerSecond = 10;
const seconds = 20;

/**
 * The longest that the event loop stands still while the layer takes 1,000 changes a second, in batches as the follower
 * applies them, and merges its runs. The rows end as they began, a version later.
 */
export async function measureMergePause({ layer, rowCount }: TileBench): Promise<BenchRow[]> {
  const random = new Random(11, "bench changes");
  const some: PointRow[] = [];
  for (const row of syntheticIncidents(Math.min(rowCount, 200_000))) some.push(row);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  // Processor time of this thread: what other processes do to it shows in the delay of the event loop only.
  const times: number[] = [];
  const timed = <T>(work: () => T): T => {
    const before = process.threadCpuUsage();
    const result = work();
    const { user, system } = process.threadCpuUsage(before);
    times.push((user + system) / 1000);
    return result;
  };
  let mostRuns = 0;
  let version = 2;
  // A burst first, so that there are large runs to merge beside the stream of small batches.
  for (let from = 0; from < some.length; from += 1000) {
    layer.apply(some.slice(from, from + 1000).map((row) => ({ op: "upsert", row: { ...row, version } })));
  }
  delay.enable();
  for (let batch = 0; batch < seconds * batchesPerSecond; batch++) {
    const began = performance.now();
    version++;
    const changes = Array.from({ length: changesPerSecond / batchesPerSecond }, (): PointChange => {
      const row = random.pick(some);
      return { op: "upsert", row: { ...row, version, lng: row.lng + random.between(-0.01, 0.01) } };
    });
    timed(() => layer.apply(changes));
    while (timed(() => layer.mergeSome(150_000))) await nextTurn();
    mostRuns = Math.max(mostRuns, layer.runs.length);
    await wait(Math.max(0, 1000 / batchesPerSecond - (performance.now() - began)));
  }
  delay.disable();
  times.sort((a, b) => a - b);
  const longest = times.at(-1) as number;
  return [
    {
      name: "longest block while merging under 1,000 changes/s, in processor time",
      value: longest,
      unit: "ms",
      p99: quantile(times, 0.99),
      bar: "≤ 20 ms",
      holds: longest <= 20,
    },
    {
      name: "the same, delay of the event loop, other processes included",
      value: delay.max / 1e6,
      unit: "ms",
      p99: delay.percentile(99) / 1e6,
    },
    { name: "runs at most", value: mostRuns, unit: "runs", bar: "≤ 6", holds: mostRuns <= 6 },
  ];
}
