import { describe, expect, test } from "vitest";
import { newAlarmWatch, unacknowledgedAlarms } from "./alarms.ts";
import { lookOf, newestCalls } from "./newest-calls.ts";
import type { WallCall } from "./wall-input.ts";

const call = (id: number, priority = 1, status = "reported") =>
  ({ id, priority, status, reportedAt: new Date(id * 60_000).toISOString() }) as WallCall;
const none = new Set<number>();

describe("three looks", () => {
  test.each([
    ["reported", none, "unacknowledged"],
    ["reported", new Set([1]), "acknowledged"],
    ["dispatched", none, "acknowledged"],
    ["on_scene", none, "acknowledged"],
    ["closed", new Set([1]), "closed"],
  ] as const)("%s, acknowledged %o: %s", (status, acknowledged, look) => {
    expect(lookOf(call(1, 1, status), acknowledged)).toBe(look);
  });
});

test("an alarm is urgent, open and in nobody's hand; the newest comes first", () => {
  const calls = [call(1), call(2, 2), call(3), call(4, 1, "dispatched"), call(5)];
  expect(unacknowledgedAlarms(calls, new Set([5]), 1).map(({ id }) => id)).toEqual([3, 1]);
  expect(unacknowledgedAlarms(calls, none, 0)).toEqual([]);
});

test("one chime at first sight, one each minute until somebody has it, one for several at once", () => {
  const watch = newAlarmWatch();
  const chimes = (alarms: readonly WallCall[], now: number) => watch(alarms, now).isChimeDue;
  expect(chimes([], 0)).toBe(false);
  expect(chimes([call(1)], 1_000)).toBe(true);
  expect(chimes([call(1)], 2_000)).toBe(false);
  expect(chimes([call(1)], 60_999)).toBe(false);
  expect(chimes([call(1)], 61_000)).toBe(true);
  expect(chimes([call(2), call(3), call(1)], 70_000)).toBe(true);
  expect(chimes([call(2), call(3), call(1)], 71_000)).toBe(false);
  expect(chimes([], 200_000)).toBe(false);
  // The same call again, after it was taken in hand and given back, is news.
  expect(chimes([call(1)], 201_000)).toBe(true);
});

test("the inset opens two seconds after the alarm was first seen, and follows the newest that has been cued", () => {
  const watch = newAlarmWatch();
  expect(watch([call(1)], 0).inset).toBeNull();
  expect(watch([call(1)], 1_999).inset).toBeNull();
  expect(watch([call(1)], 2_000).inset?.id).toBe(1);
  expect(watch([call(2), call(1)], 3_000).inset?.id).toBe(1);
  expect(watch([call(2), call(1)], 5_000).inset?.id).toBe(2);
  expect(watch([], 6_000).inset).toBeNull();
});

test("the list knows a call that has been closed since the slower answer, and one that came after it", () => {
  const newest = [call(3), call(2), call(1, 1, "closed")];
  expect(newestCalls([call(4), call(2)], newest, true).map(({ id, status }) => [id, status])).toEqual([
    [4, "reported"],
    [3, "closed"],
    [2, "reported"],
    [1, "closed"],
  ]);
  // An older picture of the open calls says nothing about what is new on the list.
  expect(newestCalls([call(2)], newest, false)[0]).toMatchObject({ id: 3, status: "reported" });
  expect(
    newestCalls(
      [1, 2, 3, 4, 5, 6].map((id) => call(id)),
      [],
      true,
    ),
  ).toHaveLength(5);
});
