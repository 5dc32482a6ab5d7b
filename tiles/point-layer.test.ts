import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PointRow } from "./columns.ts";
import type { Filter } from "./filter.ts";
import { PointLayer } from "./point-layer.ts";
import { countBy } from "./summary.ts";
import { newLayer, readFeatures, row, timeZone, upsert, world } from "./testing/sample-layer.ts";
import { anyFilter, passes, pointRows, sampleLayer } from "./testing/sample-points.ts";
import { type TileCoord, tileAt, worldX, worldY } from "./world.ts";

/** Features that the tile should have, from the rows themselves: `[id, x, y, properties]` by id. */
function expectedFeatures(rows: readonly PointRow[], coord: TileCoord) {
  const scale = 2 ** (20 - coord.z);
  // Beyond zoom 20 a point stands in the middle of its world unit.
  const middle = scale < 1 ? 0.5 / scale : 0;
  return rows
    .filter(({ lng, lat }) => isDeepEqual(tileAt(worldX(lng), worldY(lat), coord.z), coord))
    .map(({ id, lng, lat, values }) => {
      const [x, y] = [worldX(lng), worldY(lat)].map((unit) => (Math.floor(unit / scale) % 4096) + middle);
      const shown = sampleLayer.attributes.flatMap(({ name, inTile }, i) =>
        inTile === false || values[i] === null ? [] : [[name, values[i]]],
      );
      return { id, geometry: [[[x, y]]], properties: Object.fromEntries(shown) };
    })
    .sort((a, b) => a.id - b.id);
}

function isDeepEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

