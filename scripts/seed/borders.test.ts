import fc from "fast-check";
import { expect, test } from "vitest";
import { bordersOf, signedArea } from "./borders.ts";
import { Lattice, type Position } from "./lattice.ts";
import { citySizes } from "./sizes.ts";

const lattice = new Lattice(7, citySizes.town);
const block = (column: number, row: number) => lattice.block(column, row);
const areaOf = (blocks: readonly number[]) =>
  bordersOf(lattice, blocks)
    .flat()
    .reduce((sum, ring) => sum + signedArea(ring), 0);

test("an arm of blocks that touches itself by a corner has a hole there, not a ring that crosses itself", () => {
  // A square ring of eight blocks without its corner: the ends meet in a point only.
  const arm = [
    [3, 3],
    [4, 3],
    [5, 3],
    [5, 4],
    [5, 5],
    [4, 5],
    [3, 4],
  ].map(([column, row]) => block(column as number, row as number));
  const [polygon, ...others] = bordersOf(lattice, arm);
  expect(others).toEqual([]);
  expect(polygon).toHaveLength(2);
  const [outer, hole] = polygon as [Position[], Position[]];
  expect(signedArea(outer)).toBeGreaterThan(0);
  expect(signedArea(hole)).toBeLessThan(0);
  expect(hole).toHaveLength(5);
});

test("two blocks that touch by a corner only are two polygons", () => {
  expect(bordersOf(lattice, [block(3, 3), block(4, 4)]).map((polygon) => polygon.length)).toEqual([1, 1]);
});

test("whatever the blocks, no ring passes a node twice, and the areas add up", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(lattice.blockCount - 1), { maxLength: 160 }), (blocks) => {
      for (const ring of bordersOf(lattice, blocks).flat()) {
        const nodes = ring.slice(1).map(String);
        expect(new Set(nodes).size).toBe(nodes.length);
        expect(String(ring[0])).toBe(nodes.at(-1));
      }
      const sum = blocks.reduce((total, one) => total + areaOf([one]), 0);
      expect(Math.abs(areaOf(blocks) - sum)).toBeLessThan(1e-12);
    }),
    { numRuns: 200 },
  );
});
