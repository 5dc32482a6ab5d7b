import type { RawGeometry } from "./source.ts";

/** Well-known binary that is cut off, nested or of a kind that there is not. */
export class WkbError extends Error {}

const names = [
  "",
  "Point",
  "LineString",
  "Polygon",
  "MultiPoint",
  "MultiLineString",
  "MultiPolygon",
  "GeometryCollection",
] as const;

/** Reads ISO or extended well-known binary. Heights and measures are kept, for the row to be refused with its reason. */
export function readWkb(bytes: Buffer, offset = 0): RawGeometry | null {
  const cursor = new Cursor(bytes, offset);
  const geometry = cursor.geometry(0);
  return geometry.type === "Point" && (geometry.coordinates as number[]).every(Number.isNaN) ? null : geometry;
}

class Cursor {
  readonly #bytes: Buffer;
  #at: number;
  #isLittle = true;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  geometry(depth: number): RawGeometry {
    if (depth > 2) throw new WkbError("is nested too deeply");
    this.#isLittle = this.#take(1).readUInt8() === 1;
    const code = this.#uint();
    const iso = Math.floor((code & 0x0fffffff) / 1000);
    const hasZ = (code & 0x80000000) !== 0 || iso === 1 || iso === 3;
    const hasM = (code & 0x40000000) !== 0 || iso === 2 || iso === 3;
    if ((code & 0x20000000) !== 0) this.#uint();
    const type = names[(code & 0x0fffffff) % 1000];
    const size = 2 + Number(hasZ) + Number(hasM);
    if (type === undefined || type === "") throw new WkbError("is of a kind that is not read, such as a curve");
    return { type, coordinates: this.#coordinates(type, size, depth) };
  }

  #coordinates(type: string, size: number, depth: number): unknown {
    const positions = () => this.#list(size * 8, () => this.#position(size));
    if (type === "Point") return this.#position(size);
    if (type === "LineString") return positions();
    if (type === "Polygon") return this.#list(4, positions);
    return this.#list(5, () => this.geometry(depth + 1).coordinates);
  }

  #position(size: number): number[] {
    const bytes = this.#take(size * 8);
    const read = (i: number) => (this.#isLittle ? bytes.readDoubleLE(i * 8) : bytes.readDoubleBE(i * 8));
    return Array.from({ length: size }, (_, i) => read(i));
  }

  /** @param least bytes of the shortest item, so that a length that cannot be is refused before it is allocated */
  #list<T>(least: number, item: () => T): T[] {
    const length = this.#uint();
    if (length * least > this.#bytes.length - this.#at) throw new WkbError("is cut off");
    return Array.from({ length }, item);
  }

  #uint(): number {
    const bytes = this.#take(4);
    return this.#isLittle ? bytes.readUInt32LE() : bytes.readUInt32BE();
  }

  #take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new WkbError("is cut off");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}
