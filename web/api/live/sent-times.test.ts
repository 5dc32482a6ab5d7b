import { expect, test } from "vitest";
import { SentTimes } from "./sent-times.ts";

test("what lay unread for long is as old as it is", () => {
  const times = new SentTimes();
  times.sent(1_000, true);
  times.sent(21_000, false);
  expect(times.momentOf(1, 4_000, 60_000)).toBe(5_000);
  expect(times.momentOf(2, 5_000, 60_000)).toBe(26_000);
  expect(times.momentOf(2, 10_000, 60_000)).toBe(31_000);
});

test("nobody spoke in the future", () => {
  const times = new SentTimes();
  times.sent(1_000, true);
  expect(times.momentOf(1, 4_000, 3_000)).toBe(3_000);
});

test("a greeting begins a new count, of which what was said before it knows nothing", () => {
  const times = new SentTimes();
  times.sent(0, true);
  times.sent(20_000, false);
  times.sent(40_000, true);
  expect(times.momentOf(2, 500, 50_000)).toBeNull();
  expect(times.momentOf(1, 500, 50_000)).toBe(40_500);
});
