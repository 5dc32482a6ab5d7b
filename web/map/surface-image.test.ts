import { expect, test } from "vitest";
import { paintSurface } from "./surface-image.ts";

const colours = [
  [10, 0, 0],
  [20, 0, 0],
] as const;
const surface = { bbox: [0, 0, 1, 1], columns: 2, rows: 2, values: [0, 10, 0, 30] } as const;

test("the north is on top, and each pixel has the colour of its class", () => {
  const { width, height, pixels } = paintSurface(surface, [5, 20], colours);
  expect([width, height]).toEqual([16, 16]);
  const at = (x: number, y: number) => [...pixels.slice((y * width + x) * 4, (y * width + x) * 4 + 4)];
  expect(at(15, 0)).toEqual([20, 0, 0, 255]);
  expect(at(15, 15)).toEqual([10, 0, 0, 255]);
  expect(at(0, 0)[3]).toBe(0);
});

test("no pixel has a colour that the legend lacks", () => {
  const { pixels } = paintSurface(surface, [5, 20], colours);
  const seen = new Set<number>();
  for (let i = 0; i < pixels.length; i += 4) seen.add(pixels[i] as number);
  expect([...seen].sort()).toEqual([10, 20]);
});
