import { expect, test } from "vitest";
import { callAt, callsAt, replayMoment } from "./replay.ts";
import type { WallCall } from "./wall-input.ts";

const at = (time: string) => Date.parse(`2026-11-25T${time}:00Z`);
const call = {
  id: 1,
  status: "closed",
  reportedAt: "2026-11-25T12:05:00Z",
  dispatchedAt: "2026-11-25T12:08:00Z",
  arrivedAt: "2026-11-25T12:15:00Z",
  closedAt: "2026-11-25T12:40:00Z",
} as WallCall;

test.each([
  ["12:04", undefined],
  ["12:05", "reported"],
  ["12:08", "dispatched"],
  ["12:39", "on_scene"],
  ["12:40", undefined],
])("at %s the call was %s", (time, status) => {
  expect(callAt(call, at(time))?.status).toBe(status);
});

test("a call that is still open is open at every moment since its report", () => {
  const open = { ...call, status: "dispatched", arrivedAt: null, closedAt: null } as WallCall;
  expect(callsAt([call, open], at("13:00")).map(({ status }) => status)).toEqual(["dispatched"]);
});

test("an hour passes in half a minute, in steps of a minute, and ends", () => {
  const replay = { calls: [], from: at("12:00"), to: at("13:00"), startedAt: 1_000 };
  expect(replayMoment(replay, 1_000)).toBe(at("12:00"));
  expect(replayMoment(replay, 1_499)).toBe(at("12:00"));
  expect(replayMoment(replay, 1_500)).toBe(at("12:01"));
  expect(replayMoment(replay, 30_999)).toBe(at("12:59"));
  expect(replayMoment(replay, 31_000)).toBeNull();
});
