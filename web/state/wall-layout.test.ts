import { expect, test } from "vitest";
import { wallLayoutOf } from "./wall-layout.ts";

test.each([
  [1920, 33, "roomy"],
  [3840, 66, "roomy"],
  [1920, 74, "tight"],
  [1366, 13, "roomy"],
  [390, 12, "column"],
  [1000, 40, "column"],
])("%s px with letters of %s px: %s", (width, letter, layout) => {
  expect(wallLayoutOf(width, letter)).toBe(layout);
});
