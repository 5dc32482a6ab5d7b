import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLayer, type LayerDefinition } from "./catalogue.ts";
import type { PointRow } from "./columns.ts";
import { PointLayer } from "./point-layer.ts";
import { countAll, countBy, countByTwo } from "./summary.ts";
import { anyFilter, localHour, localWeekday, passes, pointRows, sampleLayer } from "./testing/sample-points.ts";

const timeZone = "Europe/Berlin";

function newLayer(rows: Iterable<PointRow>): PointLayer {
  const layer = new PointLayer(sampleLayer, { timeZone });
  layer.load(rows);
  return layer;
}

const timed = (id: number, instant: string | null): PointRow => ({
  id,
  version: 1,
  lng: 13,
  lat: 52,
  values: [null, null, null, null, instant && Date.parse(instant) / 1000, null, null, null],
});

const subjects = ["community", "category", "priority", "due_on", "open", "hour", "weekday", "day", "month"];

test.each(subjects)("counts by %s add up to the points that pass", (by) => {
  fc.assert(
    fc.property(pointRows(), anyFilter, (rows, filter) => {
      const layer = newLayer(rows);
      const passing = rows.filter((row) => passes(row, filter, timeZone)).length;
      const total = countBy(layer, by, filter).reduce((sum, { count }) => sum + count, 0);
      expect([total, countAll(layer, filter)]).toEqual([passing, passing]);
    }),
  );
});

test("counts by an attribute are those of the rows, keys ascending and null last", () => {
  fc.assert(
    fc.property(pointRows(), (rows) => {
      const counts = new Map<string | number | null, number>();
      for (const { values } of rows) {
        const key = values[2] as number | null;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      const sorted = [...counts].sort(([a], [b]) => Number(a === null) - Number(b === null) || Number(a) - Number(b));
      expect(countBy(newLayer(rows), "priority")).toEqual(sorted.map(([key, count]) => ({ key, count })));
    }),
  );
});

test("hours and weekdays are local, and are listed even when empty", () => {
  fc.assert(
    fc.property(pointRows(), (rows) => {
      const times = rows.map(({ values }) => values[4] as number | null).filter((time) => time !== null);
      const layer = newLayer(rows);
      const hours = countBy(layer, "hour").filter(({ key }) => key !== null);
      const weekdays = countBy(layer, "weekday").filter(({ key }) => key !== null);
      const at = (part: number, of: (time: number, zone: string) => number) =>
        times.filter((time) => of(time, timeZone) === part).length;
      expect(hours.map(({ count }) => count)).toEqual(Array.from({ length: 24 }, (_, hour) => at(hour, localHour)));
      expect(weekdays.map(({ count }) => count)).toEqual([1, 2, 3, 4, 5, 6, 7].map((day) => at(day, localWeekday)));
    }),
  );
});

test("days and months are those of the local calendar", () => {
  const layer = newLayer([timed(1, "2026-10-31T22:59:59Z"), timed(2, "2026-10-31T23:00:00Z"), timed(3, null)]);
  expect(countBy(layer, "day")).toEqual([
    { key: "2026-10-31", count: 1 },
    { key: "2026-11-01", count: 1 },
    { key: null, count: 1 },
  ]);
  expect(countBy(layer, "month").map(({ key }) => key)).toEqual(["2026-10", "2026-11", null]);
});

test("the hour that the end of summer time repeats counts both times", () => {
  const layer = newLayer([timed(1, "2026-10-25T00:30:00Z"), timed(2, "2026-10-25T01:30:00Z")]);
  expect(countBy(layer, "hour").find(({ key }) => key === 2)?.count).toBe(2);
});

test("two subjects at once have the counts of each as their sums", () => {
  fc.assert(
    fc.property(pointRows(), anyFilter, (rows, filter) => {
      const layer = newLayer(rows);
      const both = countByTwo(layer, ["weekday", "hour"], filter);
      expect(both.filter(({ keys }) => keys[0] !== null)).toHaveLength(168);
      for (const { key, count } of countBy(layer, "weekday", filter)) {
        const parts = both.filter(({ keys }) => keys[0] === key).reduce((sum, part) => sum + part.count, 0);
        expect(parts).toBe(count);
      }
    }),
  );
});

test("an empty layer has no groups but hours and weekdays of zero", () => {
  const layer = newLayer([]);
  expect(countBy(layer, "category")).toEqual([]);
  expect(countBy(layer, "day")).toEqual([]);
  expect(countBy(layer, "hour")).toHaveLength(24);
});

describe("what cannot be grouped by is refused:", () => {
  test("an instant, an unknown attribute, a time that the layer does not have", () => {
    const layer = newLayer([]);
    expect(() => countBy(layer, "seen_at")).toThrow(/instant/);
    expect(() => countBy(layer, "colour")).toThrow(/colour/);
    expect(() => countBy(new PointLayer(findLayer("police-rooms") as LayerDefinition), "hour")).toThrow(/no time/);
  });

  test("numbers too far apart", () => {
    const far = [-2e9, 2e9].map((value, id) => ({ ...timed(id, null), values: [1, "a", value, "", 1, 1, true, 1] }));
    expect(() => countBy(newLayer(far), "priority")).toThrow(/far apart/);
  });
});
