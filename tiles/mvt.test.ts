import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { varintSize } from "./bytes.ts";
import { encodePoints, type PointFeatures, TileValues } from "./mvt.ts";
import { readTile } from "./testing/read-tile.ts";

/** One feature at (1, 2) with the given values under keys k0, k1, … */
function oneFeature(values: readonly (string | number | boolean)[], id = 1): PointFeatures {
  const list = new TileValues();
  const tags = values.map((value) => {
    if (typeof value === "string") return list.addText(value);
    return typeof value === "number" ? list.addInteger(value) : list.addBoolean(value);
  });
  return {
    name: "layer",
    keys: values.map((_, i) => `k${i}`),
    count: 1,
    x: Uint16Array.of(1),
    y: Uint16Array.of(2),
    ids: Float64Array.of(id),
    tags: Uint32Array.from(tags),
    values: list,
  };
}

function readOne(features: PointFeatures) {
  const layer = readTile(encodePoints(features)).layer;
  expect([layer?.version, layer?.extent, layer?.features.length]).toEqual([2, 4096, 1]);
  return layer?.features[0];
}

test("no features are no bytes", () => {
  expect(encodePoints({ ...oneFeature([]), count: 0 })).toHaveLength(0);
});

test("the bytes of a tile are these", () => {
  const bytes = encodePoints(oneFeature(["a", 7]));
  expect(Buffer.from(bytes).toString("hex")).toBe(
    [
      "1a2e", // layer of 46 bytes
      "7802", // version 2
      "0a056c61796572", // name "layer"
      "120f", // feature of 15 bytes
      "0801", // id 1
      "120400000101", // tags k0 → 0, k1 → 1
      "1801", // point
      "2203090204", // move to (1, 2)
      "2203", // value of 3 bytes
      "0a0161", // text "a"
      "2202", // value of 2 bytes
      "2807", // unsigned 7
      "1a026b30", // key "k0"
      "1a026b31", // key "k1"
      "288020", // extent 4096
    ].join(""),
  );
});

test.each([0, 127, 128, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 35, 2 ** 53 - 1])("id %i survives", (id) => {
  expect(readOne(oneFeature([], id))?.id).toBe(id);
});

test("whole numbers of both signs, texts and booleans survive", () => {
  const value = fc.oneof(
    fc.integer(),
    fc.integer({ min: -(2 ** 52), max: 2 ** 53 - 1 }),
    fc.string({ unit: "grapheme", maxLength: 300 }),
    fc.boolean(),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 12 }), fc.maxSafeNat(), (values, id) => {
      const read = readOne(oneFeature(values, id));
      expect(read?.properties).toEqual(Object.fromEntries(values.map((one, i) => [`k${i}`, one])));
      expect(read?.geometry).toEqual([[[1, 2]]]);
    }),
  );
});

describe("lengths of more than one byte", () => {
  test.each([127, 128, 16_383, 16_384, 70_000])("a text of %i bytes", (length) => {
    expect(readOne(oneFeature(["x".repeat(length)]))?.properties).toEqual({ k0: "x".repeat(length) });
  });

  test("a feature with more than 127 bytes of tags, and one with more than 16,383", () => {
    for (const count of [100, 9000]) {
      const values = Array.from({ length: count }, (_, i) => i);
      expect(Object.keys(readOne(oneFeature(values))?.properties ?? {})).toHaveLength(count);
    }
  });
});

test("coordinates at the edges of the tile survive", () => {
  for (const [x, y] of [
    [0, 0],
    [63, 64],
    [4095, 4095],
  ] as const) {
    const read = readOne({ ...oneFeature([]), x: Uint16Array.of(x), y: Uint16Array.of(y) });
    expect(read?.geometry).toEqual([[[x, y]]]);
  }
});

test("a value of null is left out", () => {
  const features = oneFeature(["a", "b"]);
  const read = readOne({ ...features, tags: Uint32Array.of(0, 2) });
  expect(read?.properties).toEqual({ k1: "b" });
});

test("the size of a varint grows every seven bits", () => {
  expect([0, 127, 128, 16_383, 16_384, 2 ** 53 - 1].map(varintSize)).toEqual([1, 1, 2, 2, 3, 8]);
});
