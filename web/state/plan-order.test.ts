import fc from "fast-check";
import { expect, test } from "vitest";
import { applyOrder, keyOf, moveBy } from "./plan-order.ts";

const places = fc.uniqueArray(
  fc.record({ kind: fc.constantFrom("venue", "residence"), id: fc.integer({ min: 1, max: 50 }) }),
  {
    selector: keyOf,
  },
);

test("an order neither loses nor doubles a place, whatever it names", () => {
  fc.assert(
    fc.property(places, fc.array(fc.string()), places, (suggested, noise, others) => {
      const ordered = applyOrder(suggested, [...noise, ...others.map(keyOf)]);
      expect(ordered.map(keyOf).sort()).toEqual(suggested.map(keyOf).sort());
    }),
  );
});

test("placed places come first, as placed; the rest as suggested", () => {
  const suggested = [1, 2, 3, 4].map((id) => ({ kind: "venue", id }));
  expect(applyOrder(suggested, ["venue:3", "venue:9", "venue:1"]).map(({ id }) => id)).toEqual([3, 1, 2, 4]);
});

test("moving up and down again changes nothing, except at the ends", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 2 }), fc.nat(), (order, seed) => {
      const at = 1 + (seed % (order.length - 1));
      const key = order[at] as string;
      expect(moveBy(moveBy(order, key, -1), key, 1)).toEqual(order);
      expect(moveBy(order, order[0] as string, -1)).toEqual(order);
    }),
  );
});
