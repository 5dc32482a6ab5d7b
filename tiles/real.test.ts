import { decodeTile } from "@maplibre/mlt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LayerDefinition } from "./catalogue.ts";
import type { PointRow } from "./columns.ts";
import { parseExpression } from "./expression-text.ts";
import { filterKey } from "./filter.ts";
import { percentiles } from "./percentiles.ts";
import { type PointChange, PointLayer } from "./point-layer.ts";
import { placeOfReal, realBeside, realOfPlace } from "./real.ts";
import { countAll, countBy } from "./summary.ts";
import { readTile } from "./testing/read-tile.ts";
import { tileJson } from "./tilejson.ts";

const gauges: LayerDefinition = {
  id: "gauges",
  geometry: "point",
  title: "Gauges",
  description: "Points with a level",
  clearance: "public",
  minzoom: 0,
  maxzoom: 16,
  pace: "minutes",
  featureBudget: Number.POSITIVE_INFINITY,
  attributes: [
    { name: "level", kind: "real", clearance: "public", description: "Metres above the mark" },
    { name: "count", kind: "integer", clearance: "public", description: "Readings" },
  ],
};
const world = { z: 0, x: 0, y: 0 } as const;

const row = (id: number, level: number | null, version = 1): PointRow => ({
  id,
  version,
  lng: 107 + id / 1000,
  lat: 34,
  values: [level, id],
});

function newLayer(levels: readonly (number | null)[], options = {}): PointLayer {
  const layer = new PointLayer(gauges, options);
  layer.load(levels.map((level, id) => row(id, level)));
  return layer;
}

const single = fc.float({ noNaN: true, noDefaultInfinity: true });
const level = fc.oneof(
  single,
  fc.integer({ min: -300, max: 300 }).map((n) => Math.fround(n / 10)),
  fc.constantFrom(0, -0, Math.fround(1e-45), Math.fround(-1e-45), 3.4028234663852886e38, -3.4028234663852886e38),
);

describe("places of reals", () => {
  test("are whole, dense, in the order of the reals, and lead back to them", () => {
    fc.assert(
      fc.property(level, level, (a, b) => {
        expect(placeOfReal(a) < placeOfReal(b)).toBe(a < b);
        expect(placeOfReal(a) === placeOfReal(b)).toBe(a === b);
        expect(realOfPlace(placeOfReal(a))).toBe(a === 0 ? 0 : a);
        expect(Number.isInteger(placeOfReal(a))).toBe(true);
        expect(placeOfReal(realBeside(a, 1)) - placeOfReal(a)).toBe(Number.isFinite(realBeside(a, 1)) ? 1 : Infinity);
      }),
      { numRuns: 2000 },
    );
    expect([-1, 0, 1].map(realOfPlace)).toEqual([-1.401298464324817e-45, 0, 1.401298464324817e-45]);
    expect([placeOfReal(1e39), placeOfReal(-1e39), placeOfReal(Infinity)]).toEqual([Infinity, -Infinity, Infinity]);
  });
});

describe("a column of reals", () => {
  test("answers each comparison as the numbers of 32 bits do, and null passes none", () => {
    const sign = fc.constantFrom("<", "<=", ">", ">=", "=", "<>");
    const literal = fc.integer({ min: -310, max: 310 }).map((n) => (n / 10).toFixed(1));
    fc.assert(
      fc.property(
        fc.array(fc.option(level, { nil: null, freq: 6 }), { maxLength: 60 }),
        sign,
        literal,
        (levels, op, text) => {
          const wanted = Math.fround(Number(text));
          const passes = (value: number) =>
            ({
              "<": value < wanted,
              "<=": value <= wanted,
              ">": value > wanted,
              ">=": value >= wanted,
              "=": value === wanted,
              "<>": value !== wanted,
            })[op];
          const expected = levels.filter((value) => value !== null && passes(value)).length;
          const layer = newLayer(levels);
          expect(countAll(layer, { where: parseExpression(gauges, `level ${op} ${text}`) })).toBe(expected);
          const within = parseExpression(gauges, `level between ${text} and 20.5 or level in (${text}, -3.25)`);
          const inside = levels.filter(
            (value) => value !== null && ((value >= wanted && value <= 20.5) || value === wanted || value === -3.25),
          ).length;
          expect(countAll(layer, { where: within })).toBe(inside);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("has one key for one meaning", () => {
    const keyOf = (text: string) => filterKey(gauges, { where: parseExpression(gauges, text) });
    expect(keyOf("level < 0.1 or level >= 0.1")).toBe(keyOf("level <= 7 or level > 7"));
    expect(keyOf("not (level < 0.1)")).toBe(keyOf("level >= 0.1"));
    expect(keyOf("level = 0.1")).toBe(keyOf("level between 0.1 and 0.1"));
    expect(keyOf("level = 0.1")).not.toBe(keyOf("level = 0.2"));
    expect(() => parseExpression(gauges, "count = 0.1")).toThrow(/whole numbers/);
  });

  test("comes out of tiles of both formats as the numbers that went in, after changes and merges too", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(level, { nil: null, freq: 6 }), { minLength: 1, maxLength: 40 }),
        fc.array(level, { maxLength: 20 }),
        (levels, later) => {
          const layer = newLayer(levels, { smallRun: 8 });
          layer.apply(later.map((value, id): PointChange => ({ op: "upsert", row: row(id * 2, value, 2) })));
          while (layer.mergeSome(1_000));
          const model = new Map(levels.map((value, id) => [id, value]));
          for (const [id, value] of later.entries()) model.set(id * 2, value);
          const expected = [...model].sort(([a], [b]) => a - b);
          const features = readTile(layer.tile(world)).gauges?.features ?? [];
          const read = features.map(({ id, properties }) => [id, properties.level ?? null] as const);
          expect(read.sort(([a], [b]) => Number(a) - Number(b))).toEqual(
            expected.map(([id, value]) => [id, value === 0 ? 0 : value]),
          );
          const [table] = decodeTile(layer.tile(world, {}, "mlt"));
          const again = (table?.getFeatures() ?? []).map(({ id, properties }) => [
            Number(id),
            (properties?.level ?? null) as number | null,
          ]);
          expect(again.sort(([a], [b]) => Number(a) - Number(b))).toEqual(
            expected.map(([id, value]) => [id, value === 0 ? 0 : value]),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  test("has percentiles, four bytes a point and a description; groups and weights are of whole numbers", () => {
    const layer = newLayer([2.5, -1.25, null, 0.5, 100]);
    expect(percentiles(layer, "level", [0, 0.5, 0.75, 1])).toEqual({ count: 4, values: [-1.25, 0.5, 2.5, 100] });
    expect(layer.runs[0]?.columns[0]?.BYTES_PER_ELEMENT).toBe(4);
    expect(tileJson(gauges, { url: "x" }).vector_layers[0]?.fields.level).toBe("Number: Metres above the mark");
    expect(() => countBy(layer, "level")).toThrow(/no groups/);
    expect(() => new PointLayer({ ...gauges, weight: { attribute: "level" } })).toThrow(/no weight/);
    for (const bad of [Number.NaN, Infinity, 1e39, "1"]) expect(() => newLayer([bad as number])).toThrow(TypeError);
  });
});
