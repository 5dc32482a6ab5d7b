import fc from "fast-check";
import { expect, test } from "vitest";
import { sortByKey } from "./radix-sort.ts";

test.each([10, 20_000])("%i rows come out in order of their keys, equals in the order they had", (length) => {
  const key = fc.oneof(fc.nat({ max: 7 }), fc.integer({ min: 0, max: 0xffff_ffff }));
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 50 }), (sample) => {
      const keys = Uint32Array.from({ length }, (_, i) => sample[(i * 7919) % sample.length] as number);
      const order = sortByKey(Uint32Array.from(keys.keys()), keys);
      const expected = [...keys.keys()].sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
      expect([...order]).toEqual(expected);
    }),
    { numRuns: 15 },
  );
});
