import { ByteWriter, concatenate, putLarge, putLength, putUnsigned, putVarint, septets } from "./bytes.ts";
import type { ColumnValues } from "./columns.ts";
import { extent } from "./world.ts";

/**
 * Encoder of point layers in the Mapbox Vector Tile format, version 2: straight from columns, without an object a
 * feature. Field numbers: https://github.com/mapbox/vector-tile-spec/blob/master/2.1/vector_tile.proto
 */

/** Features of one layer of a tile, column by column. Arrays may be longer than `count`. */
export interface PointFeatures {
  readonly name: string;
  readonly keys: readonly string[];
  readonly count: number;
  /** Position in the tile, 0 to 4095, y southward. */
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  /** Ids, 0 to 2^53 − 1; without them features have none. Half as dear where all fit 32 bits. */
  readonly ids: Uint32Array | Float64Array | undefined;
  /** Feature by feature, one for each key: 1 + the index of its value in `values`, or 0 where it has none. */
  readonly tags: Uint32Array;
  readonly values: TileValues;
}

/** The list of values that the features of one tile layer point into, encoded as it grows. */
export class TileValues {
  /** Values so far. */
  size = 0;
  /** Encoded values so far, each a field of the layer. */
  readonly writer = new ByteWriter();

  clear(): void {
    this.size = 0;
    this.writer.length = 0;
  }

  /** Adds a text; returns 1 + its index. */
  addText(value: string): number {
    scratch.length = 0;
    scratch.textField(0x0a, value);
    this.writer.bytesField(0x22, scratch.view());
    return ++this.size;
  }

  /** Adds a whole number from −2^52 to 2^53 − 1; returns 1 + its index. */
  addInteger(value: number): number {
    const { writer } = this;
    writer.length = putInteger(writer.claimWords(16), writer.length, value);
    return ++this.size;
  }

  /**
   * Adds each of `instants[rows[…]]`, whole seconds, equal or not, and writes its tag to every `stride`th of `tags`; 0
   * for `none`. From 1978 to 2106 a value is eight bytes, written as two words.
   */
  addEach(instants: ColumnValues, rows: Uint32Array, none: number, tags: Uint32Array, stride: number): void {
    const { writer } = this;
    const words = writer.claimWords(rows.length * 12 + 8);
    let at = writer.length;
    let size = this.size;
    for (let i = 0; i < rows.length; i++) {
      const value = instants[rows[i] as number] as number;
      if (value === none) {
        tags[i * stride] = 0;
        continue;
      }
      if (value >= 0x1000_0000 && value <= 0xffff_ffff) {
        words.setUint32(at, 0x28_0622 | ((value & 0x7f) << 24) | 0x8000_0000, true);
        words.setUint32(at + 4, (septets(value >>> 7) & 0xff_ffff) | 0x80_8080 | ((value >>> 28) << 24), true);
        at += 8;
      } else at = putInteger(words, at, value);
      tags[i * stride] = ++size;
    }
    this.size = size;
    writer.length = at;
  }

  /** Adds a number of 32 bits with a fraction; returns 1 + its index. */
  addReal(value: number): number {
    const bytes = new Uint8Array(5);
    bytes[0] = 0x15;
    new DataView(bytes.buffer).setFloat32(1, value, true);
    this.writer.bytesField(0x22, bytes);
    return ++this.size;
  }

  /** Adds true or false; returns 1 + its index. */
  addBoolean(value: boolean): number {
    this.writer.bytesField(0x22, Uint8Array.of(0x38, value ? 1 : 0));
    return ++this.size;
  }
}

function putInteger(words: DataView, start: number, value: number): number {
  // 5 is uint_value, 6 is sint_value (zigzag).
  const end = putLarge(words, start + 3, value >= 0 ? value : -2 * value - 1);
  words.setUint8(start, 0x22);
  words.setUint8(start + 1, end - start - 2);
  words.setUint8(start + 2, value >= 0 ? 0x28 : 0x30);
  return end;
}

