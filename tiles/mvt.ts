import { ByteWriter, varintSize } from "./bytes.ts";
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
  /** For each key one array: 1 + the index of the feature's value in `values`, or 0 where it has none. */
  readonly tags: readonly Uint32Array[];
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
  addText(text: string): number {
    this.writer.reserve(16);
    const start = this.open();
    this.writer.textField(0x0a, text);
    this.writer.closeLength(start);
    return ++this.size;
  }

  /** Adds a whole number from −2^52 to 2^53 − 1; returns 1 + its index. */
  addInteger(value: number): number {
    this.writer.reserve(16);
    const written = value >= 0 ? value : -2 * value - 1;
    const length = varintSize(written) + 1;
    this.writer.byte(0x22);
    this.writer.byte(length);
    // 5 is uint_value, 6 is sint_value (zigzag).
    this.writer.byte(value >= 0 ? 0x28 : 0x30);
    this.writer.varint(written);
    return ++this.size;
  }

  /** Adds true or false; returns 1 + its index. */
  addBoolean(value: boolean): number {
    this.writer.reserve(16);
    const start = this.open();
    this.writer.byte(0x38);
    this.writer.byte(value ? 1 : 0);
    this.writer.closeLength(start);
    return ++this.size;
  }

  private open(): number {
    this.writer.byte(0x22);
    const start = this.writer.length;
    this.writer.byte(0);
    return start;
  }
}

/** A tile with one layer; zero bytes when it has no features. Equal input gives equal bytes. */
export function encodePoints(features: PointFeatures): Uint8Array {
  if (features.count === 0) return new Uint8Array(0);
  const { keys, values, name } = features;
  body.length = 0;
  body.reserve(32);
  body.byte(0x78);
  body.byte(2);
  body.textField(0x0a, name);
  writeFeatures(features);
  for (const key of keys) body.textField(0x1a, key);
  body.reserve(values.writer.length + 16);
  body.bytes(values.writer.view());
  body.byte(0x28);
  body.varint(extent);

  tile.length = 0;
  tile.reserve(body.length + 16);
  tile.byte(0x1a);
  tile.varint(body.length);
  tile.bytes(body.view());
  return tile.finish();
}

const body = new ByteWriter(1 << 16);
const tile = new ByteWriter(1 << 16);

/** Most bytes of a feature without its tags: its own length, id, lengths of tags and geometry, type, geometry. */
const featureRoom = 48;

function writeFeatures({ count, ids, x, y, tags }: PointFeatures): void {
  for (let i = 0; i < count; i++) {
    body.reserve(featureRoom + tags.length * 10);
    body.byte(0x12);
    const start = body.length;
    body.byte(0);
    if (ids !== undefined) {
      body.byte(0x08);
      body.varint(ids[i] as number);
    }
    writeTags(tags, i);
    // Type point; geometry of one MoveTo with zigzag coordinates, which for 0 to 4095 is doubling.
    body.byte(0x18);
    body.byte(1);
    const px = (x[i] as number) << 1;
    const py = (y[i] as number) << 1;
    body.byte(0x22);
    body.byte(1 + (px > 127 ? 2 : 1) + (py > 127 ? 2 : 1));
    body.byte(9);
    body.varint(px);
    body.varint(py);
    body.closeLength(start);
  }
}

function writeTags(tags: readonly Uint32Array[], feature: number): void {
  body.byte(0x12);
  const start = body.length;
  body.byte(0);
  for (let key = 0; key < tags.length; key++) {
    const value = (tags[key] as Uint32Array)[feature] as number;
    if (value === 0) continue;
    body.varint(key);
    body.varint(value - 1);
  }
  body.closeLength(start);
}
