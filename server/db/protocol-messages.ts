/** Codes of messages from the server: https://www.postgresql.org/docs/current/protocol-message-formats.html */
export const errorResponse = 0x45;
export const readyForQuery = 0x5a;

/** A type byte and four bytes of length, which counts itself but not the type. */
const headerBytes = 5;

/**
 * Passes the server's messages on but for those of a type that is dropped. Pieces may end anywhere, within a message or
 * its header; each piece that comes out ends where the one that went in did, except that an incomplete header waits.
 *
 * @param isKept asked once for each message, with its type
 */
export function filterMessages(
  emit: (piece: Uint8Array) => void,
  isKept: (type: number) => boolean,
): (piece: Uint8Array) => void {
  let waiting = new Uint8Array(0);
  /** Bytes still to come of the message under way, and whether they are passed on. */
  let rest = 0;
  let isPassing = true;
  return (piece) => {
    const bytes = waiting.length === 0 ? piece : Buffer.concat([waiting, piece]);
    const kept: Uint8Array[] = [];
    let at = 0;
    while (at < bytes.length) {
      if (rest === 0) {
        if (bytes.length - at < headerBytes) break;
        isPassing = isKept(bytes[at] as number);
        rest = 1 + new DataView(bytes.buffer, bytes.byteOffset + at + 1, 4).getUint32(0);
      }
      const end = Math.min(bytes.length, at + rest);
      if (isPassing) kept.push(bytes.subarray(at, end));
      rest -= end - at;
      at = end;
    }
    // Copied: the piece may be a view of memory that the database reuses.
    waiting = Uint8Array.from(bytes.subarray(at));
    if (kept.length > 0) emit(kept.length === 1 ? (kept[0] as Uint8Array) : Buffer.concat(kept));
  };
}
