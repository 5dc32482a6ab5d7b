import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLayer, type LayerDefinition } from "./catalogue.ts";
import { compile, filterKey, normalise } from "./filter.ts";
import { PointLayer } from "./point-layer.ts";
import { countAll } from "./summary.ts";
import { anyFilter, passes, pointRows, sampleLayer } from "./testing/sample-points.ts";

test("a filter lets exactly those rows pass that it describes", () => {
  fc.assert(
    fc.property(pointRows(), anyFilter, (rows, filter) => {
      const layer = new PointLayer(sampleLayer, { timeZone: "Europe/Berlin" });
      layer.load(rows);
      expect(countAll(layer, filter)).toBe(rows.filter((row) => passes(row, filter, "Europe/Berlin")).length);
    }),
    { numRuns: 500 },
  );
});

describe("the key of a filter", () => {
  test("is empty for no filter at all", () => {
    expect(filterKey({})).toBe("");
    expect(filterKey({ from: undefined, in: {} })).toBe("");
  });

  test("does not depend on order or repeats", () => {
    const one = filterKey({ hours: [3, 1, 3], in: { status: ["b", "a"], category: ["x"] } });
    expect(filterKey({ in: { category: ["x", "x"], status: ["a", "b"] }, hours: [1, 3] })).toBe(one);
  });

  test("is as different as the filters are", () => {
    const keys = [
      {},
      { from: 1 },
      { to: 1 },
      { hours: [1] },
      { weekdays: [1] },
      { communities: [1] },
      { communities: [] },
      { in: { category: ["1"] } },
      { in: { category: ["1", "2"] } },
      { in: { category: ["1,2"] } },
      { in: { status: ["1"] } },
    ].map(filterKey);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("is that of its normal form, and that form means the same", () => {
    fc.assert(
      fc.property(pointRows(20), anyFilter, (rows, filter) => {
        expect(filterKey(normalise(filter))).toBe(filterKey(filter));
        const kept = (one: typeof filter) => rows.filter((row) => passes(row, one, "UTC")).map(({ id }) => id);
        expect(kept(normalise(filter))).toEqual(kept(filter));
      }),
    );
  });
});

describe("a filter that does not fit the layer is refused", () => {
  const layer = new PointLayer(sampleLayer);
  const timeless = new PointLayer(findLayer("police-rooms") as LayerDefinition);

  test("for an attribute it does not have", () => {
    expect(() => compile(layer, { in: { colour: ["red"] } })).toThrow(/No attribute "colour"/);
    expect(() => compile(layer, { in: { __proto__x: ["red"] } })).toThrow(RangeError);
  });

  test("for a time it does not have", () => {
    for (const filter of [{ from: 1 }, { to: 1 }, { hours: [1] }, { weekdays: [1] }]) {
      expect(() => compile(timeless, filter)).toThrow(/has no time/);
    }
  });

  test("for hours and weekdays that do not exist", () => {
    expect(() => compile(layer, { hours: [24] })).toThrow(/hour/);
    expect(() => compile(layer, { weekdays: [0] })).toThrow(/weekday/);
  });
});
