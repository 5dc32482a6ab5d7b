import { expect, test } from "vitest";
import { frameViewOf } from "./city-view.ts";

const size = { width: 390, height: 210 };
const margins = { communities: { top: 24, right: 30, bottom: 40, left: 30 }, outline: 6 };
const bbox = [107.03, 34.28, 107.4, 34.45];
const outline = [106.98, 34.25, 107.43, 34.49];

test("the outline is in view and not only the communities, and without one the communities are", () => {
  const [west = 0, south = 0, east = 0, north = 0] = frameViewOf({ bbox, outline }, margins, size) ?? [];
  expect(west < 106.98 && south < 34.25 && east > 107.43 && north > 34.49).toBe(true);
  const [left = 0, below = 0, right = 0, above = 0] = frameViewOf({ bbox, outline: null }, margins, size) ?? [];
  expect(left < 107.03 && below < 34.28 && right > 107.4 && above > 34.45).toBe(true);
  expect(right - left).toBeLessThan(east - west);
});

test("a city of no communities has nothing to show", () => {
  expect(frameViewOf({ bbox: null, outline }, margins, size)).toBeNull();
});
