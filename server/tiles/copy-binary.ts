import type { AttributeKind } from "@one-map/tiles/catalogue";
import type { PointRow, Value } from "@one-map/tiles/columns";

/**
 * Reader of PostgreSQL's `COPY … TO STDOUT (FORMAT binary)`: rows of id, version, lng, lat and the attributes of a layer,
 * cast as `copyType` says. Bytes may come cut anywhere. Format:
 * https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4
 */

/** Type that an attribute is cast to in the COPY, so that its bytes are as the reader expects them. */
export function copyType(kind: AttributeKind): "text" | "boolean" | "integer" | "real" | "timestamptz" | "date" {
  if (kind === "enum" || kind === "text") return "text";
  if (kind === "boolean" || kind === "date" || kind === "real") return kind;
  return kind === "instant" ? "timestamptz" : "integer";
}

/** 2000-01-01, from which PostgreSQL counts microseconds and days. */
const postgresEpoch = { seconds: 946_684_800, days: 10_957 } as const;

/** Signature, flags and the length of an extension that nobody uses. */
const headerBytes = 19;

const signature = Buffer.from("PGCOPY\n\xff\r\n\0", "latin1");

export class CopyReader {
  /** Rows read so far. */
  rows = 0;
  /** True once the end of the data was read. */
  isComplete = false;
  private rest: Buffer = Buffer.alloc(0);
  private isBegun = false;
  private readonly kinds: readonly AttributeKind[];
  private readonly take: (row: PointRow) => void;
  /** Handed out again for each row. */
  private readonly row: { id: number; version: number; lng: number; lat: number; values: Value[] };
  private readonly texts: Map<string, string>[];

  /** @param take - receives each row; the object is used again for the next one */
  constructor(kinds: readonly AttributeKind[], take: (row: PointRow) => void) {
    this.kinds = kinds;
    this.take = take;
    this.row = { id: 0, version: 0, lng: 0, lat: 0, values: kinds.map(() => null) };
    this.texts = kinds.map(() => new Map());
  }

  /** Reads what is whole of the bytes so far. Throws TypeError for anything but such a COPY. */
  push(chunk: Buffer): void {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let at = 0;
    if (!this.isBegun) {
      if (bytes.length < headerBytes) {
        this.rest = bytes;
        return;
      }
      if (!bytes.subarray(0, signature.length).equals(signature)) throw new TypeError("This is not a binary COPY.");
      this.isBegun = true;
      at = headerBytes + bytes.readUInt32BE(headerBytes - 4);
    }
    for (let end = this.endOfRow(bytes, at); end >= 0; end = this.endOfRow(bytes, at)) {
      this.readRow(bytes, at + 2);
      at = end;
    }
    this.rest = bytes.subarray(at);
  }

  /** Where the row at a place ends; −1 when it has not come whole, or was the last. */
  private endOfRow(bytes: Buffer, start: number): number {
    if (this.isComplete || start + 2 > bytes.length) return -1;
    const fields = bytes.readInt16BE(start);
    if (fields === -1) {
      this.isComplete = true;
      return -1;
    }
    if (fields !== this.kinds.length + 4) throw new TypeError(`A row has ${fields} fields.`);
    let at = start + 2;
    for (let i = 0; i < fields; i++) {
      if (at + 4 > bytes.length) return -1;
      at += 4 + Math.max(bytes.readInt32BE(at), 0);
    }
    return at <= bytes.length ? at : -1;
  }

  private readRow(bytes: Buffer, start: number): void {
    const { row, kinds } = this;
    row.id = readBigInt(bytes, start + 4);
    row.version = readBigInt(bytes, start + 16);
    row.lng = bytes.readDoubleBE(start + 28);
    row.lat = bytes.readDoubleBE(start + 40);
    let at = start + 48;
    for (let i = 0; i < kinds.length; i++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      row.values[i] = length < 0 ? null : this.readValue(i, bytes, at, length);
      at += Math.max(length, 0);
    }
    this.rows++;
    this.take(row);
  }

  private readValue(index: number, bytes: Buffer, at: number, length: number): Value {
    const type = copyType(this.kinds[index] as AttributeKind);
    if (type === "integer") return bytes.readInt32BE(at);
    if (type === "real") return bytes.readFloatBE(at);
    // Taken apart here, not in SQL: extract() makes a numeric of each, which took longer than all the rest.
    if (type === "timestamptz") return Math.floor(readBigInt(bytes, at) / 1e6) + postgresEpoch.seconds;
    if (type === "date") return bytes.readInt32BE(at) + postgresEpoch.days;
    if (type === "boolean") return bytes[at] === 1;
    return this.kinds[index] === "enum"
      ? this.readKnownText(index, bytes, at, length)
      : bytes.toString("utf8", at, at + length);
  }

  /** Vocabularies are small: each text is decoded from UTF-8 once. */
  private readKnownText(index: number, bytes: Buffer, at: number, length: number): string {
    const raw = bytes.toString("latin1", at, at + length);
    const texts = this.texts[index] as Map<string, string>;
    const known = texts.get(raw);
    if (known !== undefined) return known;
    const text = bytes.toString("utf8", at, at + length);
    texts.set(raw, text);
    return text;
  }
}

/** A bigint as number; throws RangeError beyond 2^53, as everywhere. */
function readBigInt(bytes: Buffer, at: number): number {
  const value = bytes.readInt32BE(at) * 4_294_967_296 + bytes.readUInt32BE(at + 4);
  if (!Number.isSafeInteger(value)) throw new RangeError("bigint beyond 2^53 from the database");
  return value;
}
