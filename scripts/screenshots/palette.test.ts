import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toPalette } from "./palette.ts";
import { encodePng } from "./png.ts";

const pixelsOf = (colours: readonly (readonly number[])[]) =>
  Uint8Array.from(colours.flatMap(([r = 0, g = 0, b = 0]) => [r, g, b, 255]));
const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255));

test("an image of few colours keeps them all, exactly", () => {
  fc.assert(
    fc.property(fc.array(colour, { minLength: 1, maxLength: 200 }), (pixels) => {
      const { colours, indices } = toPalette(pixels.length, 1, pixelsOf(pixels));
      expect([...indices].map((index) => colours[index])).toEqual(pixels);
    }),
  );
});

test("an image of many colours keeps within the palette, near what they were", () => {
  const ramp = Array.from({ length: 4096 }, (_, i) => [i >> 4, 128, 255 - (i >> 4)]);
  const { colours, indices } = toPalette(64, 64, pixelsOf(ramp), 32);
  expect(colours.length).toBe(32);
  for (const [i, [red = 0]] of ramp.entries())
    expect(Math.abs((colours[indices[i] as number]?.[0] ?? -99) - red)).toBeLessThanOrEqual(8);
});

test("the file says its size, its palette and every row", () => {
  const image = toPalette(
    3,
    2,
    pixelsOf([
      [1, 2, 3],
      [4, 5, 6],
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
      [1, 2, 3],
    ]),
  );
  const png = encodePng(image);
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([3, 2]);
  const at = png.indexOf("IDAT");
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  expect([...rows]).toEqual([0, ...image.indices.subarray(0, 3), 0, ...image.indices.subarray(3)]);
  const palette = png.indexOf("PLTE");
  expect([...png.subarray(palette + 4, palette + 4 + image.colours.length * 3)]).toEqual(image.colours.flat());
});
