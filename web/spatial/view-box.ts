/** Something to be seen whole: its box, `[west, south, east, north]`, and the pixels that stay free around it. */
export interface Framed {
  readonly box: readonly number[];
  readonly margin: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
}

/** A map of no room at all shows nothing, and is still asked for a box. */
const leastPixels = 1;

/**
 * The box that a map of this size shows when everything is in view with its margin, as large as that can be. Each margin is
 * its own thing's: names stand beside a place, while nothing stands outside of a border.
 *
 * @param size pixels of the map
 */
export function viewBoxOf(
  things: readonly Framed[],
  size: { readonly width: number; readonly height: number },
): [west: number, south: number, east: number, north: number] {
  const across = things.map(({ box: [west = 0, , east = 0], margin }) => ({
    from: xOf(west),
    to: xOf(east),
    before: margin.left,
    after: margin.right,
  }));
  // Downwards, as pixels go.
  const down = things.map(({ box: [, south = 0, , north = 0], margin }) => ({
    from: yOf(north),
    to: yOf(south),
    before: margin.top,
    after: margin.bottom,
  }));
  const scale = Math.min(largestScale(across, size.width), largestScale(down, size.height));
  const [west, east] = shown(across, size.width, scale);
  const [north, south] = shown(down, size.height, scale);
  return [lngOf(west), latOf(south), lngOf(east), latOf(north)];
}

/** A thing's extent along one side, in units of the world, with the pixels that stay free before and after it. */
interface Extent {
  readonly from: number;
  readonly to: number;
  readonly before: number;
  readonly after: number;
}

/** Pixels of the world at most: for each pair, what begins with one and ends with the other has to fit. */
function largestScale(extents: readonly Extent[], pixels: number): number {
  const ofPairs = extents.flatMap(({ from, before }) =>
    extents
      .filter(({ to }) => to > from)
      .map(({ to, after }) => Math.max(leastPixels, pixels - before - after) / (to - from)),
  );
  return Math.min(...ofPairs);
}

/** What is seen along one side at that scale, with everything in the middle. */
function shown(extents: readonly Extent[], pixels: number, scale: number): readonly [from: number, to: number] {
  const first = Math.min(...extents.map(({ from, before }) => from - before / scale));
  const last = Math.max(...extents.map(({ to, after }) => to + after / scale));
  const middle = (first + last) / 2;
  const half = pixels / scale / 2;
  return [middle - half, middle + half];
}

/** Web Mercator, the world from 0 to 1. */
const xOf = (lng: number) => lng / 360 + 0.5;
const yOf = (lat: number) => 0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
const lngOf = (x: number) => (x - 0.5) * 360;
const latOf = (y: number) => (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;
