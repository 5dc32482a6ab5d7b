/** Degrees, longitude first (RFC 7946), WGS-84. */
export type LngLat = readonly [lng: number, lat: number];

/** Degrees: `[west, south, east, north]`. */
export type BBox = readonly [west: number, south: number, east: number, north: number];

/** A tile of the Web Mercator pyramid; y grows southward. */
export interface TileCoord {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Units inside a tile of every layer. */
export const extent = 4096;

/** Deepest zoom the engine answers. At zoom 20 a unit of a tile is one of the world; below, points lie 9 mm exact. */
export const deepestZoom = 22;

/** World units across the whole world: 2^32, so that a unit is 9 mm at the equator. */
export const worldSize = 4_294_967_296;

/** Northern edge of the Web Mercator square, in degrees; the southern one is its negative. */
export const mercatorEdgeLat = 85.0511287798066;

/** World column of a longitude, 0 to 2^32 − 1, growing eastward; beyond ±180 it stays on the edge. */
export function worldX(lng: number): number {
  return clamp(Math.floor((lng / 360 + 0.5) * worldSize));
}

/** World row of a latitude, 0 to 2^32 − 1, growing southward; beyond ±85.0511 it stays on the edge. */
export function worldY(lat: number): number {
  const sin = Math.sin((lat * Math.PI) / 180);
  return clamp(Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * worldSize));
}

/** Longitude of a world column; add 0.5 for the middle of the unit instead of its western edge. */
export function lngOfWorldX(x: number): number {
  return (x / worldSize - 0.5) * 360;
}

/** Latitude of a world row; add 0.5 for the middle of the unit instead of its northern edge. */
export function latOfWorldY(y: number): number {
  return (360 / Math.PI) * Math.atan(Math.exp((0.5 - y / worldSize) * 2 * Math.PI)) - 90;
}

/** Places by which a world position is shifted right to be one in a tile of 4096 units; negative below zoom 20. */
export function unitShift(z: number): number {
  return 20 - z;
}

/** The tile of a zoom (0 to 22) that holds a world position. */
export function tileAt(x: number, y: number, z: number): TileCoord {
  return { z, x: Math.floor(x / 2 ** (32 - z)), y: Math.floor(y / 2 ** (32 - z)) };
}

/** Box of a tile in degrees. */
export function tileBounds({ z, x, y }: TileCoord): BBox {
  const size = 2 ** (32 - z);
  return [lngOfWorldX(x * size), latOfWorldY((y + 1) * size), lngOfWorldX((x + 1) * size), latOfWorldY(y * size)];
}

/** True for whole numbers inside the pyramid down to the deepest zoom. */
export function isTileCoord({ z, x, y }: TileCoord): boolean {
  const side = 2 ** z;
  return isWholeBelow(z, deepestZoom + 1) && isWholeBelow(x, side) && isWholeBelow(y, side);
}

/**
 * Reads the three parts of a tile's URL. Only plain decimals are taken: no sign, no leading zero, no exponent, no
 * space. Undefined when a part is anything else or lies outside the pyramid.
 */
export function parseTileCoord(z: string, x: string, y: string): TileCoord | undefined {
  if (![z, x, y].every((part) => plainDecimal.test(part))) return undefined;
  const coord = { z: Number(z), x: Number(x), y: Number(y) };
  return isTileCoord(coord) ? coord : undefined;
}

const plainDecimal = /^(?:0|[1-9][0-9]{0,6})$/;

function isWholeBelow(value: number, limit: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < limit;
}

function clamp(world: number): number {
  return Math.min(Math.max(world, 0), worldSize - 1);
}
