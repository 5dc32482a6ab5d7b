import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { FeedStatus } from "../api/live/feed-client.ts";
import type { LiveListener } from "../api/live/page-link.ts";
import type { LiveDiff } from "../api/live/replica.ts";
import type { LiveIncident } from "../api/live/wire.ts";
import { concerns, type Live, newLive } from "./live.ts";

let heard: LiveListener;
let live: Live;

beforeEach(() => {
  vi.useFakeTimers();
  live = newLive((listener) => {
    heard = listener;
    return () => {};
  });
});
afterEach(() => {
  live.stop();
  vi.useRealTimers();
});

const incident = (id: number, v: number) => ({ id, v }) as LiveIncident;
const diff = (put: LiveIncident[], drop: number[] = [], rest: Partial<LiveDiff> = {}): LiveDiff => ({
  isWhole: false,
  incidents: { put, drop },
  units: { put: [], drop: [] },
  touched: {},
  hasGap: false,
  ...rest,
});
const status = (rest: Partial<FeedStatus> = {}): FeedStatus => ({
  link: "open",
  ageMs: 0,
  serverNow: Date.UTC(2026, 10, 1),
  trouble: null,
  ...rest,
});

test("before the first picture it says what it is at, and that nobody answers", () => {
  expect(live.store.getState()).toMatchObject({ freshness: "connecting", hasPicture: false, ageSeconds: null });
  heard.status(status({ link: "loading", ageMs: null }), performance.now());
  expect(live.store.getState().freshness).toBe("loading");
  heard.status(status({ link: "down", ageMs: null, trouble: "network" }), performance.now());
  expect(live.store.getState()).toMatchObject({ freshness: "offline", isReachable: false, trouble: "network" });
});

test("the picture ages by itself: late after 20 s, stale after 30 s, though the worker says nothing", () => {
  heard.diff(diff([incident(1, 1)], [], { isWhole: true, hasGap: true }));
  heard.status(status({ ageMs: 1_000 }), performance.now());
  const at = (seconds: number) => {
    vi.advanceTimersByTime(seconds * 1_000);
    return live.store.getState().freshness;
  };
  expect(live.store.getState()).toMatchObject({ hasPicture: true, freshness: "live", ageSeconds: 1 });
  expect([at(18), at(1), at(10), at(1_000)]).toEqual(["live", "late", "stale", "stale"]);
  expect(live.store.getState().serverNow).toBe(Date.UTC(2026, 10, 1) + 1_029_000);
  heard.status(status({ link: "down", ageMs: 1_030_000, serverNow: null }), performance.now());
  expect(live.store.getState().freshness).toBe("offline");
  expect(live.store.getState().incidents.size).toBe(1);
});

test("a worker that begins anew does not make an old picture young", () => {
  heard.status(status({ ageMs: 25_000 }), performance.now());
  heard.status(status({ link: "loading", ageMs: null, serverNow: null }), performance.now());
  expect(live.store.getState()).toMatchObject({ freshness: "late", ageSeconds: 25 });
  expect(live.store.getState().serverNow).not.toBeNull();
});

test("maps are new ones where something has changed, and the same where nothing has", () => {
  heard.diff(diff([incident(1, 1), incident(2, 1)], [], { isWhole: true }));
  const before = live.store.getState();
  heard.diff(diff([incident(2, 2)], [1]));
  const after = live.store.getState();
  expect([...after.incidents.values()]).toEqual([incident(2, 2)]);
  expect([...before.incidents.keys()]).toEqual([1, 2]);
  expect(after.units).toBe(before.units);
});

describe("what a change concerns", () => {
  const touched = { touched: { venue: [3, null] }, hasGap: false };

  test("is told by kind and community, and is everything after a gap", () => {
    expect(concerns(touched, ["venue", "visit"])).toBe(true);
    expect(concerns(touched, ["venue"], 3)).toBe(true);
    expect(concerns(touched, ["venue"], 4)).toBe(false);
    expect(concerns(touched, ["incident"])).toBe(false);
    expect(concerns({ touched: {}, hasGap: true }, ["incident"], 4)).toBe(true);
  });
});

test("news of tiles and of kinds goes to whoever listens", () => {
  const told: unknown[] = [];
  live.onTiles((news) => told.push(news));
  live.onTouched(({ touched }) => told.push(touched));
  heard.tiles({ layer: "incidents", tiles: [[7, 1, 2]] });
  heard.diff(diff([], [], { touched: { visit: [1] } }));
  expect(told).toEqual([{ layer: "incidents", tiles: [[7, 1, 2]] }, { visit: [1] }]);
});

test("news of all tiles is news of a whole table: whatever is made of it is to be read again", () => {
  const told: boolean[] = [];
  live.onTouched(({ hasGap }) => told.push(hasGap));
  heard.tiles({ layer: "venues", tiles: null });
  heard.tiles({ layer: "venues", tiles: [[7, 1, 2]] });
  expect(told).toEqual([true]);
});
