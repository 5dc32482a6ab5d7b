import { expect, test } from "vitest";
import type { FeedHealth, WallAggregates, WallCall, WallInput } from "./wall-input.ts";
import { sceneOf } from "./wall-scene.ts";

const asOf = Date.parse("2026-11-25T12:00:00Z");
const health: FeedHealth = { asOf, takenAt: 1_000, isReachable: true };
const call = (id: number, priority: number, status: string, minutes: number) =>
  ({ id, priority, status, reportedAt: new Date(asOf - minutes * 60_000).toISOString() }) as WallCall;
const aggregates = {
  coverageShare: 0.8,
  quarterAgo: { openCount: 1, unassignedCount: 1, oldestOpenReportedAt: null, reportedSince: 2, closedSince: 0 },
  standards: [{ priority: 1, dispatchSeconds: 60, arriveSeconds: 300, closeSeconds: 3_600 }],
  newest: [] as unknown,
} as WallAggregates;
const options = { acknowledged: new Set<number>(), alarmPriority: 1, samples: [], now: 2_000 };

test("before the first answer nothing is claimed", () => {
  const nothing: WallInput = {
    incidents: null,
    units: null,
    aggregates: null,
    freshness: {
      live: { asOf: null, takenAt: null, isReachable: true },
      aggregates: { asOf: null, takenAt: null, isReachable: true },
    },
  };
  expect(sceneOf(nothing, options)).toEqual({
    at: null,
    ageSeconds: null,
    freshness: "late",
    figures: null,
    since: null,
    newest: null,
    alarms: [],
  });
});

test("calls are listed with their look, and an alarm stands out until somebody has it", () => {
  const incidents = [call(1, 1, "reported", 3), call(2, 3, "reported", 1), call(3, 1, "dispatched", 2)];
  const input: WallInput = { incidents, units: [], aggregates, freshness: { live: health, aggregates: health } };
  const scene = sceneOf(input, options);
  expect(scene.at).toBe(asOf + 1_000);
  expect(scene.newest?.map(({ call: { id }, look, isAlarm, isOver }) => [id, look, isAlarm, isOver])).toEqual([
    [2, "unacknowledged", false, false],
    [3, "acknowledged", false, false],
    [1, "unacknowledged", true, true],
  ]);
  expect(scene.alarms.map(({ id }) => id)).toEqual([1]);
  expect(scene.since).toMatchObject({ open: 2, unassigned: 1, unitsOut: null });
  expect(sceneOf(input, { ...options, acknowledged: new Set([1]) }).alarms).toEqual([]);
});

test("a picture that grows old says so, and keeps what it showed", () => {
  const input: WallInput = {
    incidents: [call(1, 1, "reported", 3)],
    units: [],
    aggregates,
    freshness: { live: { ...health, isReachable: false }, aggregates: health },
  };
  const scene = sceneOf(input, { ...options, now: 40_000 });
  expect(scene).toMatchObject({ freshness: "offline", ageSeconds: 39, figures: { open: 1 } });
});
