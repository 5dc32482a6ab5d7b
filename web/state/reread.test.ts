import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { reread } from "./reread.ts";

const pace = { settleMs: 500, atMostEveryMs: 5_000, everyMs: 60_000 };
const clock = { now: () => performance.now(), random: () => 0.5 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Answers that come when told, numbered in the order of the questions. */
function newServer() {
  const waiting: ((value: number | Error) => void)[] = [];
  let asked = 0;
  const read = () =>
    new Promise<number>((resolve, reject) => {
      asked++;
      waiting.push((value) => (value instanceof Error ? reject(value) : resolve(value)));
    });
  const answer = async (value: number | Error) => {
    waiting.shift()?.(value);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { read, answer, asked: () => asked };
}

test("reads at once, then once a minute without being told", async () => {
  const { read, answer, asked } = newServer();
  const { store } = reread(read, pace, clock);
  await answer(1);
  expect(store.getState()).toMatchObject({ data: 1, isReachable: true, behindSince: null });
  await vi.advanceTimersByTimeAsync(59_900);
  expect(asked()).toBe(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked()).toBe(2);
});

test("a hint is followed soon, many hints once, and never more often than allowed", async () => {
  const { read, answer, asked } = newServer();
  const { store, hint } = reread(read, pace, clock);
  await answer(1);
  await vi.advanceTimersByTimeAsync(10_000);
  for (let i = 0; i < 100; i++) hint();
  const hintedAt = performance.now();
  expect(store.getState().behindSince).toBe(hintedAt);
  await vi.advanceTimersByTimeAsync(400);
  expect(asked()).toBe(2);
  await answer(2);
  expect(store.getState()).toMatchObject({ data: 2, behindSince: null });
  for (let i = 0; i < 40; i++) {
    hint();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(asked()).toBe(2);
  await vi.advanceTimersByTimeAsync(1_100);
  expect(asked()).toBe(3);
});

test("a hint during a reading is followed by another reading", async () => {
  const { read, answer, asked } = newServer();
  const { store, hint } = reread(read, pace, clock);
  await answer(1);
  await vi.advanceTimersByTimeAsync(10_000);
  hint();
  await vi.advanceTimersByTimeAsync(400);
  await vi.advanceTimersByTimeAsync(50);
  const during = performance.now();
  hint();
  await answer(2);
  expect(store.getState()).toMatchObject({ data: 2, behindSince: during });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked()).toBe(3);
});

test("a failure keeps the data, says since when it may be wrong, and is tried again however many hints come", async () => {
  const { read, answer, asked } = newServer();
  const { store, hint } = reread(read, pace, clock);
  await answer(1);
  await vi.advanceTimersByTimeAsync(10_000);
  hint();
  const hintedAt = performance.now();
  await vi.advanceTimersByTimeAsync(400);
  await answer(new Error("away"));
  expect(store.getState()).toMatchObject({ data: 1, isReachable: false, behindSince: hintedAt });
  for (let i = 0; i < 40; i++) {
    hint();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(asked()).toBe(2);
  await vi.advanceTimersByTimeAsync(1_100);
  expect(asked()).toBe(3);
  await answer(2);
  expect(store.getState()).toMatchObject({ data: 2, isReachable: true, error: null });
});

test("its pace can be changed, and stopped it reads no more", async () => {
  const { read, answer, asked } = newServer();
  const { setPace, stop } = reread(read, pace, clock);
  await answer(1);
  setPace(10_000);
  await vi.advanceTimersByTimeAsync(10_100);
  expect(asked()).toBe(2);
  stop();
  await answer(2);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked()).toBe(2);
});
