import type { RawGeometry } from "./source.ts";

/** A record of a .shp that cannot be read; the message says why. */
export class ShpError extends Error {}

const headerBytes = 100;

/** Bytes of the header of a record: its number and its length in 16-bit words. */
const recordHeaderBytes = 8;

/** True for the first bytes of a .shp or .shx. */
export function isShp(head: Buffer): boolean {
  return head.length >= headerBytes && head.readInt32BE(0) === 9994 && head.readInt32LE(28) === 1000;
}

/** Reads records from bytes that arrive in chunks. Content is at most what a record may be. */
export class ShpRecords {
  #rest: Buffer = Buffer.alloc(0);
  #isStarted = false;
  readonly #mostBytes: number;

  constructor(mostBytes = 64 * 2 ** 20) {
    this.#mostBytes = mostBytes;
  }

  /** The contents of the records that are complete by now. Throws ShpError. */
  push(chunk: Buffer): Buffer[] {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (!this.#isStarted) {
      if (this.#rest.length < headerBytes) return [];
      if (!isShp(this.#rest)) throw new ShpError("is not a shapefile");
      this.#rest = this.#rest.subarray(headerBytes);
      this.#isStarted = true;
    }
    const records: Buffer[] = [];
    let at = 0;
    while (at + recordHeaderBytes <= this.#rest.length) {
      const length = this.#rest.readInt32BE(at + 4) * 2;
      if (length < 4 || length > this.#mostBytes) throw new ShpError("has a record of an impossible length");
      const end = at + recordHeaderBytes + length;
      if (end > this.#rest.length) break;
      records.push(this.#rest.subarray(at + recordHeaderBytes, end));
      at = end;
    }
    this.#rest = this.#rest.subarray(at);
    return records;
  }

  /** True when the file ended between two records. */
  get isComplete(): boolean {
    return this.#isStarted && this.#rest.length === 0;
  }
}

/** Geometry of a record; null for an empty one. Throws ShpError. */
export function readShape(content: Buffer): RawGeometry | null {
  const type = content.readInt32LE(0);
  if (type === 0) return null;
  // Types above 10 have heights, above 20 measures; two numbers a position are what a map is made of.
  const flat = type % 10;
  const size = type > 20 ? 2 : type > 10 ? 3 : 2;
  try {
    if (flat === 1) return { type: "Point", coordinates: readPoint(content, size) };
    if (flat === 3) return lineOf(readParts(content, size));
    if (flat === 5) return polygonOf(readParts(content, size));
    if (flat === 8) return { type: "MultiPoint", coordinates: readPoints(content, 40, content.readInt32LE(36), size) };
  } catch (error) {
    throw new ShpError(error instanceof RangeError ? "is cut off" : (error as Error).message);
  }
  throw new ShpError("is of a kind that is not read, such as a multipatch");
}

function readPoint(content: Buffer, size: number): number[] {
  const [x, y] = [content.readDoubleLE(4), content.readDoubleLE(12)];
  return size === 3 ? [x, y, content.readDoubleLE(20)] : [x, y];
}

/** Positions; with heights the third number is a mark only: such a row is refused all the same. */
function readPoints(content: Buffer, at: number, count: number, size: number): number[][] {
  if (count < 0 || at + count * 16 > content.length) throw new ShpError("is cut off");
  return Array.from({ length: count }, (_, i) => {
    const [x, y] = [content.readDoubleLE(at + i * 16), content.readDoubleLE(at + i * 16 + 8)];
    return size === 3 ? [x, y, 0] : [x, y];
  });
}

function readParts(content: Buffer, size: number): number[][][] {
  const [partCount, pointCount] = [content.readInt32LE(36), content.readInt32LE(40)];
  if (partCount < 0 || 44 + partCount * 4 > content.length) throw new ShpError("is cut off");
  const points = readPoints(content, 44 + partCount * 4, pointCount, size);
  const starts = Array.from({ length: partCount }, (_, i) => content.readInt32LE(44 + i * 4));
  if (starts.some((start, i) => start < (starts[i - 1] ?? 0) || start > pointCount))
    throw new ShpError("has parts that do not follow each other");
  return starts.map((start, i) => points.slice(start, starts[i + 1] ?? pointCount));
}

function lineOf(parts: number[][][]): RawGeometry {
  return parts.length === 1
    ? { type: "LineString", coordinates: parts[0] }
    : { type: "MultiLineString", coordinates: parts };
}

/** Rings in the order of the file: clockwise ones are outer, the others are holes of the outer one that holds them. */
function polygonOf(rings: number[][][]): RawGeometry {
  const outer = rings.filter((ring) => signedArea(ring) <= 0);
  const polygons = (outer.length > 0 ? outer : rings.slice(0, 1)).map((ring) => [ring]);
  for (const hole of rings.filter((ring) => signedArea(ring) > 0 && !polygons.some(([first]) => first === ring))) {
    const holders = polygons.filter(([ring]) => holds(ring as number[][], hole));
    // Of nested islands, the smallest that holds it.
    const [owner] = holders.sort(
      ([a], [b]) => Math.abs(signedArea(a as number[][])) - Math.abs(signedArea(b as number[][])),
    );
    if (owner === undefined) polygons.push([hole]);
    else owner.push(hole);
  }
  return { type: "MultiPolygon", coordinates: polygons };
}

/** Twice the area of a ring, positive when it runs anticlockwise. */
function signedArea(ring: readonly number[][]): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1] as [number, number], ring[i] as [number, number]];
    sum += a[0] * b[1] - b[0] * a[1];
  }
  return sum;
}

/** True when the first position of a hole that is no corner of the ring lies in it. */
function holds(ring: readonly number[][], hole: readonly number[][]): boolean {
  const corners = new Set(ring.map(([x, y]) => `${x} ${y}`));
  const [x, y] = (hole.find(([a, b]) => !corners.has(`${a} ${b}`)) ?? hole[0] ?? [0, 0]) as [number, number];
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[ax, ay], [bx, by]] = [ring[i], ring[j]] as [[number, number], [number, number]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
