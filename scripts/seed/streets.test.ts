import { describe, expect, test } from "vitest";
import { planCity } from "./city-plan.ts";
import { graphOf, strongComponents } from "./strong-components.ts";

const plan = planCity("city", 7);
const streets = [...plan.streets.segments()];

test("streets are of every rank and meet at their ends only", () => {
  expect(new Set(streets.map(({ class: rank }) => rank))).toEqual(
    new Set(["trunk", "primary", "secondary", "residential", "service"]),
  );
  // Segments are edges of the lattice, which cross nowhere; none is there twice, in whichever direction.
  const seen = new Set(streets.map(({ line }) => line.map(String).sort().join("|")));
  expect(seen.size).toBe(streets.length);
});

describe.each([
  ["town", 3],
  ["city", 7],
  ["city", 8],
] as const)("the streets of %s %i", (size, seed) => {
  const { streets: network } = planCity(size, seed);
  const numbers = new Map<string, number>();
  const node = (position: readonly number[]) => {
    const key = String(position);
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key) as number;
  };
  const arcs = [...network.segments()].flatMap(({ line: [a, b], oneway }) =>
    oneway
      ? [[node(a), node(b)]]
      : [
          [node(a), node(b)],
          [node(b), node(a)],
        ],
  ) as [number, number][];

  test("lead from everywhere to everywhere by the rules of the road", () => {
    const graph = graphOf(
      numbers.size,
      arcs.map(([from]) => from),
      arcs.map(([, to]) => to),
    );
    expect(new Set(strongComponents(graph)).size).toBe(1);
  });
});

test("one-way lanes run this way and that, as many one way as the other", () => {
  const lanes = streets.filter(({ oneway }) => oneway);
  const eastOrNorth = lanes.filter(({ line: [[aLng, aLat], [bLng, bLat]] }) => bLng - aLng + (bLat - aLat) > 0).length;
  expect(lanes.length).toBeGreaterThan(200);
  expect(eastOrNorth / lanes.length).toBeGreaterThan(0.35);
  expect(eastOrNorth / lanes.length).toBeLessThan(0.65);
});

test("every built-up block has two streets or more to build along", () => {
  for (const block of plan.land.builtUp) expect(plan.doors.sidesOf(block).length).toBeGreaterThanOrEqual(2);
});

test("bridges are of rank, and the river has several", () => {
  const { lattice, land, streets: network } = plan;
  const overWater: number[] = [];
  for (const block of land.water.keys()) {
    // Side 3 is the west edge: it crosses the main river when there is river on both sides of it.
    if (land.water[block] === 1 && land.water[block - 1] === 1) overWater.push(network.rankAlong(block, 3));
  }
  const bridges = overWater.filter((rank) => rank > 0);
  expect(bridges.length).toBeGreaterThan(5);
  expect(bridges.every((rank) => rank <= 2)).toBe(true);
  expect(lattice.valley.tributaries.length).toBe(5);
});
