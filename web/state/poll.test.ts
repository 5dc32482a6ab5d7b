import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { poll } from "./poll.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("reads at once, then again after every pause", async () => {
  let count = 0;
  const { store, stop } = poll(async () => ++count, 10_000);
  await vi.advanceTimersByTimeAsync(0);
  expect(store.getState().data).toBe(1);
  await vi.advanceTimersByTimeAsync(9_999);
  expect(store.getState().data).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(store.getState().data).toBe(2);
  stop();
});

test("a failure keeps the last answer and says so, and the next answer ends it", async () => {
  let isAway = false;
  const { store, stop } = poll(async () => {
    if (isAway) throw new Error("away");
    return "picture";
  }, 10_000);
  await vi.advanceTimersByTimeAsync(0);
  const taken = store.getState().takenAt;
  isAway = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(store.getState()).toMatchObject({ data: "picture", takenAt: taken, isReachable: false });
  isAway = false;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(store.getState()).toMatchObject({ data: "picture", isReachable: true, error: null });
  stop();
});

test("what was not answered is asked for again soon, later each time, and never more seldom than what is answered", async () => {
  const asked: number[] = [];
  let isAway = true;
  const begun = Date.now();
  const { stop } = poll(async () => {
    asked.push(Date.now() - begun);
    if (isAway) throw new Error("away");
  }, 10_000);
  await vi.advanceTimersByTimeAsync(35_000);
  expect(asked).toEqual([0, 2_000, 6_000, 14_000, 24_000, 34_000]);
  isAway = false;
  await vi.advanceTimersByTimeAsync(19_000);
  isAway = true;
  await vi.advanceTimersByTimeAsync(12_000);
  expect(asked.slice(6)).toEqual([44_000, 54_000, 64_000, 66_000]);
  stop();
});

test("never has two requests under way", async () => {
  let open = 0;
  let most = 0;
  const { readNow, stop } = poll(async () => {
    most = Math.max(most, ++open);
    await new Promise((resolve) => setTimeout(resolve, 25_000));
    open--;
  }, 10_000);
  void readNow();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(most).toBe(1);
  stop();
});

test("stops", async () => {
  let count = 0;
  const { stop } = poll(async () => ++count, 10_000);
  await vi.advanceTimersByTimeAsync(0);
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(count).toBe(1);
});
