import { expect, test } from "vitest";
import { timelineOf } from "./timeline.ts";

const span = { firstDay: "2025-11-25", today: "2026-11-24" };
const days = [
  { key: "2026-11-20", count: 3 },
  { key: "2026-11-22", count: 5 },
];

test("a short window has a bar for every day, the quiet ones too", () => {
  const bins = timelineOf(days, { fromDay: "2026-11-20", toDay: "2026-11-22" }, span);
  expect(bins.map(({ label, count }) => [label, count])).toEqual([
    ["2026-11-20", 3],
    ["2026-11-21", 0],
    ["2026-11-22", 5],
  ]);
});

test("a long window has a bar for every month, and says which are not whole", () => {
  const bins = timelineOf(days, { fromDay: null, toDay: null }, span);
  expect(bins.length).toBe(13);
  expect(bins.filter(({ isPartial }) => isPartial).map(({ label }) => label)).toEqual(["2025-11", "2026-11"]);
  expect(bins.at(-1)?.count).toBe(8);
});

test("a window before the first record has no bars", () => {
  expect(timelineOf([], { fromDay: null, toDay: "2024-01-01" }, span)).toEqual([]);
});
