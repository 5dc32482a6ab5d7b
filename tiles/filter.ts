import type { ColumnInfo } from "./columns.ts";
import { columnIndex } from "./columns.ts";
import { hoursOfWeek, type LayerColumns, type Run } from "./run.ts";

/**
 * Which rows of a layer are wanted: every condition that is given must hold. A list that is empty matches nothing, and
 * a row whose value is null matches no condition on it.
 */
export interface Filter {
  /** Epoch seconds; the time attribute is at or after it. */
  readonly from?: number | undefined;
  /** Epoch seconds; the time attribute is before it. */
  readonly to?: number | undefined;
  /** Local hours of the time attribute, 0 to 23. */
  readonly hours?: readonly number[] | undefined;
  /** Local days of the week of the time attribute, 1 Monday to 7 Sunday. */
  readonly weekdays?: readonly number[] | undefined;
  /** Ids of communities. */
  readonly communities?: readonly number[] | undefined;
  /** Allowed values by attribute: texts for enum and text, numbers for integer, date and community. */
  readonly in?: Readonly<Record<string, readonly (string | number)[]>> | undefined;
}

/** Keeps those of `rows[from..to)` that pass, in place and in order; returns the new end. */
export type RowTest = (run: Run, rows: Uint32Array, from: number, to: number) => number;

/** The same filter with lists sorted and free of repeats, and absent conditions left out: equal filters are alike. */
export function normalise(filter: Filter): Filter {
  const { from, to, hours, weekdays, communities } = filter;
  const lists = Object.entries(filter.in ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(hours && { hours: sortedSet(hours) }),
    ...(weekdays && { weekdays: sortedSet(weekdays) }),
    ...(communities && { communities: sortedSet(communities) }),
    ...(lists.length > 0 && { in: Object.fromEntries(lists.map(([name, values]) => [name, sortedSet(values)])) }),
  };
}

/** A text equal for equal filters and for them only; empty for the filter that lets everything pass. */
export function filterKey(filter: Filter): string {
  const entries = Object.entries(normalise(filter));
  return entries.length === 0 ? "" : JSON.stringify(entries);
}

/**
 * The filter as loops over the layer's columns, the cheapest to fail first.
 * Throws RangeError for an attribute that the layer does not have, a time condition where it has no time, and hours or
 * weekdays that do not exist.
 */
export function compile(layer: LayerColumns, filter: Filter): RowTest[] {
  const { from, to, hours, weekdays, communities } = filter;
  const tests: RowTest[] = [];
  if (from !== undefined || to !== undefined)
    tests.push(withinTest(timeColumn(layer), from ?? -Infinity, to ?? Infinity));
  if (hours || weekdays) tests.push(localHourTest(layer, hours ?? allHours, weekdays ?? allWeekdays));
  if (communities) tests.push(memberTest(layer, communityColumn(layer.columns), communities));
  for (const [name, values] of Object.entries(filter.in ?? {})) {
    tests.push(memberTest(layer, columnIndex(layer.columns, name), values));
  }
  return tests;
}

const allHours = Array.from({ length: 24 }, (_, hour) => hour);
const allWeekdays = [1, 2, 3, 4, 5, 6, 7];

function timeColumn({ timeColumn, definition }: LayerColumns): number {
  if (timeColumn < 0) throw new RangeError(`Layer "${definition.id}" has no time to filter by.`);
  return timeColumn;
}

function communityColumn(columns: readonly ColumnInfo[]): number {
  const index = columns.findIndex((column) => column.attribute.kind === "community");
  if (index < 0) throw new RangeError("This layer does not say which community a row lies in.");
  return index;
}

function withinTest(column: number, from: number, to: number): RowTest {
  return (run, rows, start, end) => {
    const values = run.columns[column] as Float64Array;
    let kept = start;
    for (let i = start; i < end; i++) {
      const row = rows[i] as number;
      const value = values[row] as number;
      if (value >= from && value < to) rows[kept++] = row;
    }
    return kept;
  };
}

function localHourTest(layer: LayerColumns, hours: readonly number[], weekdays: readonly number[]): RowTest {
  timeColumn(layer);
  if (!hours.every((hour) => allHours.includes(hour))) throw new RangeError("An hour lies between 0 and 23.");
  if (!weekdays.every((day) => allWeekdays.includes(day))) throw new RangeError("A weekday lies between 1 and 7.");
  const allowed = new Uint8Array(hoursOfWeek + 1);
  for (const weekday of weekdays) for (const hour of hours) allowed[(weekday - 1) * 24 + hour] = 1;
  return (run, rows, start, end) => keepAllowed(run.localHours as Uint8Array, allowed, 0, rows, start, end);
}

function memberTest(layer: LayerColumns, index: number, values: readonly (string | number)[]): RowTest {
  const { storage, dictionary } = layer.columns[index] as ColumnInfo;
  if (storage === "code") {
    const allowed = new Uint8Array(dictionary.size);
    for (const value of values) allowed[dictionary.find(String(value)) ?? 0] = 1;
    allowed[0] = 0;
    return (run, rows, start, end) => keepAllowed(run.columns[index] as Uint8Array, allowed, 0, rows, start, end);
  }
  const numbers = values.map(Number).filter(Number.isFinite);
  if (numbers.length === 0) return (_run, _rows, start) => start;
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  if (storage === "integer" && high - low < widestTable) {
    const allowed = new Uint8Array(high - low + 1);
    for (const number of numbers) allowed[number - low] = 1;
    return (run, rows, start, end) => keepAllowed(run.columns[index] as Int32Array, allowed, low, rows, start, end);
  }
  const set = new Set(numbers);
  return (run, rows, start, end) => {
    const held = run.columns[index] as Int32Array;
    let kept = start;
    for (let i = start; i < end; i++) if (set.has(held[rows[i] as number] as number)) rows[kept++] = rows[i] as number;
    return kept;
  };
}

/** Members further apart than this are looked up in a Set instead of a table. */
const widestTable = 1 << 20;

function keepAllowed(
  values: Uint8Array | Int32Array,
  allowed: Uint8Array,
  low: number,
  rows: Uint32Array,
  start: number,
  end: number,
): number {
  let kept = start;
  for (let i = start; i < end; i++) {
    const row = rows[i] as number;
    if (allowed[(values[row] as number) - low] === 1) rows[kept++] = row;
  }
  return kept;
}

function sortedSet<T extends string | number>(values: readonly T[]): T[] {
  return [...new Set(values)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
