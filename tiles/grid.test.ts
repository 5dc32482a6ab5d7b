import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LayerDefinition } from "./catalogue.ts";
import type { PointRow } from "./columns.ts";
import { PointLayer } from "./point-layer.ts";
import { type ReadFeature, readTile } from "./testing/read-tile.ts";
import { anyFilter, passes, pointRows, sampleLayer } from "./testing/sample-points.ts";
import { type TileCoord, tileAt, worldX, worldY } from "./world.ts";

/** Every tile with a point is over budget. */
const crowded: LayerDefinition = { ...sampleLayer, featureBudget: 0 };

function newLayer(rows: Iterable<PointRow>, definition = crowded): PointLayer {
  const layer = new PointLayer(definition, { timeZone: "Europe/Berlin" });
  layer.load(rows);
  return layer;
}

const cellsOf = (layer: PointLayer, coord: TileCoord, filter = {}): readonly ReadFeature[] =>
  readTile(layer.tile(coord, filter)).sample_grid?.features ?? [];

const total = (cells: readonly ReadFeature[]) => cells.reduce((sum, cell) => sum + Number(cell.properties.count), 0);

const row = (id: number, category: string | null, priority: number | null, lng = 107.15): PointRow => ({
  id,
  version: 1,
  lng,
  lat: 34.35,
  values: [1, category, priority, null, null, null, null, null],
});

test("a tile carries points up to the budget and cells above it", () => {
  const layer = newLayer([row(1, "a", 1), row(2, "a", 1)], { ...sampleLayer, featureBudget: 2 });
  expect(Object.keys(readTile(layer.tile({ z: 0, x: 0, y: 0 })))).toEqual(["sample"]);
  layer.apply([{ op: "upsert", row: row(3, "a", 1) }]);
  expect(Object.keys(readTile(layer.tile({ z: 0, x: 0, y: 0 })))).toEqual(["sample_grid"]);
});

