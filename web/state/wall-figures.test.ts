import { expect, test } from "vitest";
import { figuresOf, isSilent, type Sample, seenQuarterAgo, sinceThen, withSample } from "./wall-figures.ts";
import type { WallCall, WallUnit } from "./wall-input.ts";

const at = Date.parse("2026-11-25T12:00:00Z");
const ago = (minutes: number) => new Date(at - minutes * 60_000).toISOString();
const call = (id: number, status: string, minutes: number) => ({ id, status, reportedAt: ago(minutes) }) as WallCall;
const unit = (id: number, status: string, minutes: number | null) =>
  ({ id, status, lastFixAt: minutes === null ? null : ago(minutes) }) as WallUnit;

test("figures are counted from what the map shows", () => {
  const units = [unit(1, "available", 1), unit(2, "assigned", 11), unit(3, "available", null), unit(4, "off_duty", 1)];
  expect(figuresOf([call(1, "reported", 5), call(2, "on_scene", 50)], units, 0.9, at)).toEqual({
    open: 2,
    unassigned: 1,
    unitsOut: 1,
    unitsOnDuty: 3,
    coverageShare: 0.9,
    oldestReportedAt: at - 50 * 60_000,
  });
  expect(figuresOf([], [], null, at).oldestReportedAt).toBeNull();
});

test("what a wall may not show is counted all the same", () => {
  const undrawn = { openCount: 2, unassignedCount: 1, oldestOpenReportedAt: ago(90) };
  expect(figuresOf([call(1, "reported", 5)], [], null, at, undrawn)).toMatchObject({
    open: 3,
    unassigned: 2,
    oldestReportedAt: at - 90 * 60_000,
  });
});

test("a unit is silent after ten minutes, and when it was never heard", () => {
  expect(isSilent({ lastFixAt: ago(10) }, at)).toBe(false);
  expect(isSilent({ lastFixAt: ago(10.1) }, at)).toBe(true);
  expect(isSilent({ lastFixAt: null }, at)).toBe(true);
});

test("the difference to a quarter ago is exact for incidents, and unknown for units that nobody watched", () => {
  const now = figuresOf([call(1, "reported", 5)], [unit(1, "available", 1)], 0.874, at);
  const quarterAgo = {
    openCount: 3,
    unassignedCount: 0,
    oldestOpenReportedAt: null,
    reportedSince: 4,
    closedSince: 6,
  };
  expect(sinceThen(now, quarterAgo, null)).toEqual({
    open: -2,
    unassigned: 1,
    unitsOut: null,
    coveragePoints: null,
    reported: 4,
    closed: 6,
  });
  expect(sinceThen(now, quarterAgo, { unitsOut: 4, coverageShare: 0.9 })).toMatchObject({
    unitsOut: -3,
    coveragePoints: -3,
  });
});

test("samples are a minute apart, kept for half an hour, and found again only near the quarter", () => {
  let samples: readonly Sample[] = [];
  for (let s = 0; s < 3 * 3_600; s += 10)
    samples = withSample(samples, { at: at + s * 1_000, unitsOut: s, coverageShare: null });
  expect(samples.length).toBe(30);
  const end = at + 3 * 3_600_000;
  expect(Math.abs((seenQuarterAgo(samples, end)?.at ?? 0) - (end - 900_000))).toBeLessThanOrEqual(60_000);
  expect(seenQuarterAgo(samples, end + 3_600_000)).toBeNull();
  expect(seenQuarterAgo([], end)).toBeNull();
});