/** A tile with one layer; zero bytes when it has no features. Equal input gives equal bytes. */
export function encodePoints(features: PointFeatures): Uint8Array {
  if (features.count === 0) return new Uint8Array(0);
  const { keys, values, name } = features;
  body.length = 0;
  body.varintField(0x78, 2);
  body.textField(0x0a, name);
  writeFeatures(features);
  tail.length = 0;
  for (const key of keys) tail.textField(0x1a, key);
  tail.varintField(0x28, extent);

  // Parts of a megabyte are copied once, into the tile itself.
  const parts = [body.view(), values.writer.view(), tail.view()];
  head.length = 0;
  head.varintField(
    0x1a,
    parts.reduce((sum, part) => sum + part.length, 0),
  );
  return concatenate([head.view(), ...parts]);
}

const scratch = new ByteWriter();
const head = new ByteWriter();
const body = new ByteWriter(1 << 16);
const tail = new ByteWriter();

/** Most bytes of a feature without its tags: its own length, id, lengths of tags and geometry, type, geometry. */
const featureRoom = 48;

/** Most bytes of one tag: index of the key, index of the value. */
const tagRoom = 10;

function writeFeatures({ count, keys, ids, x, y, tags }: PointFeatures): void {
  const width = keys.length;
  // Several bytes are written at once, so a few behind the last may be overwritten.
  const words = body.claimWords(count * (featureRoom + width * tagRoom) + 8);
  const buffer = body.claim(0);
  const small = ids instanceof Uint32Array ? ids : undefined;
  let at = body.length;
  for (let i = 0; i < count; i++) {
    const start = at + 1;
    buffer[at] = 0x12;
    at += 2;
    if (ids !== undefined) {
      buffer[at] = 0x08;
      at = small ? putUnsigned(words, at + 1, small[i] as number) : putLarge(words, at + 1, ids[i] as number);
    }
    buffer[at] = 0x12;
    at = putTags(words, buffer, at + 1, tags, i * width, width);
    at = putPoint(words, at, (x[i] as number) << 1, (y[i] as number) << 1);
    const length = at - start - 1;
    if (length < 0x80) buffer[start] = length;
    else at = putLength(buffer, start, at);
  }
  body.length = at;
}

/** Type point; geometry of one MoveTo with zigzag coordinates, which for 0 to 4095 is doubling. */
function putPoint(words: DataView, at: number, px: number, py: number): number {
  const sizeOfX = px < 0x80 ? 1 : 2;
  words.setUint32(at, 0x2201_18 | ((sizeOfX + (py < 0x80 ? 2 : 3)) << 24), true);
  const moveX = px < 0x80 ? 9 | (px << 8) : 0x8009 | ((px & 0x7f) << 8) | ((px >>> 7) << 16);
  words.setUint32(at + 4, moveX, true);
  const end = at + 5 + sizeOfX;
  if (py < 0x80) {
    words.setUint8(end, py);
    return end + 1;
  }
  words.setUint16(end, (py & 0x7f) | 0x80 | ((py >>> 7) << 8), true);
  return end + 2;
}

/** Most keys are below 128 and most values below 2^21: a pair is then one word. */
function putTags(
  words: DataView,
  buffer: Uint8Array,
  start: number,
  tags: Uint32Array,
  first: number,
  width: number,
): number {
  let at = start + 1;
  for (let key = 0; key < width; key++) {
    const tag = tags[first + key] as number;
    if (tag === 0) continue;
    const value = tag - 1;
    if (key >= 0x80 || value >= 0x20_0000) {
      at = putVarint(buffer, putVarint(buffer, at, key), value);
    } else if (value < 0x80) {
      words.setUint16(at, key | (value << 8), true);
      at += 2;
    } else {
      const isShort = value < 0x4000;
      words.setUint32(at, key | (septets(value) << 8) | (isShort ? 0x8000 : 0x80_8000), true);
      at += isShort ? 3 : 4;
    }
  }
  const length = at - start - 1;
  if (length >= 0x80) return putLength(buffer, start, at);
  buffer[start] = length;
  return at;
}
