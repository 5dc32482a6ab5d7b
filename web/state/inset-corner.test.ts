import { expect, test } from "vitest";
import { insetCorner } from "./inset-corner.ts";

test.each([
  [0.1, 0.1, "bottom-right"],
  [0.9, 0.1, "bottom-left"],
  [0.1, 0.9, "top-right"],
  [0.9, 0.9, "top-left"],
  [-3, 7, "top-right"],
] as const)("for an alarm at %s, %s: %s", (x, y, corner) => {
  expect(insetCorner([x, y])).toBe(corner);
});
