/**
 * Writes a whole number from 0 to 2^31 − 1 as a varint at a place in a buffer that has room for it (5 bytes at most);
 * returns the place behind it. Kept to small integers: one call with a larger number makes them all twice as slow.
 */
export function putVarint(buffer: Uint8Array, at: number, value: number): number {
  if (value < 0x80) {
    buffer[at] = value;
    return at + 1;
  }
  if (value < 0x4000) {
    buffer[at] = (value & 0x7f) | 0x80;
    buffer[at + 1] = value >>> 7;
    return at + 2;
  }
  let rest = value;
  let end = at;
  while (rest > 0x7f) {
    buffer[end++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  buffer[end++] = rest;
  return end;
}

/**
 * Fills the one byte left at `start` with the length of what was written behind it, up to `end`; what was written moves
 * when the length needs more than that byte. Returns the new end; the buffer needs room for 4 bytes more.
 */
export function putLength(buffer: Uint8Array, start: number, end: number): number {
  const length = end - start - 1;
  if (length < 128) {
    buffer[start] = length;
    return end;
  }
  const extra = varintSize(length) - 1;
  buffer.copyWithin(start + 1 + extra, start + 1, end);
  putVarint(buffer, start, length);
  return end + extra;
}

/** The lowest 28 bits of a number, seven to a byte. */
export function septets(value: number): number {
  return (value & 0x7f) | ((value << 1) & 0x7f00) | ((value << 2) & 0x7f_0000) | ((value << 3) & 0x7f00_0000);
}

/**
 * Writes a whole number from 0 to 2^32 − 1 as a varint, four bytes at once, where 8 bytes may be overwritten; returns
 * the place behind it. Integers only, so that it is never slowed down by the arithmetic of larger numbers.
 */
export function putUnsigned(words: DataView, at: number, value: number): number {
  if (value < 0x80) {
    words.setUint8(at, value);
    return at + 1;
  }
  const bytes = septets(value);
  if (value < 0x4000) {
    words.setUint16(at, bytes | 0x80, true);
    return at + 2;
  }
  if (value < 0x1000_0000) {
    const isShort = value < 0x20_0000;
    words.setUint32(at, bytes | (isShort ? 0x8080 : 0x80_8080), true);
    return at + (isShort ? 3 : 4);
  }
  words.setUint32(at, bytes | 0x8080_8080, true);
  words.setUint8(at + 4, value >>> 28);
  return at + 5;
}

/** The same for a whole number from 0 to 2^53 − 1, where 12 bytes may be overwritten. */
export function putLarge(words: DataView, at: number, value: number): number {
  if (value <= 0xffff_ffff) return putUnsigned(words, at, value >>> 0);
  const rest = Math.floor(value / 0x1000_0000);
  words.setUint32(at, septets(value - rest * 0x1000_0000) | 0x8080_8080, true);
  return putUnsigned(words, at + 4, rest);
}

/** Bytes that a whole number from 0 to 2^53 − 1 takes as a varint. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) size++;
  return size;
}

const text = new TextEncoder();

/** A growing buffer that protobuf is written into; used again and again, copied out once. */
export class ByteWriter {
  /** Where the next byte goes; everything before it is written. */
  length = 0;
  private buffer: Uint8Array;
  private words: DataView;

  constructor(room = 1024) {
    this.buffer = new Uint8Array(room);
    this.words = new DataView(this.buffer.buffer);
  }

  /** The buffer, with room for `count` bytes from `length` on. Whoever writes there sets `length` afterwards. */
  claim(count: number): Uint8Array {
    if (this.length + count > this.buffer.length) {
      const larger = new Uint8Array(Math.max(this.length + count, this.buffer.length * 2));
      larger.set(this.buffer.subarray(0, this.length));
      this.buffer = larger;
      this.words = new DataView(larger.buffer);
    }
    return this.buffer;
  }

  /** The same buffer for writing several bytes at once; what lies behind the last of them may be overwritten too. */
  claimWords(count: number): DataView {
    this.claim(count);
    return this.words;
  }

  /** A field of wire type 0, its value below 2^31. */
  varintField(tag: number, value: number): void {
    const buffer = this.claim(10);
    buffer[this.length] = tag;
    this.length = putVarint(buffer, this.length + 1, value);
  }

  /** A field of wire type 2. */
  bytesField(tag: number, bytes: Uint8Array): void {
    this.varintField(tag, bytes.length);
    this.bytes(bytes);
  }

  /** A field of wire type 2 that holds text. */
  textField(tag: number, value: string): void {
    this.bytesField(tag, text.encode(value));
  }

  bytes(bytes: Uint8Array): void {
    this.claim(bytes.length).set(bytes, this.length);
    this.length += bytes.length;
  }

  /** What was written, until the next write. */
  view(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }
}

/** The parts one after the other in an array of their own. */
export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
