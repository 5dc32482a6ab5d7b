import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeMlt, type MltColumn } from "./mlt.ts";
import { PointLayer } from "./point-layer.ts";
import { type ReadMltFeature, readMlt } from "./testing/read-mlt.ts";
import { readTile } from "./testing/read-tile.ts";
import { anyFilter, pointRows, sampleLayer } from "./testing/sample-points.ts";
import { tileAt, worldX, worldY } from "./world.ts";

/** What `readMlt` reads, of an MVT. */
function readMvt(bytes: Uint8Array): Record<string, ReadMltFeature[]> {
  return Object.fromEntries(
    Object.entries(readTile(bytes)).map(([name, { features }]) => [
      name,
      features.map(({ id, geometry, properties }): ReadMltFeature => ({ id: id as number, geometry, properties })),
    ]),
  );
}

describe.each([
  ["points", Number.POSITIVE_INFINITY],
  ["cells", 0],
])("a tile of %s", (_, featureBudget) => {
  test("says in MLT what it says in MVT, whatever the rows, the filter and the zoom", () => {
    fc.assert(
      fc.property(pointRows(), anyFilter, fc.integer({ min: 0, max: 22 }), fc.nat(), (rows, filter, z, pick) => {
        const layer = new PointLayer({ ...sampleLayer, featureBudget }, { timeZone: "Europe/Berlin" });
        layer.load(rows);
        const { lng, lat } = rows[pick % Math.max(rows.length, 1)] ?? { lng: 0, lat: 0 };
        const coord = tileAt(worldX(lng), worldY(lat), z);
        const bytes = layer.tile(coord, filter, "mlt");
        expect(bytes.length === 0 ? {} : readMlt(bytes)).toEqual(readMvt(layer.tile(coord, filter)));
      }),
      { numRuns: 300 },
    );
  });
});

const points = (columns: readonly MltColumn[], count = 3) => ({
  name: "layer",
  count,
  x: Uint16Array.of(0, 4095, 17),
  y: Uint16Array.of(4095, 0, 17),
  ids: Uint32Array.of(1, 2, 4_294_967_295),
  columns,
});
const number = (values: readonly number[]): MltColumn => ({
  kind: "number",
  name: "n",
  values: Float64Array.from(values),
});

test("no features are no bytes", () => {
  expect(encodeMlt(points([], 0))).toHaveLength(0);
});

test("corners, ids of 32 and of 53 bits survive", () => {
  const features = readMlt(encodeMlt(points([]))).layer ?? [];
  expect(features.map(({ id }) => id)).toEqual([1, 2, 4_294_967_295]);
  expect(features.map(({ geometry }) => geometry[0]?.[0])).toEqual([
    [0, 4095],
    [4095, 0],
    [17, 17],
  ]);
  const wide = { ...points([]), ids: Float64Array.of(1, 2 ** 40, Number.MAX_SAFE_INTEGER) };
  expect(readMlt(encodeMlt(wide)).layer?.map(({ id }) => id)).toEqual([1, 2 ** 40, Number.MAX_SAFE_INTEGER]);
});

test.each([
  [[0, 1, 4_294_967_295]],
  [[-2_147_483_648, 0, 2_147_483_647]],
  [[-5_000_000_000, 0.5, 1e300]],
  [[7, 7, 7]],
  [[Number.NaN, 3, Number.NaN]],
])("the numbers %j survive", (values) => {
  const read = readMlt(encodeMlt(points([number(values)]))).layer ?? [];
  expect(read.map(({ properties }) => properties.n)).toEqual(
    values.map((one) => (Number.isNaN(one) ? undefined : one)),
  );
});

test("a column without any value is left out", () => {
  const columns = [
    number([Number.NaN, Number.NaN, Number.NaN]),
    { kind: "text", name: "t", codes: new Uint32Array(3), texts: [] },
  ] as const;
  expect(readMlt(encodeMlt(points(columns))).layer?.map(({ properties }) => properties)).toEqual([{}, {}, {}]);
});

test("marks of what is there survive in runs and without them", () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.nat({ max: 3 }), { nil: Number.NaN }), { minLength: 1, maxLength: 3000 }),
      (values) => {
        const count = values.length;
        const many = {
          name: "layer",
          count,
          x: new Uint16Array(count),
          y: new Uint16Array(count),
          ids: new Uint32Array(count),
        };
        const read = readMlt(encodeMlt({ ...many, columns: [number(values)] })).layer ?? [];
        expect(read.map(({ properties }) => properties.n ?? Number.NaN)).toEqual(values);
      },
    ),
  );
});

test("equal rows give equal bytes", () => {
  const layer = () => {
    const one = new PointLayer(sampleLayer);
    one.load(fc.sample(pointRows(), { seed: 5, numRuns: 1 })[0] ?? []);
    return one.tile({ z: 0, x: 0, y: 0 }, {}, "mlt");
  };
  expect(Buffer.compare(layer(), layer())).toBe(0);
});
