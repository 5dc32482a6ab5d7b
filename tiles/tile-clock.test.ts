import fc from "fast-check";
import { expect, test } from "vitest";
import { TileClock } from "./tile-clock.ts";
import { type TileCoord, tileAt, worldSize } from "./world.ts";

const position = fc.record({ x: fc.nat({ max: worldSize - 1 }), y: fc.nat({ max: worldSize - 1 }) });

test("a change raises the version of the tiles that hold it, at every zoom down to the deepest", () => {
  fc.assert(
    fc.property(fc.array(position, { minLength: 1, maxLength: 20 }), (changes) => {
      const clock = new TileClock();
      clock.raise(1);
      for (const [i, { x, y }] of changes.entries()) clock.bump(x, y, i + 2);
      for (const [i, { x, y }] of changes.entries()) {
        for (let z = 0; z <= 20; z++) expect(clock.version(tileAt(x, y, z))).toBeGreaterThanOrEqual(i + 2);
      }
      expect(clock.version({ z: 0, x: 0, y: 0 })).toBe(changes.length + 1);
    }),
  );
});

test("and of no tile less than 256 tiles away that does not hold it", () => {
  const near = fc.integer({ min: -255, max: 255 });
  fc.assert(
    fc.property(position, fc.nat({ max: 16 }), near, near, ({ x, y }, z, dx, dy) => {
      const clock = new TileClock();
      clock.raise(1);
      clock.bump(x, y, 2);
      const own = tileAt(x, y, z);
      const other: TileCoord = { z, x: own.x + dx, y: own.y + dy };
      const isInside = other.x >= 0 && other.y >= 0 && other.x < 2 ** z && other.y < 2 ** z;
      fc.pre(isInside);
      expect(clock.version(other)).toBe(dx === 0 && dy === 0 ? 2 : 1);
    }),
    { numRuns: 1000 },
  );
});

test("a new snapshot raises every tile", () => {
  const clock = new TileClock();
  clock.bump(5, 5, 3);
  clock.raise(4);
  expect([clock.version({ z: 9, x: 300, y: 20 }), clock.version({ z: 0, x: 0, y: 0 })]).toEqual([4, 4]);
});

test("memory is fixed however many tiles change", () => {
  const clock = new TileClock();
  for (let i = 0; i < 5000; i++) clock.bump((i * 2_654_435_761) % worldSize, (i * 40_503) % worldSize, i);
  expect(clock.bytes).toBeLessThan(2_500_000);
});
