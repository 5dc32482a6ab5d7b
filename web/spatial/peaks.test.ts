import { expect, test } from "vitest";
import { peaksOf } from "./peaks.ts";

const grid = {
  bbox: [107, 34, 107.05, 34.03],
  columns: 5,
  rows: 3,
  values: [0, 1, 0, 0, 2, 1, 9, 1, 0, 3, 0, 1, 0, 0, 7],
};

test("peaks are where no neighbour is higher, highest first, in the middle of their cell", () => {
  const peaks = peaksOf(grid, 100, 9);
  expect(peaks.map(({ value }) => value)).toEqual([9, 7]);
  expect(peaks[0]?.position[0]).toBeCloseTo(107.015, 9);
  expect(peaks[0]?.position[1]).toBeCloseTo(34.015, 9);
});

test("of two peaks too near to each other the higher stays", () => {
  expect(peaksOf(grid, 5_000, 9).map(({ value }) => value)).toEqual([9]);
  expect(peaksOf(grid, 100, 1).map(({ value }) => value)).toEqual([9]);
});

test("a flat nothing has no peak", () => {
  expect(peaksOf({ ...grid, values: Array(15).fill(0) }, 100, 9)).toEqual([]);
});
