import { expect, test } from "vitest";
import { cellsBelow } from "./cells-below.ts";

test.each([
  [0, 0],
  [20_000, 0],
  [20_001, 13],
  [60_000, 13],
  [500_000, 15],
  [5_000_000, 16],
])("%i incidents are cells below zoom %i", (total, zoom) => {
  expect(cellsBelow(total, 20_000)).toBe(zoom);
});

test("more incidents never make cells of fewer zooms", () => {
  let last = 0;
  for (let total = 1; total < 1e8; total = Math.ceil(total * 1.3)) {
    expect(cellsBelow(total, 20_000)).toBeGreaterThanOrEqual(last);
    last = cellsBelow(total, 20_000);
  }
});