test("a tile decodes to exactly the rows inside it that pass the filter", () => {
  fc.assert(
    fc.property(pointRows(), anyFilter, fc.integer({ min: 0, max: 22 }), fc.nat(), (rows, filter, z, pick) => {
      const centre = rows[pick % Math.max(rows.length, 1)] ?? row(1);
      const coord = tileAt(worldX(centre.lng), worldY(centre.lat), z);
      const expected = expectedFeatures(
        rows.filter((one) => passes(one, filter, timeZone)),
        coord,
      );
      expect(readFeatures(newLayer(rows).tile(coord, filter))).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test("every point is in exactly one tile of each zoom, and inside it", () => {
  fc.assert(
    fc.property(pointRows(30), fc.integer({ min: 0, max: 3 }), (rows, z) => {
      const layer = newLayer(rows);
      const ids: (number | undefined)[] = [];
      for (let x = 0; x < 2 ** z; x++) {
        for (let y = 0; y < 2 ** z; y++) {
          for (const { id, geometry } of readFeatures(layer.tile({ z, x, y }))) {
            ids.push(id);
            for (const unit of geometry[0]?.[0] ?? [-1]) expect(unit >= 0 && unit <= 4095).toBe(true);
          }
        }
      }
      expect(ids.sort()).toEqual(rows.map(({ id }) => id).sort());
    }),
    { numRuns: 40 },
  );
});

test("four children together hold what their parent holds", () => {
  fc.assert(
    fc.property(pointRows(), fc.integer({ min: 0, max: 15 }), anyFilter, (rows, z, filter) => {
      const layer = newLayer(rows);
      const { lng, lat } = rows[0] ?? row(1);
      const parent = tileAt(worldX(lng), worldY(lat), z);
      const children = [0, 1, 2, 3].flatMap((quarter) =>
        readFeatures(
          layer.tile({ z: z + 1, x: parent.x * 2 + (quarter & 1), y: parent.y * 2 + (quarter >> 1) }, filter),
        ),
      );
      const ids = (features: { id: number | undefined }[]) => features.map(({ id }) => id).sort();
      expect(ids(children)).toEqual(ids(readFeatures(layer.tile(parent, filter))));
    }),
  );
});

test("of two rows with one id in a snapshot the newer version stays", () => {
  const layer = newLayer([row(5, 2, 0), row(5, 3, 90), row(5, 1, -90)]);
  expect(layer.checksum()).toEqual({ count: 1, versionSum: 3 });
  expect(readFeatures(layer.tile(world))[0]?.geometry[0]?.[0]?.[0]).toBe(3072);
});

describe("times beyond 32 bits", () => {
  const at = (id: number, instant: number | null): PointRow => ({
    ...row(id),
    values: [1, "noise", 3, "note", instant, 20_000, true, 1],
  });
  const ids = (layer: PointLayer, filter: Filter) => readFeatures(layer.tile(world, filter)).map(({ id }) => id);

  test("before 1970 and after 2106 are held, and a row without a time is never among them", () => {
    const layer = newLayer([at(1, -1e9), at(2, 0), at(3, null), at(4, 4.3e9)]);
    expect(ids(layer, { from: -2e9, to: 1 })).toEqual([1, 2]);
    expect(ids(layer, { from: 4.2e9, to: 4.4e9 })).toEqual([4]);
    expect(ids(layer, { from: -2e9, to: 5e9 })).toEqual([1, 2, 4]);
  });

  test("keep their local days when the first of them joins a run of later times", () => {
    const layer = newLayer([at(1, 1_792_281_600), at(2, null)]);
    const day = (low: number, high: number): Filter => ({ where: { op: "between", property: "day", low, high } });
    expect(ids(layer, day(20_744, 20_744))).toEqual([1]);
    layer.apply([upsert(at(3, -86_400))]);
    expect([ids(layer, day(20_744, 20_744)), ids(layer, day(-1, 0)), ids(layer, day(-9e6, 9e6))]).toEqual([
      [1],
      [3],
      [1, 3],
    ]);
    const days: Filter = { where: { op: "in", property: "day", values: [-1, 20_744] } };
    expect(ids(layer, days)).toEqual([1, 3]);
    expect(countBy(layer, "day").map(({ key }) => key)).toEqual(["1969-12-31", "2026-10-18", null]);
  });
});

test("an empty layer has empty tiles", () => {
  expect(new PointLayer(sampleLayer).tile(world)).toHaveLength(0);
  expect(newLayer().tile({ z: 16, x: 5, y: 5 })).toHaveLength(0);
});

test("a snapshot read asynchronously replaces everything at its end", async () => {
  const layer = newLayer([row(1)]);
  async function* source() {
    yield row(2);
    await Promise.resolve();
    expect(layer.versionOf(1)).toBe(1);
    yield row(3);
  }
  await layer.load(source());
  expect([layer.versionOf(1), layer.versionOf(2), layer.versionOf(3)]).toEqual([undefined, 1, 1]);
});

test("a bad row in a snapshot leaves what was there", () => {
  const layer = newLayer([row(1)]);
  expect(() => layer.load([row(2), { ...row(3), lat: Infinity }])).toThrow(TypeError);
  expect(layer.checksum()).toEqual({ count: 1, versionSum: 1 });
});

test("the same rows in any order give the same bytes", () => {
  fc.assert(
    fc.property(pointRows(30), fc.nat(), (rows, seed) => {
      const shuffled = rows.map((one, i) => ({ one, key: ((i + 1) * (seed + 7919)) % 1009 }));
      const other = shuffled.sort((a, b) => a.key - b.key).map(({ one }) => one);
      expect(Buffer.compare(newLayer(rows).tile(world), newLayer(other).tile(world))).toBe(0);
    }),
  );
});

test("layers of several cities share nothing: their tiles and counts are those of each alone, however reads alternate", () => {
  const city = (timeZone: string, category: string, lng: number) => {
    const layer = new PointLayer({ ...sampleLayer, featureBudget: 20 }, { timeZone });
    layer.load(
      Array.from({ length: 60 }, (_, id) => ({
        ...row(id, 1, lng + id / 1000),
        values: [id % 7, `${category} ${id % 11}`, id % 5, null, 1_792_281_600 + id * 3600, null, null, null],
      })),
    );
    return layer;
  };
  const read = (layer: PointLayer, lng: number) =>
    [2, 9, 13].flatMap((z) => {
      const coord = tileAt(worldX(lng), worldY(34.35), z);
      return [layer.tile(coord), layer.tile(coord, {}, "mlt"), layer.cells(coord)].map((tile) =>
        Buffer.from(tile).toString("hex"),
      );
    });
  const cities = [
    ["Asia/Shanghai", "a", 107.1],
    ["America/New_York", "b", -74],
  ] as const;
  const alone = cities.map(([zone, category, lng]) => read(city(zone, category, lng), lng));
  const [east, west] = cities.map(([zone, category, lng]) => city(zone, category, lng)) as [PointLayer, PointLayer];
  for (let round = 0; round < 3; round++) {
    expect([read(east, 107.1), read(west, -74)]).toEqual(alone);
    const hours = [east, west].map((layer) =>
      countBy(layer, "hour")
        .filter(({ count }) => count === 3)
        .map(({ key }) => key),
    );
    expect(hours[0]).not.toEqual(hours[1]);
  }
});
