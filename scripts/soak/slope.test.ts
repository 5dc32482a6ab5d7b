import fc from "fast-check";
import { expect, test } from "vitest";
import { slopeOf } from "./slope.ts";

test("a straight line is found again, whatever it is, with no error", () => {
  const number = fc.double({ min: -1_000, max: 1_000, noNaN: true });
  fc.assert(
    fc.property(number, number, fc.integer({ min: 3, max: 200 }), (perHour, at0, count) => {
      const points = Array.from({ length: count }, (_, i) => [i / 60, at0 + (perHour * i) / 60] as const);
      const slope = slopeOf(points);
      expect(slope.perHour).toBeCloseTo(perHour, 5);
      expect(slope.at0).toBeCloseTo(at0, 5);
      expect(slope.error).toBeLessThan(1e-5);
    }),
  );
});

test("the error is that of the textbook", () => {
  const points = [
    [1, 2],
    [2, 3],
    [3, 5],
    [4, 4],
  ] as const;
  const { perHour, at0, error } = slopeOf(points);
  expect([perHour, at0]).toEqual([0.8, 1.5]);
  expect(error).toBeCloseTo(Math.sqrt(1.8 / 2 / 5), 12);
});
