import { expect, test } from "vitest";
import { areSidesSwapped, isResting, localMinutes, restingPlace, shiftOf } from "./panel-care.ts";

test("local minutes are those of the city, whatever this machine's zone", () => {
  expect(localMinutes(Date.parse("2026-11-25T16:05:00Z"), "Asia/Shanghai")).toBe(5);
  expect(localMinutes(Date.parse("2026-11-25T04:30:00Z"), "Asia/Shanghai")).toBe(750);
});

test.each([
  [269, 270, false],
  [270, 270, true],
  [279, 270, true],
  [280, 270, false],
  [3, 1_435, true],
  [270, null, false],
])("at minute %s with care at %s the panel rests: %s", (minutes, careAt, expected) => {
  expect(isResting(minutes, careAt)).toBe(expected);
});

test("sides change with the shift; the night shift goes on after midnight", () => {
  const shifts = [480, 1_200];
  expect([0, 479, 480, 1_199, 1_200, 1_439].map((minutes) => shiftOf(minutes, shifts))).toEqual([1, 1, 0, 0, 1, 1]);
  expect(areSidesSwapped(500, shifts)).toBe(false);
  expect(areSidesSwapped(60, shifts)).toBe(true);
  expect(areSidesSwapped(60, [480])).toBe(false);
});

test("the resting clock moves each half minute and comes nowhere twice in ten minutes", () => {
  const places = Array.from({ length: 20 }, (_, i) => restingPlace(i * 30_000).join());
  expect(new Set(places).size).toBe(20);
  expect(restingPlace(29_999)).toEqual(restingPlace(0));
});
