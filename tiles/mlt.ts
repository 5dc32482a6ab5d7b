import { ByteWriter, concatenate, putLarge, putUnsigned } from "./bytes.ts";
import type { Dictionary } from "./dictionary.ts";
import { extent } from "./world.ts";

/**
 * Encoder of point layers in the MapLibre Tile format: columns stay columns, each a stream of its own, which compresses
 * to little more than half of the same tile in MVT. Specification: https://maplibre.org/maplibre-tile-spec/specification/
 */

/** Features of one layer of a tile, column by column. Arrays may be longer than `count`. */
export interface MltPoints {
  readonly name: string;
  readonly count: number;
  /** Position in the tile, 0 to 4095, y southward. */
  readonly x: Uint16Array;
  readonly y: Uint16Array;
  /** Ids, 0 to 2^53 − 1. */
  readonly ids: Uint32Array | Float64Array;
  readonly columns: readonly MltColumn[];
}

export type MltColumn =
  /** 1 + the index of each feature's text, or 0 where it has none. */
  | { readonly kind: "text"; readonly name: string; readonly codes: Uint32Array; readonly texts: readonly string[] }
  /** Whole numbers of 32 bits, or any others as doubles; NaN where there is none. Fixed ones take four bytes each. */
  | { readonly kind: "number"; readonly name: string; readonly values: Float64Array; readonly isFixed?: boolean }
  /** 1 for false, 2 for true, or 0 where there is none. */
  | { readonly kind: "boolean"; readonly name: string; readonly codes: Uint32Array };

/**
 * A text column from dictionary codes, 0 for null: the codes become those of the texts that occur, in order of first
 * sight, in place.
 */
export function textColumn(
  name: string,
  codes: Uint32Array,
  count: number,
  dictionary: Dictionary | undefined,
): MltColumn {
  const known = new Uint32Array(dictionary?.size ?? 1);
  const texts: string[] = [];
  for (let i = 0; i < count; i++) {
    const code = codes[i] as number;
    if (code !== 0 && known[code] === 0) known[code] = texts.push(dictionary?.value(code) as string);
    codes[i] = known[code] as number;
  }
  return { kind: "text", name, codes, texts };
}

/** First byte of a stream: what it holds. */
const streamType = {
  present: 0x00,
  data: 0x10,
  dictionary: 0x11,
  vertices: 0x13,
  stringOffsets: 0x22,
  geometryTypes: 0x30,
  dictionaryLengths: 0x36,
} as const;

/** Second byte of a stream: how its numbers are written. */
const technique = { plain: 0x00, varint: 0x02, rleVarint: 0x62, deltaVarint: 0x42 } as const;

/** Codes of column types: ids of 32 and of 64 bits, geometry, and scalars, one more where some have none. */
const columnType = {
  id: 0,
  wideId: 2,
  geometry: 4,
  boolean: 10,
  signed: 16,
  unsigned: 18,
  double: 26,
  text: 28,
} as const;

/** A tile with one layer; zero bytes when it has no features. Equal input gives equal bytes. */
export function encodeMlt(points: MltPoints): Uint8Array {
  const { name, count, columns } = points;
  if (count === 0) return new Uint8Array(0);
  const described = columns.map((column) => ({ column, ...describe(column, count) })).filter(({ held }) => held > 0);
  head.length = 0;
  varint(head, 1);
  text(head, name);
  varint(head, extent);
  varint(head, 2 + described.length);
  varint(head, points.ids instanceof Uint32Array ? columnType.id : columnType.wideId);
  varint(head, columnType.geometry);
  for (const { column, type, held } of described) {
    varint(head, held < count ? type + 1 : type);
    text(head, column.name);
  }
  body.length = 0;
  writeIds(points);
  writeGeometry(points);
  for (const { column, type, held } of described) writeColumn(column, type, held, count);
  const length = new ByteWriter(16);
  varint(length, head.length + body.length);
  return concatenate([length.view(), head.view(), body.view()]);
}

const head = new ByteWriter();
const body = new ByteWriter(1 << 16);
const stream = new ByteWriter(1 << 16);
const utf8 = new TextEncoder();

interface Described {
  readonly type: number;
  /** Features that have a value. */
  readonly held: number;
}

function describe(column: MltColumn, count: number): Described {
  let held = 0;
  if (column.kind !== "number") {
    for (let i = 0; i < count; i++) if (column.codes[i] !== 0) held++;
    return { type: columnType[column.kind], held };
  }
  let [least, most, isWhole] = [0, 0, true];
  for (let i = 0; i < count; i++) {
    const value = column.values[i] as number;
    if (Number.isNaN(value)) continue;
    held++;
    if (value < least) least = value;
    if (value > most) most = value;
    if (value !== Math.floor(value)) isWhole = false;
  }
  if (isWhole && least >= 0 && most <= 0xffff_ffff) return { type: columnType.unsigned, held };
  const isSigned = isWhole && least >= -0x8000_0000 && most <= 0x7fff_ffff;
  return { type: isSigned ? columnType.signed : columnType.double, held };
}

function writeIds({ ids, count }: MltPoints): void {
  const words = claim(count * 8);
  let at = 0;
  if (ids instanceof Uint32Array) for (let i = 0; i < count; i++) at = putUnsigned(words, at, ids[i] as number);
  else for (let i = 0; i < count; i++) at = putLarge(words, at, ids[i] as number);
  finish(streamType.data, technique.varint, count, at);
}

