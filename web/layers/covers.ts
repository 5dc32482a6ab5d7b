import type { LayerSpec } from "./layer-spec.ts";

/** Something that lies over the map: pixels from the map's upper left corner. */
export interface Cover {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A square that no name may touch: where it is held, by which of its sides, and how large it is. */
export interface CoverSquare {
  readonly point: readonly [x: number, y: number];
  readonly anchor: "center" | "top" | "bottom" | "left" | "right";
  readonly pixels: number;
}

/** Pixels by which a cover may grow and shrink, as one that counts seconds does, without names moving. */
const step = 32;

/**
 * Squares that hold every cover, and one outside of each side of the map, so that no name is cut there. The library makes names
 * keep clear of symbols and of nothing else, and symbols have the shape of their picture. What is outside is held by a point
 * on the edge: the library leaves out what is held by one that nobody sees.
 */
export function coverSquares(
  covers: readonly Cover[],
  map: { readonly width: number; readonly height: number },
): readonly CoverSquare[] {
  const { width, height } = map;
  const seen = covers.filter((cover) => cover.width > 0 && cover.height > 0);
  return [
    { point: [width / 2, 0], anchor: "bottom", pixels: width },
    { point: [width / 2, height], anchor: "top", pixels: width },
    { point: [0, height / 2], anchor: "right", pixels: height },
    { point: [width, height / 2], anchor: "left", pixels: height },
    ...seen.flatMap((cover) => squaresIn(within(cover, map))),
  ];
}

/** The part on the map, no smaller than it is. */
function within({ x, y, width, height }: Cover, map: { readonly width: number; readonly height: number }): Cover {
  const [left, top] = [Math.max(0, down(x)), Math.max(0, down(y))];
  const [right, bottom] = [Math.min(map.width, up(x + width)), Math.min(map.height, up(y + height))];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

const down = (pixels: number) => Math.floor(pixels / step) * step;
const up = (pixels: number) => Math.ceil(pixels / step) * step;

/** As few squares as cover it, beside or below each other; the last may lie over the one before. */
function squaresIn({ x, y, width, height }: Cover): CoverSquare[] {
  const pixels = Math.min(width, height);
  if (pixels <= 0) return [];
  const count = Math.ceil(Math.max(width, height) / pixels);
  return Array.from({ length: count }, (_, i) => {
    const left = x + Math.min(i * pixels, width - pixels);
    const top = y + Math.min(i * pixels, height - pixels);
    return { point: [left + pixels / 2, top + pixels / 2], anchor: "center", pixels };
  });
}

/** Side of the map's pictures, pixels. */
const pictureSize = 64;

/** Seen by nobody, and above everything: what is placed first keeps its place. */
export const coverLayers: readonly LayerSpec[] = [
  {
    id: "covers",
    type: "symbol",
    source: "covers",
    layout: {
      "icon-image": "blank",
      "icon-size": ["/", ["get", "pixels"], pictureSize],
      "icon-anchor": ["get", "anchor"],
      "icon-allow-overlap": true,
      "icon-padding": 0,
    },
    paint: { "icon-opacity": 0 },
  },
];
