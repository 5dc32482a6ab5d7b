import type { Filter } from "@one-map/tiles/filter";
import { summarise } from "@one-map/tiles/summary";
import type { BenchRow } from "../parts/results.ts";
import { categories, period } from "../parts/synthetic-incidents.ts";
import { quantile, sample } from "../parts/timing.ts";
import type { TileBench } from "../tiles.ts";

/** Every chart of every page. */
const subjects = {
  by: ["category", "priority", "status", "hour", "weekday", "day", "week", "month", "community"],
  byTwo: [["weekday", "hour"]],
} as const;

const half = { from: period.to - 548 * 86_400, to: period.to };
const filters: readonly [string, Filter][] = [
  ["no filter", {}],
  ["half of the time", half],
  [
    "half of the time, six categories, eight hours",
    { ...half, hours: [20, 21, 22, 23, 0, 1, 2, 3], in: { category: categories.slice(0, 6) } },
  ],
];

/** All charts at once, under filters that let everything, half and little pass. */
export function measureSummaries({ layer, rowCount }: TileBench): BenchRow[] {
  return filters.map(([title, filter]) => {
    const { times, cpu } = sample(() => summarise(layer, subjects, filter), {
      warmUp: 5,
      atLeast: 10,
      atMost: 60,
      forMillis: 3_000,
    });
    const holds = (cpu * 5_000_000) / rowCount <= 60;
    const name = `all summaries, ${title}`;
    const [value, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
    return { name, value, unit: "ms", p99, cpu, bar: "≤ 60 ms for 5 M", holds };
  });
}
