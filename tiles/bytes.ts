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

/** The same for a whole number from 0 to 2^53 − 1 (8 bytes at most). */
export function putLargeVarint(buffer: Uint8Array, at: number, value: number): number {
  let rest = value;
  let end = at;
  // Shifts work on 32 bits only, so what lies above is divided away first.
  while (rest > 0x7fff_ffff) {
    buffer[end++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  return putVarint(buffer, end, rest | 0);
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

  constructor(room = 1024) {
    this.buffer = new Uint8Array(room);
  }

  /** The buffer, with room for `count` bytes from `length` on. Whoever writes there sets `length` afterwards. */
  claim(count: number): Uint8Array {
    if (this.length + count > this.buffer.length) {
      const larger = new Uint8Array(Math.max(this.length + count, this.buffer.length * 2));
      larger.set(this.buffer.subarray(0, this.length));
      this.buffer = larger;
    }
    return this.buffer;
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
