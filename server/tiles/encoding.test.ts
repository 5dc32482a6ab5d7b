import { brotliDecompressSync, gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { condense, encode, encodings, negotiate } from "./encoding.ts";

describe("negotiation", () => {
  test.each([
    [undefined, "identity"],
    ["", "identity"],
    ["br", "br"],
    ["GZIP", "gzip"],
    ["x-gzip", "gzip"],
    ["gzip;q=1.0, br;q=1.0", "br"],
    ["gzip ; q=0.9 , br ; q=0.1", "gzip"],
    ["br;q=0, *", "gzip"],
    ["*;q=0", undefined],
    ["identity;q=0", undefined],
    ["identity;q=0, gzip", "gzip"],
    ["*;q=0, identity", "identity"],
    ["deflate", "identity"],
    ["br;q=2", "identity"],
    ["br;q=x", "identity"],
  ])("%s → %s", (header, encoding) => {
    expect(negotiate(header)).toBe(encoding);
  });

  test("never gives what was refused, nor something worse than the best that was offered", () => {
    const weight = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(fc.record({ br: weight, gzip: weight, identity: weight }), (weights) => {
        const header = Object.entries(weights).map(([name, q]) => `${name};q=${q}`);
        const chosen = negotiate(header.join(", "));
        const best = Math.max(...Object.values(weights));
        if (best === 0) expect(chosen).toBeUndefined();
        else expect(weights[chosen as keyof typeof weights]).toBe(best);
      }),
    );
  });

  test("takes any header without failing", () => {
    fc.assert(fc.property(fc.string(), (header) => [...encodings, undefined].includes(negotiate(header))));
  });
});

test.each(encodings)("what goes out as %s comes back as it was, compressed once or twice", async (encoding) => {
  const decode = (body: Buffer) =>
    encoding === "br" ? brotliDecompressSync(body) : encoding === "gzip" ? gunzipSync(body) : body;
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
      const body = await encode(bytes, encoding);
      expect(decode(body).equals(bytes)).toBe(true);
      expect(decode(await condense(body, encoding)).equals(bytes)).toBe(true);
    }),
    { numRuns: 20 },
  );
});
