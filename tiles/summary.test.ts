import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLayer, type LayerDefinition } from "./catalogue.ts";
import type { PointRow } from "./columns.ts";
import { percentiles } from "./percentiles.ts";
import { PointLayer } from "./point-layer.ts";
import { countAll, countBy, countByTwo, summarise } from "./summary.ts";
import { readTile } from "./testing/read-tile.ts";
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

const subjects = ["community", "category", "priority", "due_on", "open", "hour", "weekday", "day", "week", "month"];

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

test("weeks are those of ISO 8601, named after the year of their Thursday", () => {
  const days = ["2024-12-29", "2024-12-30", "2026-12-31", "2027-01-03", "2027-01-04", "1969-12-31"];
  const layer = newLayer(days.map((day, id) => timed(id, `${day}T12:00:00Z`)));
  expect(countBy(layer, "week")).toEqual([
    { key: "1970-W01", count: 1 },
    { key: "2024-W52", count: 1 },
    { key: "2025-W01", count: 1 },
    { key: "2026-W53", count: 2 },
    { key: "2027-W01", count: 1 },
  ]);
});

test("any two subjects at once are counted as by hand, and all in one pass as one by one", () => {
  const subject = fc.constantFrom(...subjects);
  fc.assert(
    fc.property(pointRows(), anyFilter, subject, subject, (rows, filter, first, second) => {
      const layer = newLayer(rows);
      const { total, by, byTwo } = summarise(layer, { by: subjects, byTwo: [[first, second]] }, filter);
      expect(by).toEqual(subjects.map((one) => countBy(layer, one, filter)));
      expect((byTwo[0] ?? []).reduce((sum, { count }) => sum + count, 0)).toBe(total);
      for (const [side, name] of [first, second].entries()) {
        for (const { key, count } of countBy(layer, name, filter)) {
          const parts = (byTwo[0] ?? []).filter(({ keys }) => keys[side] === key);
          expect(parts.reduce((sum, part) => sum + part.count, 0)).toBe(count);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("percentiles are those of the sorted values, by nearest rank", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(pointRows(), anyFilter, fc.array(share), (rows, filter, shares) => {
      const passing = rows
        .filter((row) => passes(row, filter, timeZone))
        .map(({ values }) => values[5] as number | null);
      const sorted = passing.filter((value) => value !== null).sort((a, b) => a - b);
      const expected = shares.map((one) => sorted[Math.max(1, Math.ceil(one * sorted.length)) - 1] ?? null);
      expect(percentiles(newLayer(rows), "due_on", shares, filter)).toEqual({ count: sorted.length, values: expected });
    }),
  );
  expect(() => percentiles(newLayer([]), "category", [0.5])).toThrow(/not a number/);
  expect(() => percentiles(newLayer([]), "priority", [1.5])).toThrow(/between 0 and 1/);
  const coded = newLayer(
    [5, 1, 2, 2, 4].map((priority, id) => ({ ...timed(id, null), values: [1, "a", priority, "", 1, 1, true, 1] })),
  );
  expect(percentiles(coded, "priority", [0, 0.5, 1]).values).toEqual([1, 2, 5]);
});

test("the tiles of a zoom and the summary agree: the map and the charts show the same", () => {
  fc.assert(
    fc.property(pointRows(), anyFilter, fc.constantFrom(0, 1000), (rows, filter, featureBudget) => {
      const layer = new PointLayer({ ...sampleLayer, featureBudget }, { timeZone });
      layer.load(rows);
      let onMap = 0;
      for (let x = 0; x < 8; x++) {
        for (let y = 0; y < 8; y++) {
          const { sample, sample_grid: cells } = readTile(layer.tile({ z: 3, x, y }, filter));
          onMap += sample?.features.length ?? 0;
          for (const { properties } of cells?.features ?? []) onMap += Number(properties.count);
        }
      }
      expect(onMap).toBe(summarise(layer, {}, filter).total);
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
    const far = [-2e9, 2e9].map((value, id) => ({ ...timed(id, null), values: [1, "a", 1, "", 1, 1, true, value] }));
    expect(() => countBy(newLayer(far), "hidden")).toThrow(/far apart/);
  });
});
