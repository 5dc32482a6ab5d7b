import { ByteWriter, concatenate, putLargeVarint, putLength, putVarint } from "./bytes.ts";
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
  /** Ids, 0 to 2^53 − 1; without them features have none. */
  readonly ids: Float64Array | undefined;
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
    writer.length = putInteger(writer.claim(12), writer.length, value);
    return ++this.size;
  }

  /**
   * Adds each of `numbers[rows[…]]`, whole numbers, equal or not, and writes its tag to every `stride`th of `tags`;
   * 0 for `none`.
   */
  addEach(numbers: ColumnValues, rows: Uint32Array, none: number, tags: Uint32Array, stride: number): void {
    const { writer } = this;
    const buffer = writer.claim(rows.length * 12);
    let at = writer.length;
    for (let i = 0; i < rows.length; i++) {
      const value = numbers[rows[i] as number] as number;
      if (value === none) {
        tags[i * stride] = 0;
        continue;
      }
      at = putInteger(buffer, at, value);
      tags[i * stride] = ++this.size;
    }
    writer.length = at;
  }

  /** Adds true or false; returns 1 + its index. */
  addBoolean(value: boolean): number {
    this.writer.bytesField(0x22, Uint8Array.of(0x38, value ? 1 : 0));
    return ++this.size;
  }
}

function putInteger(buffer: Uint8Array, start: number, value: number): number {
  buffer[start] = 0x22;
  // 5 is uint_value, 6 is sint_value (zigzag).
  buffer[start + 2] = value >= 0 ? 0x28 : 0x30;
  const end = putLargeVarint(buffer, start + 3, value >= 0 ? value : -2 * value - 1);
  buffer[start + 1] = end - start - 2;
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
  const buffer = body.claim(count * (featureRoom + width * tagRoom));
  let at = body.length;
  for (let i = 0; i < count; i++) {
    buffer[at++] = 0x12;
    const start = at++;
    if (ids !== undefined) {
      buffer[at++] = 0x08;
      at = putLargeVarint(buffer, at, ids[i] as number);
    }
    buffer[at++] = 0x12;
    at = putTags(buffer, at, tags, i * width, width);
    // Type point; geometry of one MoveTo with zigzag coordinates, which for 0 to 4095 is doubling.
    const px = (x[i] as number) << 1;
    const py = (y[i] as number) << 1;
    buffer[at] = 0x18;
    buffer[at + 1] = 1;
    buffer[at + 2] = 0x22;
    buffer[at + 3] = 1 + (px > 127 ? 2 : 1) + (py > 127 ? 2 : 1);
    buffer[at + 4] = 9;
    at = putVarint(buffer, putVarint(buffer, at + 5, px), py);
    at = putLength(buffer, start, at);
  }
  body.length = at;
}

/** Most keys and values are below 16,384: written here, without a call each. */
function putTags(buffer: Uint8Array, start: number, tags: Uint32Array, first: number, width: number): number {
  let at = start + 1;
  for (let key = 0; key < width; key++) {
    const tag = tags[first + key] as number;
    if (tag === 0) continue;
    const value = tag - 1;
    if (key < 0x80) buffer[at++] = key;
    else at = putVarint(buffer, at, key);
    if (value < 0x80) buffer[at++] = value;
    else if (value < 0x4000) {
      buffer[at] = (value & 0x7f) | 0x80;
      buffer[at + 1] = value >>> 7;
      at += 2;
    } else at = putVarint(buffer, at, value);
  }
  return putLength(buffer, start, at);
}
