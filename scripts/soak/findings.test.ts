import { describe, expect, test } from "vitest";
import { findings, type Sample, type Soak } from "./findings.ts";

const megabyte = 1_000_000;

/** An hour of a wall, a sample a minute. */
function soakOf(change: (minute: number) => Partial<Sample> = () => ({})): Soak {
  const samples = Array.from({ length: 61 }, (_, minute): Sample => {
    const held = { heap: 30 * megabyte, buffers: 5 * megabyte, workerHeap: 8 * megabyte, workers: 5, contexts: 2 };
    const drawn = { nodes: 600, listeners: 80, documents: 1, renderer: 300 * megabyte, gpu: 200 * megabyte };
    const server = { resident: 250 * megabyte, heap: 90 * megabyte };
    return { hours: minute / 60, ...held, ...drawn, server, load: 1, seq: 100 + minute * 1_200, ...change(minute) };
  });
  const comparison = { rows: 70, differing: 0, shown: 10, held: "a", fresh: "a", seq: 72_100, hours: 1 };
  return { samples, comparisons: [comparison], mishaps: { errors: [], crashes: 0, reloads: 0 } };
}

const failing = (soak: Soak) => findings(soak).filter(({ holds }) => holds === false);
const named = (soak: Soak, name: RegExp) => findings(soak).find((row) => name.test(row.name));

describe("what a soak found", () => {
  test("a wall that holds what it held: everything holds, and events are counted", () => {
    expect(failing(soakOf())).toEqual([]);
    expect(named(soakOf(), /^events/)?.value).toBeCloseTo(20);
  });

  test("a heap that grows by two megabytes an hour is found, warming up is not", () => {
    const growing = failing(soakOf((minute) => ({ heap: (30 + minute / 30) * megabyte })));
    expect(growing.map(({ name }) => name)).toEqual([expect.stringMatching(/^JavaScript heap of the wall/)]);
    expect(growing[0]?.value).toBeCloseTo(2);
    expect(failing(soakOf((minute) => ({ heap: Math.min(30, 10 + 3 * minute) * megabyte })))).toEqual([]);
  });

  test("one worker more from half an hour on is found, one that comes and goes is not", () => {
    expect(failing(soakOf((minute) => ({ workers: minute > 30 ? 6 : 5 })))).toHaveLength(1);
    expect(failing(soakOf((minute) => ({ contexts: minute % 20 === 0 ? 3 : 2 })))).toEqual([]);
  });

  test("rows that differ, and no comparison at all, are found", () => {
    const soak = soakOf();
    const [comparison] = soak.comparisons as [Soak["comparisons"][number]];
    const differing = { ...soak, comparisons: [comparison, { ...comparison, differing: 2 }] };
    expect(named(differing, /^rows that differ/)).toMatchObject({ value: 2, holds: false });
    expect(named({ ...soak, comparisons: [] }, /^rows that differ/)?.holds).toBe(false);
  });

  test("slopes over three minutes are told without a verdict", () => {
    const short = soakOf((minute) => ({ hours: minute / 1_200, heap: (30 + minute) * megabyte }));
    expect(named(short, /^JavaScript heap of the wall/)?.holds).toBeUndefined();
  });
});
