import fc from "fast-check";
import { expect, test } from "vitest";
import { classOf, fifths } from "./classes.ts";

test("a value belongs to the last class that begins at or below it", () => {
  expect([0, 4.9, 5, 19, 400, 1e6].map((value) => classOf(value, [5, 20, 400]))).toEqual([-1, -1, 0, 0, 2, 2]);
});

test("a hundred different values fall into five classes of twenty, on round bounds", () => {
  expect(fifths(Array.from({ length: 100 }, (_, i) => i + 1))).toEqual([1, 21, 41, 61, 81]);
  expect(fifths([1_234, 5_678])).toEqual([1_200, 5_600]);
  expect(fifths([999_999.9999, 0.0009999999999])).toEqual([0.00099, 990_000]);
  expect(fifths([0, 0])).toEqual([]);
});

test("every positive value has a class, and greater values none that is lower", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      const bounds = fifths(values);
      expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
      for (const value of values) expect(classOf(value, bounds)).toBeGreaterThanOrEqual(0);
    }),
  );
});
