import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLayer, type LayerDefinition } from "./catalogue.ts";
import { compile, type Filter, filterKey } from "./filter.ts";
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
  const keyOf = (filter: Filter) => filterKey(sampleLayer, filter);

  test("is empty for no filter at all", () => {
    expect(keyOf({})).toBe("");
    expect(keyOf({ from: undefined, in: {} })).toBe("");
  });

  test("does not depend on order or repeats", () => {
    const one = keyOf({ hours: [3, 1, 3], in: { note: ["b", "a"], category: ["x"] } });
    expect(keyOf({ in: { category: ["x", "x"], note: ["a", "b"] }, hours: [1, 3] })).toBe(one);
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
      { in: { note: ["1"] } },
    ].map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("is the same for the same condition in other words", () => {
    expect(keyOf({ from: 10, to: 20 })).toBe(
      keyOf({ where: { op: "between", property: "seen_at", low: 10, high: 19 } }),
    );
    expect(keyOf({ communities: [2] })).toBe(keyOf({ in: { community_id: [2] } }));
  });
});

describe("a filter that does not fit the layer is refused", () => {
  const layer = new PointLayer(sampleLayer);
  const timeless = new PointLayer(findLayer("police-rooms") as LayerDefinition);

  test("for an attribute it does not have", () => {
    expect(() => compile(layer, { in: { colour: ["red"] } })).toThrow(/has no "colour"/);
    expect(() => compile(layer, { in: { __proto__x: ["red"] } })).toThrow(RangeError);
  });

  test("for a time it does not have", () => {
    for (const filter of [{ from: 1 }, { to: 1 }, { hours: [1] }, { weekdays: [1] }]) {
      expect(() => compile(timeless, filter)).toThrow(/has no (time|"(hour|weekday)") to filter by/);
    }
  });

  test("for hours and weekdays that do not exist", () => {
    expect(() => compile(layer, { hours: [24] })).toThrow(/hour/);
    expect(() => compile(layer, { weekdays: [0] })).toThrow(/weekday/);
  });
});
