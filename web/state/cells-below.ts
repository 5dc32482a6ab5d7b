/** Points that a tile holds well at most, so that a city of several tiles is drawn alike in all of them. */
const fewEnough = 5_000;

/**
 * Zoom below which so many incidents are drawn as cells in every tile, so that no border between points and cells runs
 * through the city: 0 where no tile can hold too many, and a zoom deeper for each fourfold.
 * @param mostOfTile points of a tile beyond which the server makes cells of it
 */
export function cellsBelow(total: number, mostOfTile: number): number {
  return total <= mostOfTile ? 0 : Math.min(16, 11 + Math.ceil(Math.log(total / fewEnough) / Math.log(4)));
}
