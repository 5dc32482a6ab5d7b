import { expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import type { Schemas } from "../api/client.ts";
import type { Polled } from "./poll.ts";
import { ageOf, pollSource, serverTime } from "./wall-input.ts";

const answer = {
  asOf: "2026-11-25T12:00:00.000Z",
  open: [{ id: 1 }],
  units: [{ id: 2 }],
  coverageShare: 0.5,
} as unknown as Schemas["Wall"];

test("before the first answer nothing is known, and nothing pretends to be", () => {
  const source = pollSource(
    createStore<Polled<Schemas["Wall"]>>(() => ({ data: null, takenAt: null, isReachable: false, error: null })),
  );
  const { incidents, units, aggregates, freshness } = source.getState();
  expect([incidents, units, aggregates]).toEqual([null, null, null]);
  expect(ageOf(freshness.live, 5_000)).toBeNull();
  expect(serverTime(freshness.live, 5_000)).toBeNull();
  expect(freshness.live.isReachable).toBe(false);
});

test("an answer is kept when the next attempt fails, and its age grows on the page's own clock", () => {
  const polled = createStore<Polled<Schemas["Wall"]>>(() => ({
    data: null,
    takenAt: null,
    isReachable: true,
    error: null,
  }));
  const source = pollSource(polled);
  polled.setState({ data: answer, takenAt: 1_000 });
  polled.setState({ isReachable: false });
  const { incidents, units, aggregates, freshness } = source.getState();
  expect([incidents, units]).toEqual([[{ id: 1 }], [{ id: 2 }]]);
  expect(aggregates).toEqual({ asOf: answer.asOf, coverageShare: 0.5 });
  expect(freshness.live.isReachable).toBe(false);
  expect(ageOf(freshness.live, 31_000)).toBe(30);
  expect(serverTime(freshness.live, 31_000)).toBe(Date.parse("2026-11-25T12:00:30.000Z"));
});
