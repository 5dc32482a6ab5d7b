import type { BenchRow } from "../bench/parts/results.ts";
import { median } from "../bench/parts/timing.ts";
import type { Comparison } from "./compare.ts";
import { type Slope, slopeOf } from "./slope.ts";
import type { Mishaps, WallSample } from "./wall-probe.ts";

/** What the server says of itself, bytes. */
export interface ServerSample {
  readonly resident: number;
  readonly heap: number;
}

export interface Sample extends WallSample {
  /** Since the soak began. */
  readonly hours: number;
  readonly server: ServerSample;
  /** Number of the newest event. */
  readonly seq: number;
  /** Processes that wanted to run, on average over the last minute. */
  readonly load: number;
}

export interface Soak {
  readonly samples: readonly Sample[];
  readonly comparisons: readonly (Comparison & { readonly hours: number })[];
  readonly mishaps: Mishaps;
}

/** Before that the machine is still warming up: compilers, caches, tiles that come in. */
export function settledAfter(hours: number): number {
  return Math.min(hours / 4, 1 / 6);
}

/** Slopes over less than that say nothing. */
export const leastHours = 0.5;
const megabyte = 1_000_000;

export interface Curve {
  readonly name: string;
  readonly unit: string;
  readonly of: (sample: Sample) => number;
  /** Slope that it has to stay under, in its unit an hour. */
  readonly bar?: number;
}

const bytes = (of: (sample: Sample) => number) => (sample: Sample) => of(sample) / megabyte;

/** What is followed over time; the first two are what the soak is about. */
export const curves = {
  heap: { name: "JavaScript heap of the wall", unit: "MB", of: bytes(({ heap }) => heap), bar: 1 },
  workerHeap: { name: "heap of its workers", unit: "MB", of: bytes(({ workerHeap }) => workerHeap), bar: 1 },
  buffers: { name: "its array buffers", unit: "MB", of: bytes(({ buffers }) => buffers), bar: 1 },
  nodes: { name: "DOM nodes", unit: "", of: ({ nodes }: Sample) => nodes, bar: 100 },
  listeners: { name: "event listeners", unit: "", of: ({ listeners }: Sample) => listeners, bar: 20 },
  renderer: { name: "resident memory of the page's process", unit: "MB", of: bytes(({ renderer }) => renderer) },
  gpu: { name: "resident memory of the drawing process", unit: "MB", of: bytes(({ gpu }) => gpu) },
  resident: { name: "resident memory of the server", unit: "MB", of: bytes(({ server }) => server.resident) },
  serverHeap: { name: "JavaScript heap of the server", unit: "MB", of: bytes(({ server }) => server.heap) },
} as const satisfies Record<string, Curve>;

/** Undefined while there are too few samples for a line. */
export function slopeOfCurve(samples: readonly Sample[], { of }: Curve): Slope | undefined {
  const settled = settledSamples(samples);
  return settled.length < 3 ? undefined : slopeOf(settled.map((sample) => [sample.hours, of(sample)]));
}

export function settledSamples(samples: readonly Sample[]): readonly Sample[] {
  const from = settledAfter(samples.at(-1)?.hours ?? 0);
  return samples.filter(({ hours }) => hours >= from);
}

/** The table of a soak: slopes, counts that must stay, and what was missed. */
export function findings({ samples, comparisons, mishaps }: Soak): BenchRow[] {
  const settled = settledSamples(samples);
  const [first, last] = [samples[0] as Sample, samples.at(-1) as Sample];
  const isLong = last.hours >= leastHours;
  const slopes = Object.values(curves).flatMap((curve: Curve): BenchRow[] => {
    const slope = slopeOfCurve(samples, curve);
    if (slope === undefined) return [];
    const { name, unit, of, bar } = curve;
    const [from, to] = [of(settled[0] as Sample), of(last)].map((value) => value.toFixed(unit === "" ? 0 : 1));
    return [
      {
        name: `${name}, ${from} to ${to}${unit && ` ${unit}`}, slope ± ${slope.error.toFixed(2)}`,
        value: slope.perHour,
        unit: `${unit}/h`,
        ...(bar !== undefined && { bar: `< ${bar} ${unit}/h`, holds: isLong ? slope.perHour < bar : undefined }),
      },
    ];
  });
  const missed = comparisons.reduce((sum, { differing }) => sum + differing, 0);
  const events = last.seq - first.seq;
  return [
    ...slopes,
    steady("workers", settled, ({ workers }) => workers),
    steady("WebGL contexts", settled, ({ contexts }) => contexts),
    {
      name: `rows that differ from a fresh snapshot, all rows compared ${comparisons.length} times`,
      value: missed,
      unit: "",
      bar: "0",
      holds: missed === 0 && comparisons.length > 0,
    },
    {
      name: "open incidents and units on the wall in the end, beside at first",
      value: comparisons.at(-1)?.rows ?? 0,
      unit: "",
      reference: comparisons[0]?.rows,
    },
    {
      name: "load of the machine, half of the time at least",
      value: median(samples.map(({ load }) => load)),
      unit: "",
    },
    { name: "events", value: events / Math.max(1, (last.hours - first.hours) * 3_600), unit: "/s" },
    never("errors of the page", mishaps.errors.length),
    never("crashes of the page", mishaps.crashes),
    never("reloads of the page", mishaps.reloads),
  ];
}

/** Some come and go; in the end there are no more than at first. */
function steady(name: string, settled: readonly Sample[], of: (sample: Sample) => number): BenchRow {
  const quarter = Math.max(1, Math.floor(settled.length / 4));
  const [before, after] = [settled.slice(0, quarter), settled.slice(-quarter)].map((some) => median(some.map(of)));
  const most = Math.max(...settled.map(of));
  return {
    name: `${name} in the end, beside at first; ${most} at most`,
    value: after as number,
    unit: "",
    reference: before,
    bar: "no more",
    holds: (after as number) <= (before as number),
  };
}

function never(name: string, value: number): BenchRow {
  return { name, value, unit: "", bar: "0", holds: value === 0 };
}
