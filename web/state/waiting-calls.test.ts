import { expect, test } from "vitest";
import { waitingCalls } from "./waiting-calls.ts";
import type { WallCall } from "./wall-input.ts";

const call = (id: number, priority: number, status = "reported") =>
  ({ id, priority, status, reportedAt: new Date(id * 60_000).toISOString() }) as WallCall;

test("what nobody has in hand is listed, the most urgent and newest first", () => {
  const calls = [call(1, 3), call(2, 1), call(3, 1), call(4, 1, "dispatched"), call(5, 2), call(6, 1)];
  expect(waitingCalls(calls, new Set([6])).map(({ id }) => id)).toEqual([3, 2, 5, 1]);
  expect(
    waitingCalls(
      Array.from({ length: 50 }, (_, i) => call(i, 1)),
      new Set(),
    ),
  ).toHaveLength(20);
});
