import { expect, test } from "vitest";
import { middleOf, themeOf } from "./light.ts";

const beijing = [116.391, 39.905] as const;

test.each([
  ["2026-06-21T12:00:00+08:00", "day"],
  ["2026-06-21T04:50:00+08:00", "day"],
  ["2026-06-21T04:40:00+08:00", "dusk"],
  ["2026-06-21T20:10:00+08:00", "dusk"],
  ["2026-06-21T23:30:00+08:00", "night"],
  ["2026-01-01T06:00:00+08:00", "night"],
])("in Beijing at %s: %s", (instant, theme) => {
  expect(themeOf("auto", Date.parse(instant), beijing)).toBe(theme);
});

test("a palette by hand is kept whatever the sun does, and without a place it is dusk", () => {
  expect(themeOf("night", Date.parse("2026-06-21T12:00:00+08:00"), beijing)).toBe("night");
  expect(themeOf("auto", 0, null)).toBe("dusk");
});

test("the middle of a box", () => {
  expect(middleOf([107, 34, 108, 35])).toEqual([107.5, 34.5]);
  expect(middleOf(null)).toBeNull();
});
