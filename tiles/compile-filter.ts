import { type ColumnInfo, nullInstant, nullInteger } from "./columns.ts";
import type { Intervals } from "./intervals.ts";
import type { Condition, Normal } from "./normal-form.ts";
import { hoursOfWeek, type LayerColumns, type RowTest } from "./run.ts";
import { chunkSize } from "./selection.ts";

/** The tests that a row must pass one after the other: each a loop over one column, the cheapest first. */
export function compileNormal(layer: LayerColumns, normal: Normal): RowTest[] {
  if (normal.op === "always") return [];
  if (normal.op === "never") return [(_run, _rows, from) => from];
  if (normal.op === "and") {
    const byCost = [...normal.args].sort((a, b) => costOf(a) - costOf(b));
    return byCost.flatMap((arg) => compileNormal(layer, arg));
  }
  if (normal.op === "or") return [anyTest(normal.args.map((arg) => compileNormal(layer, arg)))];
  return [conditionTest(layer, normal)];
}

/** Time windows first: they leave least for the rest. */
function costOf(normal: Normal): number {
  if (normal.op === "or") return 3;
  return normal.op === "numbers" && normal.property.type === "instant" ? 1 : 2;
}

function conditionTest(layer: LayerColumns, condition: Condition): RowTest {
  const { column, part } = condition.property;
  const info = layer.columns[column] as ColumnInfo;
  if (condition.op === "texts") {
    const { dictionary } = info;
    const allowed = new Uint8Array(dictionary.size).fill(condition.except ? 1 : 0);
    for (const text of condition.texts) allowed[dictionary.find(text) ?? 0] = condition.except ? 0 : 1;
    allowed[0] = 0;
    return (run, rows, from, to) => keepCodes(run.columns[column] as Uint8Array, allowed, rows, from, to);
  }
  const { intervals } = condition;
  if (part !== undefined) {
    const allowed = new Uint8Array(hoursOfWeek + 1);
    for (let hour = 0; hour < hoursOfWeek; hour++) {
      allowed[hour] = holds(intervals, part === "hour" ? hour % 24 : Math.floor(hour / 24) + 1) ? 1 : 0;
    }
    return (run, rows, from, to) => keepCodes(run.localHours as Uint8Array, allowed, rows, from, to);
  }
  return numberTest(info, column, intervals);
}

/** Intervals further apart than this are searched one by one instead of in a table. */
const widestTable = 1 << 16;

function numberTest({ storage, min, max }: ColumnInfo, column: number, intervals: Intervals): RowTest {
  const none = storage === "instant" ? nullInstant : nullInteger;
  const [first] = intervals;
  if (intervals.length === 1 && first !== undefined) {
    const low = Math.max(first[0], min);
    const high = Math.min(first[1], max);
    if (!(low <= high)) return (_run, _rows, from) => from;
    if (max - min < 2 ** 31) {
      return (run, rows, from, to) => keepNear(run.columns[column] as Int32Array, low, high - low, rows, from, to);
    }
    return (run, rows, from, to) => keepBetween(run.columns[column] as Int32Array, low, high, none, rows, from, to);
  }
  const low = Math.max(min, first?.[0] ?? Infinity);
  const high = Math.min(max, intervals.at(-1)?.[1] ?? -Infinity);
  if (!(low <= high)) return (_run, _rows, from) => from;
  if (storage === "integer" && high - low < widestTable) {
    const allowed = Uint8Array.from({ length: high - low + 1 }, (_, i) => (holds(intervals, low + i) ? 1 : 0));
    return (run, rows, from, to) => keepAllowed(run.columns[column] as Int32Array, allowed, low, rows, from, to);
  }
  return (run, rows, from, to) => {
    const values = run.columns[column] as Int32Array;
    let kept = from;
    for (let i = from; i < to; i++) {
      const value = values[rows[i] as number] as number;
      if (value !== none && holds(intervals, value)) rows[kept++] = rows[i] as number;
    }
    return kept;
  };
}

/** True when one of the intervals holds the number; by binary search. */
function holds(intervals: Intervals, value: number): boolean {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((intervals[middle] as readonly [number, number])[1] < value) low = middle + 1;
    else high = middle;
  }
  const found = intervals[low];
  return found !== undefined && found[0] <= value;
}

/**
 * Keeps values from `low` to `low + span`, without a branch that the processor could guess wrong: half of random rows
 * passing costs no more than all or none. The differences of a column's values fit 31 bits; null is then always outside.
 */
function keepNear(
  values: Int32Array | Uint32Array,
  low: number,
  span: number,
  rows: Uint32Array,
  from: number,
  to: number,
): number {
  let kept = from;
  for (let i = from; i < to; i++) {
    const row = rows[i] as number;
    const above = ((values[row] as number) - low) | 0;
    rows[kept] = row;
    // The sign bit of either difference says that the value lies outside.
    kept += ~(above | (span - above)) >>> 31;
  }
  return kept;
}

/** The same for columns whose values lie further apart. */
function keepBetween(
  values: Int32Array | Uint32Array | Float64Array,
  low: number,
  high: number,
  none: number,
  rows: Uint32Array,
  from: number,
  to: number,
): number {
  let kept = from;
  for (let i = from; i < to; i++) {
    const row = rows[i] as number;
    const value = values[row] as number;
    if (value >= low && value <= high && value !== none) rows[kept++] = row;
  }
  return kept;
}

/** Keeps codes that the table, as long as there are codes, has 1 for and not 0; without a branch. */
function keepCodes(values: Uint8Array, allowed: Uint8Array, rows: Uint32Array, from: number, to: number): number {
  let kept = from;
  for (let i = from; i < to; i++) {
    const row = rows[i] as number;
    rows[kept] = row;
    kept += allowed[values[row] as number] as number;
  }
  return kept;
}

function keepAllowed(
  values: Int32Array,
  allowed: Uint8Array,
  low: number,
  rows: Uint32Array,
  from: number,
  to: number,
): number {
  let kept = from;
  for (let i = from; i < to; i++) {
    const row = rows[i] as number;
    if (allowed[(values[row] as number) - low] === 1) rows[kept++] = row;
  }
  return kept;
}

/** Rows that pass any branch: each branch looks at what no branch before it took; what is left to none is dropped. */
function anyTest(branches: readonly RowTest[][]): RowTest {
  let open = new Uint32Array(chunkSize);
  let tried = new Uint32Array(chunkSize);
  return (run, rows, from, to) => {
    if (to - from > open.length) {
      open = new Uint32Array(to - from);
      tried = new Uint32Array(to - from);
    }
    open.set(rows.subarray(from, to));
    let left = to - from;
    for (const branch of branches) {
      tried.set(open.subarray(0, left));
      let kept = left;
      for (const test of branch) kept = test(run, tried, 0, kept);
      left = without(open, 0, left, tried, kept);
    }
    return without(rows, from, to, open, left);
  };
}

/** Drops `dropped[0..count)`, ascending, from the ascending `rows[from..to)`, in place; returns the new end. */
function without(rows: Uint32Array, from: number, to: number, dropped: Uint32Array, count: number): number {
  let left = from;
  let next = 0;
  for (let i = from; i < to; i++) {
    const row = rows[i] as number;
    if (next < count && row === dropped[next]) next++;
    else rows[left++] = row;
  }
  return left;
}
