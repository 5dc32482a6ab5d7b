import { expect, test } from "vitest";
import { callAges, timelinessOf } from "./call-ages.ts";
import type { WallCall } from "./wall-input.ts";

const at = Date.parse("2026-11-25T12:00:00Z");
const standards = [
  { priority: 1, dispatchSeconds: 60, arriveSeconds: 300, closeSeconds: 3_600 },
  { priority: 5, dispatchSeconds: 1_800, arriveSeconds: 7_200, closeSeconds: 86_400 },
];
const call = (priority: number, status: string, seconds: number) =>
  ({ priority, status, reportedAt: new Date(at - seconds * 1_000).toISOString() }) as WallCall;

test.each([
  [call(1, "reported", 30), "inTime"],
  [call(1, "reported", 45), "due"],
  [call(1, "reported", 60), "over"],
  [call(1, "dispatched", 60), "inTime"],
  [call(1, "dispatched", 300), "over"],
  [call(1, "on_scene", 300), "inTime"],
  [call(5, "reported", 1_799), "due"],
  [call(1, "closed", 9_999), null],
  [call(3, "reported", 9_999), null],
] as const)("%o is %s", (one, expected) => {
  expect(timelinessOf(one, standards, at)).toBe(expected);
});

test("the table has a row for each priority, the last for all below", () => {
  const rows = callAges([call(1, "reported", 90), call(1, "on_scene", 20), call(5, "reported", 60)], standards, at);
  expect(rows).toEqual([
    { priority: 1, inTime: 1, due: 0, over: 1, oldestSeconds: 90 },
    { priority: 2, inTime: 0, due: 0, over: 0, oldestSeconds: null },
    { priority: 3, inTime: 0, due: 0, over: 0, oldestSeconds: null },
    { priority: 4, inTime: 1, due: 0, over: 0, oldestSeconds: 60 },
  ]);
});
