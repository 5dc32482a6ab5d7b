/** A surface of numbers over a box, row by row from the south-west corner. */
export interface Surface {
  readonly bbox: readonly [number, number, number, number];
  readonly columns: number;
  readonly rows: number;
  readonly values: readonly number[];
}

export interface SurfaceImage {
  readonly width: number;
  readonly height: number;
  /** RGBA; the first row is the northernmost. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** Longest side in pixels: sharp on a wall, and an image of a few megabytes. */
const longestSide = 1_800;

/**
 * The surface in fixed classes, clear below the first. Numbers between the middles of cells are interpolated before
 * they are classed, so that every pixel has a colour of the legend and classes end in smooth lines.
 */
export function paintSurface(
  { columns, rows, values }: Surface,
  breaks: readonly number[],
  colours: readonly (readonly [number, number, number])[],
): SurfaceImage {
  const scale = Math.max(1, Math.min(8, Math.floor(longestSide / Math.max(columns, rows))));
  const width = columns * scale;
  const height = rows * scale;
  const pixels = new Uint8ClampedArray(width * height * 4);
  const first = breaks[0] ?? Number.POSITIVE_INFINITY;
  const [r, g, b] = colours[0] ?? [0, 0, 0];
  for (let y = 0; y < height; y++) {
    const v = Math.min(rows - 1, Math.max(0, (height - 1 - y + 0.5) / scale - 0.5));
    const south = Math.floor(v) * columns;
    const north = Math.min(rows - 1, Math.floor(v) + 1) * columns;
    const dv = v - Math.floor(v);
    for (let x = 0; x < width; x++) {
      const u = Math.min(columns - 1, Math.max(0, (x + 0.5) / scale - 0.5));
      const west = Math.floor(u);
      const east = Math.min(columns - 1, west + 1);
      const du = u - west;
      const low = (values[south + west] as number) * (1 - du) + (values[south + east] as number) * du;
      const high = (values[north + west] as number) * (1 - du) + (values[north + east] as number) * du;
      const value = low * (1 - dv) + high * dv;
      const at = (y * width + x) * 4;
      if (value < first) {
        // Clear, but of the colour next to it: a smoothed edge would otherwise be dark.
        pixels[at] = r;
        pixels[at + 1] = g;
        pixels[at + 2] = b;
        continue;
      }
      let step = 0;
      while (step + 1 < breaks.length && value >= (breaks[step + 1] as number)) step++;
      const colour = colours[step] as readonly [number, number, number];
      pixels[at] = colour[0];
      pixels[at + 1] = colour[1];
      pixels[at + 2] = colour[2];
      pixels[at + 3] = 255;
    }
  }
  return { width, height, pixels };
}
