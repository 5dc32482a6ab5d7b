import { type Theme, themes } from "../state/view.ts";
import { palette } from "./palette.ts";

/** A square of slanted lines that meets itself on every side, RGBA. */
export interface Hatch {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

const desk = 9;

/** The hatch that an image name such as `hatch-night` asks for; undefined for other names. */
export function hatchOf(name: string, scale: number): Hatch | undefined {
  const theme = themes.find((one) => name === `hatch-${one}`);
  return theme === undefined ? undefined : drawHatch(theme, scale);
}

function drawHatch(theme: Theme, scale: number): Hatch {
  const size = Math.max(6, Math.round(desk * scale));
  const line = Math.max(1, Math.round(scale));
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(palette.gap[theme].slice(at, at + 2), 16));
  const data = new Uint8ClampedArray(size * size * 4);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      if ((x + y) % size < line) data.set([r as number, g as number, b as number, 190], (y * size + x) * 4);
  return { width: size, height: size, data };
}
