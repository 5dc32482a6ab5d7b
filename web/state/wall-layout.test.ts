import { expect, test } from "vitest";
import { wallLayoutOf } from "./wall-layout.ts";

test.each([
  [1920, 1080, 33, "roomy"],
  [3840, 2160, 66, "roomy"],
  [1920, 1080, 74, "tight"],
  [1920, 600, 33, "tight"],
  [5760, 1080, 66, "wide"],
  [5760, 1080, 100, "tight"],
  [1366, 768, 13, "roomy"],
  [390, 844, 12, "column"],
  [1000, 800, 40, "column"],
])("%s by %s px with letters of %s px: %s", (width, height, letter, layout) => {
  expect(wallLayoutOf(width, height, letter)).toBe(layout);
});
