import { expect, test } from "vitest";
import { nearestTo } from "./nearest-box.ts";

const boxes = [
  { name: "wide", bbox: [107, 34, 107.4, 34.4] },
  { name: "small", bbox: [107, 34, 107.1, 34.1] },
  { name: "far", bbox: [108, 35, 108.1, 35.1] },
];

test("of two boxes that hold a place, the one whose middle is nearer", () => {
  expect(nearestTo([107.05, 34.06], boxes)?.name).toBe("small");
  expect(nearestTo([107.3, 34.3], boxes)?.name).toBe("wide");
});

test("outside every box, the nearest; of none, none", () => {
  expect(nearestTo([108.5, 35.5], boxes)?.name).toBe("far");
  expect(nearestTo([108.5, 35.5], [])).toBeUndefined();
});
