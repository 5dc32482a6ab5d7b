import fc from "fast-check";
import { expect, test } from "vitest";
import { labelPoint } from "./label-point.ts";

const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

test("the label of a square stands in its middle", () => {
  const [lng, lat] = labelPoint({ type: "Polygon", coordinates: [square(10, 0, 2)] });
  expect(lng).toBeCloseTo(11, 1);
  expect(lat).toBeCloseTo(1, 1);
});

test("a label stands in the largest part", () => {
  const parts = [[square(0, 0, 1)], [square(20, 20, 5), square(21, 21, 1)], [square(40, 40, 2)]];
  const [lng, lat] = labelPoint({ type: "MultiPolygon", coordinates: parts });
  expect([lng > 20 && lng < 25, lat > 20 && lat < 25]).toEqual([true, true]);
});

test("a label keeps out of a hole and of the notch of a horseshoe", () => {
  const [lng, lat] = labelPoint({ type: "Polygon", coordinates: [square(0, 0, 10), square(2, 2, 7)] });
  expect(lng > 2 && lng < 9 && lat > 2 && lat < 9).toBe(false);
  const horseshoe = [
    [0, 0],
    [10, 0],
    [10, 10],
    [7, 10],
    [7, 3],
    [3, 3],
    [3, 10],
    [0, 10],
    [0, 0],
  ];
  const at = labelPoint({ type: "Polygon", coordinates: [horseshoe] });
  expect(at[0] > 3 && at[0] < 7 && at[1] > 3).toBe(false);
});

test("an area however small has its label inside", () => {
  const at = fc.record({
    west: fc.double({ min: -179, max: 178, noNaN: true }),
    south: fc.double({ min: -80, max: 80, noNaN: true }),
    size: fc.double({ min: 1e-5, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(at, ({ west, south, size }) => {
      const [lng, lat] = labelPoint({ type: "Polygon", coordinates: [square(west, south, size)] });
      expect(lng > west && lng < west + size && lat > south && lat < south + size).toBe(true);
    }),
  );
});
