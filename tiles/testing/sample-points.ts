import fc from "fast-check";
import type { LayerDefinition } from "../catalogue.ts";
import type { PointRow } from "../columns.ts";
import type { Filter } from "../filter.ts";

/** A small layer with one attribute of every kind. */
export const sampleLayer: LayerDefinition = {
  id: "sample",
  geometry: "point",
  title: "Sample",
  description: "Points for tests",
  clearance: "public",
  minzoom: 0,
  maxzoom: 16,
  pace: "seconds",
  featureBudget: 1000,
  timeAttribute: "seen_at",
  weight: { attribute: "priority", from: 6 },
  attributes: [
    { name: "community_id", kind: "community", clearance: "public", description: "Community" },
    { name: "category", kind: "enum", clearance: "public", description: "Category" },
    { name: "priority", kind: "integer", isVaried: false, clearance: "public", description: "Priority" },
    { name: "note", kind: "text", clearance: "public", description: "Note" },
    { name: "seen_at", kind: "instant", clearance: "public", description: "Time" },
    { name: "due_on", kind: "date", clearance: "public", description: "Date" },
    { name: "open", kind: "boolean", clearance: "public", description: "Open" },
    { name: "hidden", kind: "integer", clearance: "public", description: "Not in tiles", inTile: false },
  ],
};

export const categories = ["noise", "theft", "火灾", "traffic"] as const;

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 6 });

/** A point near one place, or anywhere: crowded tiles and empty ones. */
const position = fc.oneof(
  fc.record({
    lng: fc.double({ min: 107.1, max: 107.2, noNaN: true }),
    lat: fc.double({ min: 34.3, max: 34.4, noNaN: true }),
  }),
  fc.record({
    lng: fc.double({ min: -180, max: 180, noNaN: true }),
    lat: fc.double({ min: -85, max: 85, noNaN: true }),
  }),
  fc.constantFrom({ lng: 0, lat: 0 }, { lng: 180, lat: 85.06 }, { lng: -180, lat: -85.06 }, { lng: 90, lat: 0 }),
);

/** Seconds of two weeks around the end of summer time in Europe, 2026-10-25T01:00Z. */
export const instant = fc.integer({ min: 1_792_281_600, max: 1_793_491_200 });

/** A row of the sample layer with the given arbitrary id. */
export function pointRow(id: fc.Arbitrary<number>): fc.Arbitrary<PointRow> {
  const values = fc.tuple(
    orNull(fc.integer({ min: 1, max: 5 })),
    orNull(fc.constantFrom(...categories)),
    orNull(fc.integer({ min: -2, max: 5 })),
    orNull(fc.string({ maxLength: 5, unit: "grapheme" })),
    orNull(instant),
    orNull(fc.integer({ min: 20_000, max: 20_100 })),
    orNull(fc.boolean()),
    orNull(fc.integer({ min: 0, max: 9 })),
  );
  return fc
    .record({ id, version: fc.integer({ min: 1, max: 4 }), position, values })
    .map(({ position: { lng, lat }, ...rest }) => ({ ...rest, lng, lat }));
}

/** Rows of the sample layer with different ids, some of them beyond 32 bits. */
export function pointRows(maxLength = 60): fc.Arbitrary<PointRow[]> {
  const id = fc.oneof(fc.nat({ max: 500 }), fc.maxSafeNat());
  return fc.uniqueArray(pointRow(id), { maxLength, selector: (row) => row.id });
}

/** Any filter of the sample layer. */
export const anyFilter: fc.Arbitrary<Filter> = fc.record(
  {
    from: instant,
    to: instant,
    hours: fc.array(fc.integer({ min: 0, max: 23 }), { minLength: 1 }),
    weekdays: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    communities: fc.array(fc.integer({ min: 0, max: 6 })),
    in: fc.record(
      {
        category: fc.array(fc.constantFrom(...categories, "unheard of")),
        priority: fc.array(fc.integer({ min: -3, max: 6 })),
        due_on: fc.array(fc.constantFrom(20_000, 20_050, 3_000_000)),
        open: fc.array(fc.constantFrom("true", "false")),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

/** What a filter means, said row by row and slowly; hours and weekdays as Intl has them. */
export function passes(row: PointRow, filter: Filter, timeZone: string): boolean {
  const value = (name: string) => row.values[sampleLayer.attributes.findIndex((one) => one.name === name)] ?? null;
  const time = value("seen_at") as number | null;
  const isTimed = [filter.from, filter.to, filter.hours, filter.weekdays].some((part) => part !== undefined);
  if (isTimed && time === null) return false;
  if (filter.from !== undefined && (time as number) < filter.from) return false;
  if (filter.to !== undefined && (time as number) >= filter.to) return false;
  if (filter.hours && !filter.hours.includes(localHour(time as number, timeZone))) return false;
  if (filter.weekdays && !filter.weekdays.includes(localWeekday(time as number, timeZone))) return false;
  const lists = { ...filter.in, ...(filter.communities && { community_id: filter.communities }) };
  return Object.entries(lists).every(([name, allowed]) => {
    const held = value(name);
    return held !== null && allowed.some((one) => String(one) === String(held));
  });
}

/** Hour of the clock in a zone, by Intl. */
export function localHour(epochSeconds: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", hourCycle: "h23" });
  return Number(format.format(epochSeconds * 1000));
}

/** Day of the week in a zone, 1 Monday to 7 Sunday, by Intl. */
export function localWeekday(epochSeconds: number, timeZone: string): number {
  const name = new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short" }).format(epochSeconds * 1000);
  return ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(name) + 1;
}

/** Whole days since 1970-01-01 of the calendar in a zone, by Intl. */
export function localDay(epochSeconds: number, timeZone: string): number {
  const text = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(epochSeconds * 1000);
  return Date.parse(`${text}T00:00:00Z`) / 86_400_000;
}
