import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Schemas } from "../api/client.ts";
import type { LiveListener } from "../api/live/page-link.ts";
import type { LiveIncident, LiveUnit } from "../api/live/wire.ts";
import { type Live, newLive } from "./live.ts";
import { newLiveWall } from "./live-wall.ts";

const noon = Date.UTC(2026, 10, 25, 12);
const at = (ms: number) => new Date(ms).toISOString();
const page = { visibilityState: "visible" as const, addEventListener: () => {} };
const call = (id: number, rest: Partial<LiveIncident> = {}) =>
  ({ id, v: 1, priority: 3, status: "reported", reportedAt: at(noon - id * 60_000), ...rest }) as LiveIncident;
const unit = (id: number, rest: Partial<LiveUnit> = {}) =>
  ({ id, v: 1, status: "available", lastFixAt: at(noon - 60_000), position: [107, 34], ...rest }) as LiveUnit;

let heard: LiveListener;
let live: Live;
let answers: (() => Promise<Partial<Schemas["Wall"]>>)[];
let reads: number;
let wall: ReturnType<typeof newLiveWall>;

beforeEach(async () => {
  vi.useFakeTimers({ now: noon });
  live = newLive((listener) => {
    heard = listener;
    return () => {};
  });
  reads = 0;
  answers = [];
  const standard = { asOf: at(noon), open: [], units: [], newest: [call(9), call(8, { status: "closed" })] };
  const read = async () => {
    reads++;
    return (await (answers.shift() ?? (async () => standard))()) as Schemas["Wall"];
  };
  wall = newLiveWall(live, read, page);
  await vi.advanceTimersByTimeAsync(0);
});
afterEach(() => {
  live.stop();
  vi.useRealTimers();
});

const status = (rest = {}) =>
  heard.status({ link: "open", ageMs: 0, serverNow: Date.now(), trouble: null, ...rest }, performance.now());
const diff = (incidents: LiveIncident[], units: LiveUnit[] = [], drop: number[] = []) =>
  heard.diff({
    isWhole: false,
    incidents: { put: incidents, drop },
    units: { put: units, drop: [] },
    touched: { incident: [1] },
    hasGap: false,
  });
const shown = () => wall.store.getState().data as Schemas["Wall"];

test("rows and what is counted over them are those of the feed, at once", async () => {
  diff(
    [call(1), call(2, { priority: 1, status: "dispatched" })],
    [unit(1), unit(2, { lastFixAt: at(noon - 900_000) }), unit(3, { status: "off_duty" }), unit(4, { position: null })],
  );
  status();
  expect(shown()).toMatchObject({
    openCount: 2,
    unassignedCount: 1,
    oldestOpenReportedAt: at(noon - 120_000),
    unitsOnDuty: 3,
    unitsOut: 2,
    unitsTotal: 4,
  });
  expect(shown().open.map(({ id }) => id)).toEqual([2, 1]);
  // One that never sent a fix has no place, and is on duty all the same.
  expect(shown().units.map(({ id }) => id)).toEqual([1, 2, 4]);
  diff([], [], [2]);
  expect(shown().openCount).toBe(1);
});

test("the newest calls are the open ones and those that the server lists, closed when they are open no more", async () => {
  await vi.advanceTimersByTimeAsync(1_000);
  diff([call(1)]);
  status();
  expect(shown().newest.map(({ id, status: is }) => [id, is])).toEqual([
    [1, "reported"],
    [8, "closed"],
    [9, "closed"],
  ]);
});

test("the picture is as old as its oldest part: figures that could not be read again make it old", async () => {
  diff([call(1)]);
  status();
  await vi.advanceTimersByTimeAsync(10_000);
  status();
  expect(performance.now() - (wall.store.getState().takenAt as number)).toBeLessThan(100);
  answers = Array.from({ length: 9 }, () => () => Promise.reject(new Error("away")));
  diff([call(2)]);
  for (let i = 0; i < 2; i++) {
    await vi.advanceTimersByTimeAsync(10_000);
    status();
  }
  expect(wall.store.getState().isReachable).toBe(false);
  expect(performance.now() - (wall.store.getState().takenAt as number)).toBeGreaterThan(19_000);
  expect(shown().openCount).toBe(2);
});

test("without a feed the answer is shown as it comes, every ten seconds", async () => {
  heard.status({ link: "down", ageMs: null, serverNow: null, trouble: "absent" }, performance.now());
  await vi.advanceTimersByTimeAsync(30_000);
  expect(reads).toBeGreaterThanOrEqual(3);
  expect(shown().newest.map(({ id }) => id)).toEqual([9, 8]);
});

test("when the feed falls away the younger picture is shown", async () => {
  diff([call(1)]);
  status();
  const later = { asOf: at(noon + 40_000), open: [call(5) as never], units: [], newest: [], openCount: 7 };
  answers = Array.from({ length: 9 }, () => async () => later);
  status({ link: "down", ageMs: 25_000 });
  await vi.advanceTimersByTimeAsync(40_000);
  expect(shown().openCount).toBe(7);
});

test("a quiet feed changes nothing: lists stay the same objects from heartbeat to heartbeat", async () => {
  diff([call(1)], [unit(1)]);
  status();
  const before = shown();
  let changes = 0;
  wall.store.subscribe((state, old) => {
    if (state.data?.open !== old.data?.open || state.data?.units !== old.data?.units) changes++;
  });
  for (let i = 0; i < 3; i++) {
    await vi.advanceTimersByTimeAsync(10_000);
    status();
  }
  expect(changes).toBe(0);
  expect(shown().open).toBe(before.open);
  expect(Date.parse(shown().asOf) - Date.parse(before.asOf)).toBeGreaterThan(29_000);
});
