import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LngLat } from "./commands.ts";
import { metersBetween } from "./geodesy.ts";
import { type Road, StreetGraph, type UnitKind } from "./street-graph.ts";
import { inventedWorld } from "./testing/invented-world.ts";
import { positionOn, wayBetween } from "./ways.ts";

const step = 0.002;
const at = (column: number, row: number): LngLat => [107 + column * step, 34 + row * step];

/** A grid of streets with holes and one-way lanes, as an arbitrary. */
const anyRoads = fc
  .array(
    fc.record({
      column: fc.integer({ min: 0, max: 5 }),
      row: fc.integer({ min: 0, max: 5 }),
      isEast: fc.boolean(),
      oneway: fc.boolean(),
      isTurned: fc.boolean(),
      class: fc.constantFrom("primary", "residential", "service", "path"),
    }),
    { minLength: 3, maxLength: 60 },
  )
  .map((edges) =>
    edges.map(({ column, row, isEast, oneway, isTurned, class: rank }): Road => {
      const line = [at(column, row), isEast ? at(column + 1, row) : at(column, row + 1)];
      return { class: rank, oneway, line: isTurned ? line.reverse() : line };
    }),
  );

/** Seconds from every node to every other by Floyd and Warshall: slow, and plainly right. */
function allSeconds(roads: readonly Road[], kind: UnitKind): { names: string[]; seconds: number[][] } {
  const names = [...new Set(roads.flatMap(({ line }) => line.map(String)))];
  const seconds = names.map((_, a) => names.map((_, b) => (a === b ? 0 : Number.POSITIVE_INFINITY)));
  for (const road of roads) {
    const [a, b] = road.line.map((position) => names.indexOf(String(position))) as [number, number];
    const single = new StreetGraph([{ ...road, oneway: false }]);
    const along = single.way(0, 1, kind)?.seconds.at(-1) as number;
    const set = (from: number, to: number) => {
      (seconds[from] as number[])[to] = Math.min(seconds[from]?.[to] as number, along);
    };
    set(a, b);
    if (!road.oneway || kind === "foot") set(b, a);
  }
  for (let k = 0; k < names.length; k++)
    for (let a = 0; a < names.length; a++)
      for (let b = 0; b < names.length; b++)
        (seconds[a] as number[])[b] = Math.min(
          seconds[a]?.[b] as number,
          (seconds[a]?.[k] as number) + (seconds[k]?.[b] as number),
        );
  return { names, seconds };
}

describe.each(["car", "bicycle", "foot"] as const)("by %s", (kind) => {
  test("the quickest way takes as long as an exhaustive search says, and keeps to one-way streets", () => {
    fc.assert(
      fc.property(anyRoads, fc.nat(), fc.nat(), (roads, i, j) => {
        const { names, seconds } = allSeconds(roads, kind);
        const graph = new StreetGraph(roads);
        const from = i % names.length;
        const to = j % names.length;
        const way = graph.way(from, to, kind);
        const best = seconds[from]?.[to] as number;
        expect(way !== undefined).toBe(Number.isFinite(best));
        if (way === undefined) return;
        expect(way.seconds.at(-1)).toBeCloseTo(best, 6);
        expect(way.positions.map(String).at(0)).toBe(names[from]);
        expect(way.positions.map(String).at(-1)).toBe(names[to]);
      }),
      { numRuns: 150 },
    );
  });

  test("of several places the one is found that is nearest in time, searched backwards", () => {
    fc.assert(
      fc.property(anyRoads, fc.nat(), fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (roads, i, others) => {
        const { names, seconds } = allSeconds(roads, kind);
        const goal = i % names.length;
        const from = new Set(others.map((other) => other % names.length));
        const best = Math.min(...[...from].map((node) => seconds[node]?.[goal] as number));
        const found = new StreetGraph(roads).nearestOf(goal, from, kind, Number.MAX_VALUE);
        expect(found !== undefined).toBe(Number.isFinite(best));
        if (found !== undefined) expect(found.seconds).toBeCloseTo(best, 6);
      }),
      { numRuns: 150 },
    );
  });
});

test("the nearest junction is the nearest of all", () => {
  const { graph } = inventedWorld("town", 7);
  const nodes = Array.from({ length: graph.nodeCount }, (_, node) => graph.positionOf(node));
  const lngs = nodes.map(([lng]) => lng);
  const lats = nodes.map(([, lat]) => lat);
  const between = (values: number[]) =>
    fc.double({ min: Math.min(...values) - 0.02, max: Math.max(...values) + 0.02, noNaN: true });
  fc.assert(
    fc.property(between(lngs), between(lats), (lng, lat) => {
      const found = graph.nearestNode([lng, lat]) as number;
      const nearest = Math.min(...nodes.map((node) => metersBetween(node, [lng, lat])));
      expect(metersBetween(graph.positionOf(found), [lng, lat])).toBeCloseTo(nearest, 6);
    }),
    { numRuns: 300 },
  );
});

test("a way from door to door begins and ends at the doors, and passes through every moment in between", () => {
  const { graph } = inventedWorld("town", 7);
  const [from, to] = [graph.positionOf(3), graph.positionOf(graph.nodeCount - 3)].map(
    ([lng, lat]): LngLat => [lng + 0.0004, lat + 0.0003],
  ) as [LngLat, LngLat];
  const way = wayBetween(graph, from, to, "car");
  const total = way.seconds.at(-1) as number;
  expect(positionOn(way, 0)).toEqual(from);
  expect(positionOn(way, total)).toEqual(to);
  expect(positionOn(way, total + 1)).toEqual(to);
  let before = from;
  for (let s = 1; s <= total; s++) {
    const here = positionOn(way, s);
    expect(metersBetween(before, here)).toBeLessThan(17);
    before = here;
  }
  // A city block takes a car some seconds, not none and not minutes.
  const meters = way.positions.reduce(
    (sum, p, i) => sum + (i === 0 ? 0 : metersBetween(way.positions[i - 1] as LngLat, p)),
    0,
  );
  expect(meters / total).toBeGreaterThan(4);
});

test("without streets one goes straight across", () => {
  const way = wayBetween(new StreetGraph([]), at(0, 0), at(1, 0), "foot");
  expect(way.positions).toEqual([at(0, 0), at(1, 0)]);
  expect(way.seconds.at(-1)).toBeCloseTo(metersBetween(at(0, 0), at(1, 0)) / 1.4, 6);
});
