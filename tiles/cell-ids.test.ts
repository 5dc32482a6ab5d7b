import fc from "fast-check";
import { expect, test } from "vitest";
import type { PointRow } from "./columns.ts";
import { cellId } from "./grid.ts";
import { PointLayer } from "./point-layer.ts";
import { readTile } from "./testing/read-tile.ts";
import { pointRows, sampleLayer } from "./testing/sample-points.ts";
import { tileAt, worldX, worldY } from "./world.ts";

const crowded = { ...sampleLayer, featureBudget: 0 };

/** Ids and counts of all cells of a zoom, from every tile that a row lies in. */
function cellsOfZoom(
  layer: PointLayer,
  rows: readonly PointRow[],
  z: number,
): (readonly [id: number, count: number])[] {
  const tiles = new Map(
    rows.map(({ lng, lat }) => {
      const coord = tileAt(worldX(lng), worldY(lat), z);
      return [`${coord.x}/${coord.y}`, coord];
    }),
  );
  return [...tiles.values()].flatMap((coord) =>
    (readTile(layer.tile(coord)).sample_grid?.features ?? []).map(
      ({ id, properties }) => [id as number, Number(properties.count)] as const,
    ),
  );
}

test("a cell is in one tile only, whole, under the id of its place in the world, and keeps it while rows come and go", () => {
  fc.assert(
    fc.property(pointRows(40), fc.integer({ min: 0, max: 20 }), (rows, z) => {
      const layer = new PointLayer(crowded);
      layer.load(rows);
      const expected = new Map<number, number>();
      for (const { lng, lat } of rows) {
        const place = tileAt(worldX(lng), worldY(lat), z + 6);
        const id = cellId(z, place.x, place.y);
        expected.set(id, (expected.get(id) ?? 0) + 1);
      }
      const cells = cellsOfZoom(layer, rows, z);
      expect(new Set(cells.map(([id]) => id)).size).toBe(cells.length);
      expect(new Map(cells)).toEqual(expected);
      const [first] = rows;
      if (first === undefined) return;
      layer.apply([{ op: "delete", id: first.id }]);
      for (const [id, count] of cellsOfZoom(layer, rows, z)) expect(count).toBeLessThanOrEqual(expected.get(id) ?? 0);
    }),
    { numRuns: 200 },
  );
});

test("no two zooms share an id, and none is beyond what a number holds", () => {
  for (let z = 0; z < 20; z++) {
    const side = 2 ** (z + 6);
    expect(cellId(z, side - 1, side - 1) + 1).toBe(cellId(z + 1, 0, 0));
  }
  expect(Number.isSafeInteger(cellId(20, 2 ** 26 - 1, 2 ** 26 - 1))).toBe(true);
});
