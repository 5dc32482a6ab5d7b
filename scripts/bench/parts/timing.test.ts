import { expect, test } from "vitest";
import { median } from "./timing.ts";

test("the middle of values, in whatever order", () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([7])]).toEqual([2, 3, 7]);
});
