import fc from "fast-check";
import { expect, test } from "vitest";
import { applyOrder, keyOf, moveTo } from "./plan-order.ts";

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

test("a move puts a place where another was, and back again where it came from", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 2 }), fc.nat(), fc.nat(), (all, a, b) => {
      const from = a % all.length;
      const to = b % all.length;
      const moved = moveTo(all, all[from] as string, all[to] as string, all);
      expect(moved[to]).toBe(all[from]);
      expect(moveTo(moved, moved[to] as string, moved[from] as string, moved)).toEqual(all);
    }),
  );
});

test("a move keeps what was placed by hand and leaves the rest to be suggested", () => {
  const all = ["a", "b", "c", "d", "e"];
  expect(moveTo(all, "c", "b", [])).toEqual(["a", "c", "b"]);
  expect(moveTo(all, "b", "a", ["a", "b", "c", "gone"])).toEqual(["b", "a", "c"]);
  expect(moveTo(all, "gone", "a", ["a"])).toEqual(["a"]);
});
