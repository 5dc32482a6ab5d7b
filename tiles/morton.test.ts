import fc from "fast-check";
import { expect, test } from "vitest";
import { compareMorton, mortonHigh, mortonLow, tileSlice } from "./morton.ts";
import { tileAt, worldSize } from "./world.ts";

const world = fc.integer({ min: 0, max: worldSize - 1 });

/** The code bit by bit, the slow way. */
function code(x: number, y: number): bigint {
  let bits = 0n;
  for (let bit = 0n; bit < 32n; bit++) {
    bits |= ((BigInt(x) >> bit) & 1n) << (2n * bit);
    bits |= ((BigInt(y) >> bit) & 1n) << (2n * bit + 1n);
  }
  return bits;
}

test("the two halves are the interleaved bits of x and y", () => {
  fc.assert(
    fc.property(world, world, (x, y) => {
      expect((BigInt(mortonHigh(x, y)) << 32n) | BigInt(mortonLow(x, y))).toBe(code(x, y));
    }),
  );
});

test("comparing positions compares their codes", () => {
  fc.assert(
    fc.property(world, world, world, world, (ax, ay, bx, by) => {
      const [a, b] = [code(ax, ay), code(bx, by)];
      expect(Math.sign(compareMorton(ax, ay, bx, by))).toBe(a < b ? -1 : a > b ? 1 : 0);
    }),
  );
});

test("the slice of a tile holds exactly the positions inside it", () => {
  const near = fc.integer({ min: 0, max: 40 });
  const position = fc.oneof(fc.tuple(world, world), fc.tuple(near, near));
  fc.assert(
    fc.property(fc.array(position, { maxLength: 40 }), position, fc.integer({ min: 0, max: 20 }), (list, at, z) => {
      const sorted = [...list, at].sort(([ax, ay], [bx, by]) => compareMorton(ax, ay, bx, by));
      const xs = Uint32Array.from(sorted, ([x]) => x);
      const ys = Uint32Array.from(sorted, ([, y]) => y);
      const coord = tileAt(...at, z);
      const [start, end] = tileSlice(xs, ys, coord);
      const inside = sorted.map(([x, y]) => JSON.stringify(tileAt(x, y, z)) === JSON.stringify(coord));
      expect(inside.map((_, row) => row >= start && row < end)).toEqual(inside);
    }),
  );
});
