import fc from "fast-check";
import { expect, test } from "vitest";
import type { LayerDefinition } from "./catalogue.ts";
import type { PointRow } from "./columns.ts";
import { newest } from "./newest.ts";
import { PointLayer } from "./point-layer.ts";
import { anyFilter, passes, pointRows, sampleLayer } from "./testing/sample-points.ts";
import { type BBox, worldX, worldY } from "./world.ts";

const timeZone = "Europe/Berlin";
const world: BBox = [-180, -85.06, 180, 85.06];

function newLayer(rows: Iterable<PointRow>, definition: LayerDefinition = sampleLayer): PointLayer {
  const layer = new PointLayer(definition, { timeZone });
  layer.load(rows);
  return layer;
}

const timeOf = ({ values }: PointRow) => (values[4] as number | null) ?? -Infinity;
const newestFirst = (a: PointRow, b: PointRow) =>
  timeOf(a) === timeOf(b) ? b.id - a.id : timeOf(a) < timeOf(b) ? 1 : -1;

test("are the rows that pass, newest first, and no more than were asked for", () => {
  fc.assert(
    fc.property(pointRows(), anyFilter, fc.integer({ min: 1, max: 12 }), (rows, filter, most) => {
      const passing = rows.filter((row) => passes(row, filter, timeZone)).sort(newestFirst);
      const found = newest(newLayer(rows), { bbox: world, most }, filter);
      expect(found.total).toBe(passing.length);
      expect(found.points.map(({ id }) => id)).toEqual(passing.slice(0, most).map(({ id }) => id));
    }),
  );
});

test("are the same from many runs, dead rows left out", () => {
  fc.assert(
    fc.property(pointRows(), pointRows(), (first, second) => {
      const layer = newLayer(first);
      layer.apply(second.map((row) => ({ op: "upsert" as const, row: { ...row, version: 9 } })));
      const held = new Map([...first, ...second].map((row) => [row.id, row]));
      const found = newest(layer, { bbox: world, most: 500 });
      expect(found.points.map(({ id }) => id)).toEqual([...held.values()].sort(newestFirst).map(({ id }) => id));
    }),
  );
});

test("lie in the box, and say what the row said", () => {
  const box: BBox = [107.12, 34.32, 107.18, 34.38];
  fc.assert(
    fc.property(pointRows(), (rows) => {
      const { points } = newest(newLayer(rows), { bbox: box, most: 500 });
      const isInside = ({ lng, lat }: PointRow) =>
        worldX(lng) >= worldX(box[0]) &&
        worldX(lng) <= worldX(box[2]) &&
        worldY(lat) >= worldY(box[3]) &&
        worldY(lat) <= worldY(box[1]);
      expect(points.map(({ id }) => id).sort()).toEqual(
        rows
          .filter(isInside)
          .map(({ id }) => id)
          .sort(),
      );
      for (const { id, position, values } of points) {
        const row = rows.find((one) => one.id === id) as PointRow;
        expect(Object.values(values)).toEqual(row.values);
        expect(position[0]).toBeCloseTo(row.lng, 6);
        expect(position[1]).toBeCloseTo(row.lat, 6);
      }
    }),
  );
});

test("need a time to sort by", () => {
  const { timeAttribute: _, ...timeless } = sampleLayer;
  expect(() => newest(newLayer([], timeless), { bbox: world, most: 1 })).toThrow(RangeError);
});
