import { type CodeValues, type ColumnInfo, nullInstant, nullInteger } from "./columns.ts";
import type { Intervals } from "./intervals.ts";
import type { Condition, Normal } from "./normal-form.ts";
import type { Property } from "./property.ts";
import { anyTest, codesTest, nearTest, neverTest, valuesTest } from "./row-tests.ts";
import { dayOffset, hoursOfWeek, type LayerColumns, type LocalDays, type RowTest, type Run } from "./run.ts";

/**
 * The tests that a row must pass one after the other, each a loop over one column: the one expected to let fewest rows
 * pass comes first. Good until the layer takes in rows, which may bring new codes.
 */
export function compileNormal(layer: LayerColumns, normal: Normal): RowTest[] {
  if (normal.op === "always") return [];
  if (normal.op === "never") return [neverTest];
  if (normal.op === "and") {
    const shares = new Map(normal.args.map((arg) => [arg, shareOf(layer, arg)]));
    const byShare = [...normal.args].sort((a, b) => (shares.get(a) as number) - (shares.get(b) as number));
    return byShare.flatMap((arg) => compileNormal(layer, arg));
  }
  if (normal.op === "or") return [anyTest(normal.args.map((arg) => compileNormal(layer, arg)))];
  return [conditionTest(layer, normal)];
}

/** Part of the rows expected to pass, as if all values were equally frequent; alternatives are dear, so they come last. */
function shareOf(layer: LayerColumns, normal: Normal): number {
  if (normal.op === "or") return 2;
  if (normal.op === "texts") {
    const { size } = (layer.columns[normal.property.column] as ColumnInfo).dictionary;
    const share = normal.texts.length / Math.max(size - 1, 1);
    return normal.except ? 1 - share : share;
  }
  if (normal.op !== "numbers") return 1;
  const [least, most] = rangeOf(layer, normal.property);
  const covered = normal.intervals.reduce(
    (sum, [low, high]) => sum + Math.max(0, Math.min(high, most) - Math.max(low, least) + 1),
    0,
  );
  return covered / Math.max(most - least + 1, 1);
}

function conditionTest(layer: LayerColumns, condition: Condition): RowTest {
  const { column, part } = condition.property;
  const info = layer.columns[column] as ColumnInfo;
  const codesOf = (run: Run) => run.columns[column] as CodeValues;
  if (condition.op === "texts") {
    const { dictionary } = info;
    const allowed = new Uint8Array(dictionary.size).fill(condition.except ? 1 : 0);
    for (const text of condition.texts) allowed[dictionary.find(text) ?? 0] = condition.except ? 0 : 1;
    allowed[0] = 0;
    return codesTest(codesOf, allowed);
  }
  const { intervals } = condition;
  if (part === "day") return dayTest(layer, condition.property, intervals);
  if (part !== undefined) {
    const allowed = new Uint8Array(hoursOfWeek + 1);
    for (let hour = 0; hour < hoursOfWeek; hour++) {
      allowed[hour] = holds(intervals, part === "hour" ? hour % 24 : Math.floor(hour / 24) + 1) ? 1 : 0;
    }
    return codesTest((run) => run.localHours as Uint8Array, allowed);
  }
  if (info.storage !== "code") return numberTest(info, column, intervals);
  const { dictionary } = info;
  const allowed = Uint8Array.from({ length: dictionary.size }, (_, code) =>
    code > 0 && holds(intervals, dictionary.value(code) as number) ? 1 : 0,
  );
  return codesTest(codesOf, allowed);
}

function numberTest({ storage, min, max }: ColumnInfo, column: number, intervals: Intervals): RowTest {
  const none = storage === "instant" ? nullInstant : nullInteger;
  const valuesOf = (run: Run) => run.columns[column] as Int32Array;
  const [first] = intervals;
  if (intervals.length !== 1 || first === undefined) {
    return valuesTest(valuesOf, (value) => value !== none && holds(intervals, value));
  }
  const [low, high] = [Math.max(first[0], min), Math.min(first[1], max)];
  if (!(low <= high)) return neverTest;
  // Null is then outside by the same arithmetic: all values fit the 32 bits at whose end it lies.
  const isNear = max - min < 2 ** 31 && (storage === "integer" || (min >= 0 && max < nullInstant));
  if (isNear) return nearTest((run) => ({ values: valuesOf(run), low, high }));
  return valuesTest(valuesOf, (value) => value >= low && value <= high && value !== none);
}

function dayTest(layer: LayerColumns, property: Property, intervals: Intervals): RowTest {
  const [least, most] = rangeOf(layer, property);
  const daysOf = (run: Run) => run.localDays as LocalDays;
  const [first] = intervals;
  if (intervals.length === 1 && first !== undefined) {
    const [low, high] = [Math.max(first[0], least), Math.min(first[1], most)];
    if (!(low <= high)) return neverTest;
    return nearTest((run) => {
      const values = daysOf(run);
      return { values, low: low + dayOffset(values), high: high + dayOffset(values) };
    });
  }
  // Offsets differ between runs, so both forms of a day are told apart by their size.
  const [narrow, wide] = [dayOffset(new Uint16Array(0)), dayOffset(new Uint32Array(0))];
  return valuesTest(daysOf, (value) => value !== 0 && holds(intervals, value - (value > 0xffff ? wide : narrow)));
}

/** Smallest and largest value that a property has; the first is above the second where there is none. */
function rangeOf(layer: LayerColumns, { column, part }: Property): readonly [least: number, most: number] {
  const { min, max } = layer.columns[column] as ColumnInfo;
  if (part === "hour") return [0, 23];
  if (part === "weekday") return [1, 7];
  if (part === undefined || min > max) return [min, max];
  return [layer.localTime.day(min), layer.localTime.day(max)];
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
