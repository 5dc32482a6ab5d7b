import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signedArea } from "./borders.ts";
import { type CityPlan, coordinatesOf, planCity } from "./city-plan.ts";
import type { Position } from "./lattice.ts";

function areaOf(plan: CityPlan, blocks: readonly number[]): number {
  return coordinatesOf(plan, blocks)
    .flat()
    .reduce((sum, ring) => sum + signedArea(ring), 0);
}

/** Directed edges of a set of borders, as text, with how often each occurs. */
function edgesOf(plan: CityPlan, sets: readonly (readonly number[])[]): Map<string, number> {
  const edges = new Map<string, number>();
  for (const ring of sets.flatMap((blocks) => coordinatesOf(plan, blocks).flat())) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const edge = `${ring[i]}>${ring[i + 1]}`;
      edges.set(edge, (edges.get(edge) ?? 0) + 1);
    }
  }
  return edges;
}

describe("whatever its number, a city", () => {
  const anySeed = fc.integer({ min: 0, max: 100_000 });

  test("is divided exactly: communities, rural land and water add up to the outline, border for border", () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const plan = planCity("town", seed);
        const open = plan.areas.filter(({ level }) => level === "rural" || level === "water");
        const parts = [...plan.communities, ...open].map(({ blocks }) => blocks);
        const whole = plan.areas.find((area) => area.level === "city");
        const sum = parts.reduce((total, blocks) => total + areaOf(plan, blocks), 0);
        expect(Math.abs(sum / areaOf(plan, whole?.blocks ?? []) - 1)).toBeLessThan(1e-9);
        // Each edge is used once by the part on its left; edges without an opposite make up the outline.
        const edges = edgesOf(plan, parts);
        const outline = edgesOf(plan, [whole?.blocks ?? []]);
        for (const [edge, count] of edges) {
          expect(count).toBe(1);
          const opposite = edge.split(">").reverse().join(">");
          expect(edges.has(opposite) !== outline.has(edge)).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("has exactly the communities that its size asks for, none of them empty or split", () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const plan = planCity("town", seed);
        expect(plan.communities.map(({ blocks }) => blocks.length > 2)).toEqual([true, true, true]);
        for (const { blocks } of plan.communities) expect(coordinatesOf(plan, blocks).length).toBe(1);
      }),
      { numRuns: 25 },
    );
  });
});

describe("the city of Baoji's size", () => {
  const plan = planCity("city", 7);

  test("has 165 communities in 12 districts, each inside its town, each town inside its district", () => {
    expect(plan.communities).toHaveLength(165);
    expect(plan.areas.filter(({ level }) => level === "district")).toHaveLength(12);
    const blocksOf = new Map(plan.areas.map(({ id, blocks }) => [id, new Set(blocks)]));
    for (const { townId, blocks } of plan.communities)
      expect(blocks.every((block) => blocksOf.get(townId)?.has(block))).toBe(true);
    for (const { parentId, blocks } of plan.areas) {
      if (parentId !== null) expect(blocks.every((block) => blocksOf.get(parentId)?.has(block))).toBe(true);
    }
  });

  test("is the same on every run and another with another number", () => {
    const outline = (seed: number) =>
      JSON.stringify(coordinatesOf(planCity("city", seed), planCity("city", seed).communities[80]?.blocks ?? []));
    expect(outline(7)).toBe(outline(7));
    expect(outline(7)).not.toBe(outline(8));
  });

  test("names everything in three scripts, and nothing twice", () => {
    const names = [...plan.communities, ...plan.areas].map(({ names: n }) => n);
    expect(
      names.every(({ zhHans, zhHant, en }) => zhHans !== "" && zhHant !== "" && /^[A-Z][A-Za-z' ]+$/.test(en)),
    ).toBe(true);
    expect(new Set(plan.communities.map(({ names: n }) => n.zhHans)).size).toBe(165);
  });

  test("has a county around every side town and urban districts in the main one", () => {
    const districts = plan.areas.filter(({ level }) => level === "district").map(({ names }) => names.zhHans);
    expect(districts.filter((name) => name.endsWith("县"))).toHaveLength(9);
    expect(districts.filter((name) => name.endsWith("区"))).toHaveLength(3);
    expect(new Set(plan.land.townOf).size).toBe(11);
  });
});

describe("whatever its number, a city of Baoji's size", () => {
  test.each([1, 7, 42, 1_000, 99_999])("%i keeps every block a simple ring, however much it is bent", (seed) => {
    const { lattice, land } = planCity("city", seed);
    const corner = (block: number) => lattice.cornersOf(block).map((node) => lattice.positionOf(node)) as Position[];
    const turns = (a?: Position, b?: Position, c?: Position) =>
      signedArea([a as Position, b as Position, c as Position, a as Position]) > 0;
    for (let block = 0; block < lattice.blockCount; block++) {
      const [a, b, c, d] = corner(block);
      const isSimple = (turns(a, b, c) && turns(a, c, d)) || (turns(a, b, d) && turns(b, c, d));
      const isConvex = turns(a, b, c) && turns(b, c, d) && turns(c, d, a) && turns(d, a, b);
      // Places are put into built-up blocks by blending corners, which is sure to stay inside convex ones only.
      expect((land.urbanity[block] as number) > 0 ? isConvex : isSimple).toBe(true);
    }
  });
});
