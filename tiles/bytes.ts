/** A growing buffer that protobuf is written into; used again and again, copied out once. */
export class ByteWriter {
  /** Where the next byte goes; everything before it is written. */
  length = 0;
  private buffer: Uint8Array;
  private static readonly text = new TextEncoder();

  constructor(room = 1024) {
    this.buffer = new Uint8Array(room);
  }

  /** Makes room for `count` bytes more. Call it before any write below; they do not check. */
  reserve(count: number): void {
    if (this.length + count <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.length + count, this.buffer.length * 2));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }

  byte(value: number): void {
    this.buffer[this.length++] = value;
  }

  /** A whole number from 0 to 2^53 − 1. */
  varint(value: number): void {
    let rest = value;
    // Shifts work on 32 bits only, so what lies above is divided away first.
    while (rest > 0x7fff_ffff) {
      this.buffer[this.length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      this.buffer[this.length++] = (rest & 127) | 0x80;
      rest >>>= 7;
    }
    this.buffer[this.length++] = rest;
  }

  bytes(values: Uint8Array): void {
    this.buffer.set(values, this.length);
    this.length += values.length;
  }

  /** A field of wire type 2 that holds text: reserves its own room. */
  textField(tag: number, text: string): void {
    const encoded = ByteWriter.text.encode(text);
    this.reserve(encoded.length + 12);
    this.byte(tag);
    this.varint(encoded.length);
    this.bytes(encoded);
  }

  /**
   * Writes in front of what was written since `start` how long it is. One byte is moved into for each byte of the
   * length beyond the first, for which the caller left a gap at `start`.
   */
  closeLength(start: number): void {
    const size = this.length - start - 1;
    const extra = varintSize(size) - 1;
    if (extra > 0) this.buffer.copyWithin(start + 1 + extra, start + 1, this.length);
    this.length = start;
    this.varint(size);
    this.length += size;
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }

  /** What was written, until the next write. */
  view(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }
}

/** Bytes that a whole number from 0 to 2^53 − 1 takes as a varint. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) size++;
  return size;
}
