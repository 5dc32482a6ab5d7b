import { expect, test } from "vitest";
import { hatchOf } from "./hatch.ts";
import { palette } from "./palette.ts";

test("a hatch has the colour of gaps in its theme, and meets itself at the edges", () => {
  const { width, height, data } = hatchOf("hatch-dusk", 2) as NonNullable<ReturnType<typeof hatchOf>>;
  expect(width).toBe(height);
  const alpha = (x: number, y: number) => data[((y % height) * width + (x % width)) * 4 + 3];
  for (let i = 0; i < width; i++) expect(alpha(i, 0)).toBe(alpha(i + width, height));
  // Along a slant every pixel is the same.
  for (let i = 0; i < width; i++) expect(alpha(i, width - i)).toBe(alpha(0, width));
  const hex = `#${[...data.slice(0, 3)].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
  expect(hex).toBe(palette.gap.dusk);
});

test("other names are not ours", () => {
  expect(hatchOf("hatch-noon", 1)).toBeUndefined();
});
