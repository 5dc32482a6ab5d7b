import type { TileCoord } from "./world.ts";

/**
 * Morton (Z-order) codes of world positions: the bits of x and y interleaved, y above x. Positions sorted by code lie
 * tile by tile at every zoom at once, so a tile is one contiguous slice. A code has 64 bits, held as two uint32.
 */

/** Upper half of the code of a world position. */
export function mortonHigh(x: number, y: number): number {
  return (spread(x >>> 16) | (spread(y >>> 16) << 1)) >>> 0;
}

/** Lower half of the code of a world position. */
export function mortonLow(x: number, y: number): number {
  return (spread(x & 0xffff) | (spread(y & 0xffff) << 1)) >>> 0;
}

/** Negative, zero or positive as the first position's code is below, at or above the second's. */
export function compareMorton(ax: number, ay: number, bx: number, by: number): number {
  const x = (ax ^ bx) >>> 0;
  const y = (ay ^ by) >>> 0;
  // The highest differing bit decides; of equal ones that of y, which is interleaved above that of x.
  const isDecidedByX = y < x && y < (x ^ y) >>> 0;
  return isDecidedByX ? ax - bx : ay - by;
}

/**
 * Where the positions of a tile begin and end (exclusive) in columns sorted by code.
 * @param xs - world columns in code order
 * @param ys - world rows, same order
 */
export function tileSlice(xs: Uint32Array, ys: Uint32Array, { z, x, y }: TileCoord): [start: number, end: number] {
  if (z === 0) return [0, xs.length];
  const size = 2 ** (32 - z);
  const start = lowerBound(xs, ys, 0, x * size, y * size);
  return [start, upperBound(xs, ys, start, (x + 1) * size - 1, (y + 1) * size - 1)];
}

/** First row whose code is not below that of the position. */
function lowerBound(xs: Uint32Array, ys: Uint32Array, from: number, x: number, y: number): number {
  let low = from;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareMorton(xs[middle] as number, ys[middle] as number, x, y) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First row whose code is above that of the position. */
function upperBound(xs: Uint32Array, ys: Uint32Array, from: number, x: number, y: number): number {
  let low = from;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareMorton(xs[middle] as number, ys[middle] as number, x, y) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Moves the low 16 bits apart so that a zero follows each. */
function spread(half: number): number {
  let bits = half;
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}