test("cells count exactly the rows that pass, each at the middle of the cell that holds them", () => {
  fc.assert(
    fc.property(pointRows(), anyFilter, fc.integer({ min: 0, max: 16 }), (rows, filter, z) => {
      const { lng, lat } = rows[0] ?? row(1, null, null);
      const coord = tileAt(worldX(lng), worldY(lat), z);
      const expected = new Map<string, number>();
      for (const one of rows.filter((each) => passes(each, filter, "Europe/Berlin"))) {
        const place = tileAt(worldX(one.lng), worldY(one.lat), z + 6);
        if (place.x >> 6 !== coord.x || place.y >> 6 !== coord.y) continue;
        const middle = `${(place.x & 63) * 64 + 32},${(place.y & 63) * 64 + 32}`;
        expected.set(middle, (expected.get(middle) ?? 0) + 1);
      }
      const cells = cellsOf(newLayer(rows), coord, filter);
      expect(new Map(cells.map((cell) => [String(cell.geometry[0]?.[0]), cell.properties.count]))).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

test("the cells of four children add up to those of their parent, place by place", () => {
  fc.assert(
    fc.property(pointRows(), fc.integer({ min: 0, max: 13 }), (rows, z) => {
      const layer = newLayer(rows);
      const { lng, lat } = rows[0] ?? row(1, null, null);
      const parent = tileAt(worldX(lng), worldY(lat), z);
      const sums = new Map<string, number>();
      for (const quarter of [0, 1, 2, 3]) {
        const child = { z: z + 1, x: parent.x * 2 + (quarter & 1), y: parent.y * 2 + (quarter >> 1) };
        for (const { geometry, properties } of cellsOf(layer, child)) {
          const [x = 0, y = 0] = geometry[0]?.[0] ?? [];
          const column = (x >> 7) + 32 * (quarter & 1);
          const place = `${column * 64 + 32},${((y >> 7) + 32 * (quarter >> 1)) * 64 + 32}`;
          sums.set(place, (sums.get(place) ?? 0) + Number(properties.count));
        }
      }
      const own = new Map(cellsOf(layer, parent).map((cell) => [String(cell.geometry[0]?.[0]), cell.properties.count]));
      expect(own).toEqual(sums);
    }),
  );
});

describe("what a cell says", () => {
  const only = (rows: PointRow[]) => cellsOf(newLayer(rows), { z: 0, x: 0, y: 0 })[0]?.properties;

  test("is the most frequent value, of equals the one that sorts first", () => {
    expect(only([row(1, "b", null), row(2, "a", null), row(3, "b", null)])).toMatchObject({ top: "b", top_count: 2 });
    expect(only([row(1, "b", null), row(2, "a", null)])).toMatchObject({ count: 2, top: "a", top_count: 1 });
  });

  test("is the three most frequent values with their counts, each of all that pass", () => {
    const rows = ["c", "b", "b", "d", "d", "a", "a", "a", null].map((category, id) => row(id, category, null));
    expect(only(rows)).toEqual({
      count: 9,
      top: "a",
      top_count: 3,
      top2: "b",
      top2_count: 2,
      top3: "d",
      top3_count: 2,
    });
    const many = Array.from({ length: 700 }, (_, i) => row(100 + i, `category ${String(i).padStart(3, "0")}`, null));
    expect(only([...rows, ...many])).toMatchObject({ top: "a", top2: "b", top3: "d", top3_count: 2 });
  });

  test("is the sum of weights, by value or by what is short of another", () => {
    const byValue = { ...crowded, weight: { attribute: "hidden" } };
    const rows = [3, null, 5].map((hidden, id) => ({
      ...row(id, null, 2),
      values: [...row(id, null, 2).values.slice(0, 7), hidden],
    }));
    expect(cellsOf(newLayer(rows, byValue), { z: 0, x: 0, y: 0 })[0]?.properties.weight).toBe(8);
    expect(cellsOf(newLayer(rows), { z: 0, x: 0, y: 0 })[0]?.properties.weight).toBe(12);
  });

  test("leaves out what no row has", () => {
    expect(only([row(1, null, null), row(2, null, null)])).toEqual({ count: 2 });
  });

  test("is the most urgent priority", () => {
    expect(only([row(1, null, 4), row(2, null, 2), row(3, null, null)])).toEqual({
      count: 3,
      max_priority: 2,
      weight: 6,
    });
  });

  test("is the same with a vocabulary of thousands", () => {
    const rows = Array.from({ length: 3000 }, (_, i) => row(i, `category ${i % 1500}`, null, 107 + (i % 3) / 3));
    const cells = cellsOf(newLayer([...rows, row(9000, "category 7", null)]), { z: 0, x: 0, y: 0 });
    expect(total(cells)).toBe(3001);
    expect(cells.map(({ properties }) => properties.top)).toContain("category 7");
  });
});

test("beyond zoom 20 a tile carries the cells of zoom 20, fewer of them, under the same ids", () => {
  const rows = Array.from({ length: 50 }, (_, i) => row(i, "a", 3, 107.15 + i * 1e-6));
  const layer = newLayer(rows);
  const ids = (z: number, count: number) => {
    const first = tileAt(worldX(107.15), worldY(34.35), z);
    const tiles = Array.from({ length: count }, (_, i) => ({ ...first, x: first.x + i }));
    return tiles.flatMap((coord) => cellsOf(layer, coord)).map(({ id, properties }) => [id, properties.count]);
  };
  expect(ids(20, 2).length).toBeGreaterThan(5);
  expect(ids(21, 4)).toEqual(ids(20, 2));
  expect(ids(22, 6)).toEqual(ids(20, 2));
});

test("cells survive changes spread over several runs", () => {
  const rows = Array.from({ length: 18_000 }, (_, i) => row(i, "a", 3, 100 + (i % 60) / 10));
  const layer = newLayer(rows);
  layer.apply([
    { op: "delete", id: 0 },
    { op: "upsert", row: { ...row(1, "b", 1, 150), version: 2 } },
  ]);
  expect(layer.runs.length).toBe(2);
  expect(total(cellsOf(layer, { z: 0, x: 0, y: 0 }))).toBe(17_999);
});
