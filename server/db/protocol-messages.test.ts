import fc from "fast-check";
import { expect, test } from "vitest";
import { errorResponse, filterMessages, readyForQuery } from "./protocol-messages.ts";

const message = fc
  .record({ type: fc.constantFrom(errorResponse, readyForQuery, 0x44, 0x43), body: fc.uint8Array({ maxLength: 20 }) })
  .map(({ type, body }) => {
    const bytes = Buffer.alloc(5 + body.length);
    bytes[0] = type;
    bytes.writeUInt32BE(4 + body.length, 1);
    bytes.set(body, 5);
    return bytes;
  });

test("wherever the pieces end, all but the dropped messages come out whole and in order, each asked about once", () => {
  fc.assert(
    fc.property(fc.array(message), fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (messages, lengths) => {
      const all = Buffer.concat(messages);
      const out: Uint8Array[] = [];
      const asked: number[] = [];
      const feed = filterMessages(
        (piece) => out.push(Uint8Array.from(piece)),
        (type) => {
          asked.push(type);
          return type !== readyForQuery;
        },
      );
      for (let at = 0; at < all.length; ) {
        const length = lengths.next().value as number;
        feed(all.subarray(at, at + length));
        at += length;
      }
      expect(Buffer.concat(out)).toEqual(Buffer.concat(messages.filter(([type]) => type !== readyForQuery)));
      expect(asked).toEqual(messages.map(([type]) => type));
    }),
  );
});
