import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cover, type CoverSquare, coverSquares } from "./covers.ts";

const map = { width: 1_200, height: 730 };

/** What a square hides, as the library places it. */
function boxOf({ point: [x, y], anchor, pixels }: CoverSquare): Cover {
  const left = anchor === "left" ? x : anchor === "right" ? x - pixels : x - pixels / 2;
  const top = anchor === "top" ? y : anchor === "bottom" ? y - pixels : y - pixels / 2;
  return { x: left, y: top, width: pixels, height: pixels };
}

const hides = ({ x, y, width, height }: Cover, [px, py]: readonly [number, number]) =>
  px >= x && px <= x + width && py >= y && py <= y + height;

/** On it, not on its edge: what only touches it covers nothing of it. */
const isOnMap = ([x, y]: readonly [number, number]) => x > 0 && x < map.width && y > 0 && y < map.height;

test("what is outside of the map is hidden on every side, and nothing inside", () => {
  const boxes = coverSquares([], map).map(boxOf);
  for (const outside of [
    [-1, 400],
    [1_201, 100],
    [600, -1],
    [30, 731],
  ] as const)
    expect(
      boxes.some((box) => hides(box, outside)),
      String(outside),
    ).toBe(true);
  for (const inside of [
    [1, 1],
    [1_199, 729],
    [600, 365],
  ] as const)
    expect(
      boxes.some((box) => hides(box, inside)),
      String(inside),
    ).toBe(false);
});

test("every point of the map under a cover is hidden, and none that is a step away from it", () => {
  const side = fc.integer({ min: 1, max: 400 });
  const at = fc.integer({ min: -100, max: 1_250 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(at, at, side, side, share, share, (x, y, width, height, right, below) => {
      const boxes = coverSquares([{ x, y, width, height }], map).slice(4).map(boxOf);
      const point = [x + right * width, y + below * height] as const;
      if (isOnMap(point)) expect(boxes.some((box) => hides(box, point))).toBe(true);
      const around = { x: x - 32, y: y - 32, width: width + 64, height: height + 64 };
      for (const box of boxes) {
        expect(hides(around, [box.x, box.y])).toBe(true);
        expect(hides(around, [box.x + box.width, box.y + box.height])).toBe(true);
      }
    }),
  );
});

test("a cover that counts seconds moves no name", () => {
  const title = (width: number) => coverSquares([{ x: 0, y: 0, width, height: 36 }], map);
  expect(title(250)).toEqual(title(241));
});

test("what is beside the map covers nothing", () => {
  expect(coverSquares([{ x: 1_300, y: 10, width: 100, height: 50 }], map)).toHaveLength(4);
  expect(coverSquares([{ x: 10, y: 10, width: 0, height: 0 }], map)).toHaveLength(4);
});
