import { expect, test } from "vitest";
import { freshnessOf } from "./freshness.ts";

test.each([
  [0, true, "live"],
  [19, true, "live"],
  [20, true, "late"],
  [30, true, "stale"],
  [19, false, "live"],
  [21, false, "offline"],
  [null, true, "late"],
  [null, false, "offline"],
] as const)("%s s old, reachable %s: %s", (age, reachable, expected) => {
  expect(freshnessOf(age, reachable)).toBe(expected);
});