/** The type of all of them once, and the steps from each point to the next: small, because they come in Morton order. */
function writeGeometry({ x, y, count }: MltPoints): void {
  varint(body, 2);
  const types = claim(16);
  finish(streamType.geometryTypes, technique.rleVarint, 2, putUnsigned(types, putUnsigned(types, 0, count), 0), count);
  const words = claim(count * 4);
  let [at, lastX, lastY] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const [px, py] = [x[i] as number, y[i] as number];
    at = putUnsigned(words, at, zigzag(px - lastX));
    at = putUnsigned(words, at, zigzag(py - lastY));
    [lastX, lastY] = [px, py];
  }
  finish(streamType.vertices, technique.deltaVarint, count * 2, at);
}

function writeColumn(column: MltColumn, type: number, held: number, count: number): void {
  const isPartial = held < count;
  if (column.kind === "text") varint(body, isPartial ? 4 : 3);
  if (isPartial) writePresent(column, count);
  if (column.kind === "text") writeTexts(column, held, count);
  else if (column.kind === "boolean") writeBits(streamType.data, held, trueBits(column.codes, count));
  else writeNumbers(column.values, type, held, count, column.isFixed === true);
}

function writePresent(column: MltColumn, count: number): void {
  const has =
    column.kind === "number"
      ? (i: number) => !Number.isNaN(column.values[i] as number)
      : (i: number) => column.codes[i] !== 0;
  const bits = new Uint8Array((count + 7) >>> 3);
  for (let i = 0; i < count; i++) if (has(i)) bits[i >>> 3] = (bits[i >>> 3] as number) | (1 << (i & 7));
  writeBits(streamType.present, count, bits);
}

/** Truth of the features that have a value, one bit each. */
function trueBits(codes: Uint32Array, count: number): Uint8Array {
  const bits = new Uint8Array((count + 7) >>> 3);
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (codes[i] === 0) continue;
    if (codes[i] === 2) bits[at >>> 3] = (bits[at >>> 3] as number) | (1 << (at & 7));
    at++;
  }
  return bits.subarray(0, (at + 7) >>> 3);
}

/** Bits in the byte run-length form of ORC: a run of 3 to 130 equal bytes, or up to 128 bytes as they are. */
function writeBits(type: number, count: number, bytes: Uint8Array): void {
  const words = claim(bytes.length * 2);
  let at = 0;
  for (let from = 0; from < bytes.length; ) {
    const run = runAt(bytes, from, 130);
    if (run >= 3) {
      words.setUint8(at, run - 3);
      words.setUint8(at + 1, bytes[from] as number);
      at += 2;
      from += run;
      continue;
    }
    let end = from + 1;
    while (end < bytes.length && end - from < 128 && runAt(bytes, end, 3) < 3) end++;
    words.setUint8(at++, 256 - (end - from));
    for (; from < end; from++) words.setUint8(at++, bytes[from] as number);
  }
  finish(type, technique.plain, count, at);
}

function runAt(bytes: Uint8Array, from: number, most: number): number {
  let end = from + 1;
  while (end < bytes.length && end - from < most && bytes[end] === bytes[from]) end++;
  return end - from;
}

function writeTexts({ codes, texts }: MltColumn & { kind: "text" }, held: number, count: number): void {
  const encoded = texts.map((one) => utf8.encode(one));
  const lengths = claim(encoded.length * 5);
  const end = encoded.reduce((at, one) => putUnsigned(lengths, at, one.length), 0);
  finish(streamType.dictionaryLengths, technique.varint, encoded.length, end);
  const words = claim(count * 5);
  let at = 0;
  for (let i = 0; i < count; i++) if (codes[i] !== 0) at = putUnsigned(words, at, (codes[i] as number) - 1);
  finish(streamType.stringOffsets, technique.varint, held, at);
  const whole = concatenate(encoded);
  claim(whole.length);
  stream.bytes(whole);
  finish(streamType.dictionary, technique.plain, encoded.length, whole.length);
}

function writeNumbers(values: Float64Array, type: number, held: number, count: number, isFixed: boolean): void {
  const words = claim(count * 8);
  const isPlain = type === columnType.double || (type === columnType.unsigned && isFixed);
  let at = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    if (type === columnType.double) {
      words.setFloat64(at, value, true);
      at += 8;
    } else if (isPlain) {
      words.setUint32(at, value, true);
      at += 4;
    } else at = putUnsigned(words, at, type === columnType.signed ? zigzag(value) : value);
  }
  finish(streamType.data, isPlain ? technique.plain : technique.varint, held, at);
}

function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}

/** Room for the bytes of the next stream, and some that may be overwritten behind them. */
function claim(bytes: number): DataView {
  stream.length = 0;
  return stream.claimWords(bytes + 16);
}

/** Appends the stream that was written up to `end`; `decoded` is the count of a run-length one. */
function finish(type: number, form: number, count: number, end: number, decoded?: number): void {
  stream.length = end;
  const bytes = body.claim(2);
  bytes[body.length] = type;
  bytes[body.length + 1] = form;
  body.length += 2;
  varint(body, count);
  varint(body, end);
  if (decoded !== undefined) {
    varint(body, 1);
    varint(body, decoded);
  }
  body.bytes(stream.view());
}

function varint(writer: ByteWriter, value: number): void {
  writer.length = putUnsigned(writer.claimWords(16), writer.length, value);
}

function text(writer: ByteWriter, value: string): void {
  const bytes = utf8.encode(value);
  varint(writer, bytes.length);
  writer.bytes(bytes);
}
