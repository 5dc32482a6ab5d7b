import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveListener } from "../api/live/page-link.ts";
import { rereadOnChange } from "./follow-live.ts";
import { type Live, newLive } from "./live.ts";

let heard: LiveListener;
let live: Live;
let reads: number;
let kinds: string[];
const page = { visibilityState: "visible" as const, addEventListener: () => {} };
const pace = { settleMs: 100, atMostEveryMs: 1_000, everyMs: 600_000, everyMsWithoutFeed: 60_000 };

beforeEach(async () => {
  vi.useFakeTimers();
  live = newLive((listener) => {
    heard = listener;
    return () => {};
  });
  reads = 0;
  kinds = ["venue"];
  rereadOnChange(live, async () => ++reads, { ...pace, kinds: () => kinds, communityId: () => 3 }, page);
  await vi.advanceTimersByTimeAsync(2_000);
});
afterEach(() => {
  live.stop();
  vi.useRealTimers();
});

const change = (touched: Record<string, number[]>) =>
  heard.diff({
    isWhole: false,
    incidents: { put: [], drop: [] },
    units: { put: [], drop: [] },
    touched,
    hasGap: false,
  });
const status = (link: "open" | "down", ageMs: number) =>
  heard.status({ link, ageMs, serverNow: null, trouble: null }, performance.now());

test("reads again when something of its kinds has changed in its community, and for nothing else", async () => {
  status("open", 0);
  change({ incident: [3] });
  change({ venue: [4] });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reads).toBe(1);
  change({ venue: [3] });
  await vi.advanceTimersByTimeAsync(200);
  expect(reads).toBe(2);
  kinds = ["incident"];
  change({ incident: [3] });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reads).toBe(3);
});

test("without a feed it reads in turns, with one hardly ever", async () => {
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reads).toBe(2);
  for (let i = 0; i < 30; i++) {
    status("open", 0);
    await vi.advanceTimersByTimeAsync(10_000);
  }
  expect(reads).toBeLessThanOrEqual(3);
  const before = reads;
  status("down", 25_000);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(reads).toBeGreaterThanOrEqual(before + 2);
});
