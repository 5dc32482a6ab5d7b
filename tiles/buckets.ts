import { type ColumnInfo, type ColumnValues, columnIndex, decodeValue, nullInteger } from "./columns.ts";
import { dayOffset, hoursOfWeek, type LayerColumns, type LocalDays, type Run } from "./run.ts";

/** What counts can be grouped by: the community, a part of the local time, or any attribute of the layer but instants. */
export type GroupBy = "community" | "hour" | "weekday" | "day" | "week" | "month" | (string & {});

export type GroupKey = string | number | null;

/** Numbers from 0 that a column gives for its rows, 0 for null: what is counted. */
export interface Source {
  /** Equal for sources that give equal numbers. */
  readonly id: string;
  /** Numbers lie below it. */
  readonly size: number;
  readonly in: (run: Run) => Numbering;
}

/** A column of a run and how its values become numbers: those equal to `none` are 0, others are less by `first`. */
export interface Numbering {
  readonly values: ColumnValues;
  readonly none: number;
  readonly first: number;
}

/** Groups made of the numbers of a source, so that hours and weekdays, days and months are counted once. */
export interface Buckets {
  readonly source: Source;
  /** Group of each number of the source. */
  readonly groupOf: Uint32Array;
  /** Group numbers lie below it; 0 is the group of rows without a value. */
  readonly size: number;
  /** Key of a group; null for group 0. */
  key(group: number): GroupKey;
  /** Groups that are listed even when they are empty. */
  readonly always: boolean;
}

/** Most groups of one kind; more means that the attribute is not one to group by. */
const mostGroups = 1 << 22;

/**
 * The groups of a layer by one subject. Throws RangeError for an attribute that the layer does not have or whose values
 * are not groups, and for a part of the time where it has no time.
 */
export function bucketsBy(layer: LayerColumns, by: GroupBy): Buckets {
  if (by === "hour") return localHourBuckets(layer, 24, (hour) => hour % 24, 0);
  if (by === "weekday") return localHourBuckets(layer, 7, (hour) => Math.floor(hour / 24), 1);
  if (by === "day") return dayBuckets(layer, (day) => day, dayText);
  if (by === "week") return dayBuckets(layer, (day) => Math.floor((day + 3) / 7), weekText);
  if (by === "month") return dayBuckets(layer, monthOfDay, monthText);
  const name = by === "community" ? communityName(layer) : by;
  const index = columnIndex(layer.columns, name);
  const column = layer.columns[index] as ColumnInfo;
  if (column.attribute.kind === "real") throw new RangeError(`Attribute "${name}" has no groups: it is a real number.`);
  if (column.storage === "code") return codeBuckets(column, index);
  if (column.storage === "integer") return integerBuckets(column, index);
  throw new RangeError(`Attribute "${name}" is an instant; group by hour, weekday, day, week or month instead.`);
}

function communityName({ columns }: LayerColumns): string {
  return columns.find(({ attribute }) => attribute.kind === "community")?.attribute.name ?? "community";
}

function codeBuckets(column: ColumnInfo, index: number): Buckets {
  const { size } = column.dictionary;
  return {
    source: { id: column.attribute.name, size, in: (run) => codes(run.columns[index] as ColumnValues) },
    groupOf: identity(size),
    size,
    always: false,
    key: (group) => {
      const value = decodeValue(column, group);
      return typeof value === "boolean" ? String(value) : value;
    },
  };
}

function integerBuckets({ min, max, attribute }: ColumnInfo, index: number): Buckets {
  const size = checkedSize(min, max);
  return {
    source: {
      id: attribute.name,
      size,
      in: (run) => ({ values: run.columns[index] as ColumnValues, none: nullInteger, first: min - 1 }),
    },
    groupOf: identity(size),
    size,
    always: false,
    key: (group) => (group === 0 ? null : group - 1 + min),
  };
}

function localHourBuckets(layer: LayerColumns, size: number, part: (hour: number) => number, first: number): Buckets {
  requireTime(layer);
  const groupOf = Uint32Array.from({ length: hoursOfWeek + 1 }, (_, hour) => (hour < hoursOfWeek ? part(hour) + 1 : 0));
  return {
    source: {
      id: "local hour",
      size: hoursOfWeek + 1,
      in: (run) => codes(run.localHours as Uint8Array),
    },
    groupOf,
    size: size + 1,
    always: true,
    key: (group) => (group === 0 ? null : group - 1 + first),
  };
}

function dayBuckets(layer: LayerColumns, part: (day: number) => number, text: (part: number) => string): Buckets {
  const { localTime } = layer;
  const { min, max } = layer.columns[requireTime(layer)] as ColumnInfo;
  const isEmpty = min > max;
  const firstDay = isEmpty ? 0 : localTime.day(min);
  const days = isEmpty ? 1 : checkedSize(firstDay, localTime.day(max));
  const firstPart = part(firstDay);
  const groupOf = Uint32Array.from({ length: days }, (_, i) => (i === 0 ? 0 : part(firstDay + i - 1) - firstPart + 1));
  return {
    source: {
      id: "local day",
      size: days,
      in: (run) => {
        const values = run.localDays as LocalDays;
        return { values, none: 0, first: firstDay - 1 + dayOffset(values) };
      },
    },
    groupOf,
    size: (groupOf.at(-1) as number) + 1,
    always: false,
    key: (group) => (group === 0 ? null : text(group - 1 + firstPart)),
  };
}

/** Codes are numbers as they are, 0 for null. */
function codes(values: ColumnValues): Numbering {
  return { values, none: 0, first: 0 };
}

function identity(size: number): Uint32Array {
  return Uint32Array.from({ length: size }, (_, i) => i);
}

function requireTime({ timeColumn, definition }: LayerColumns): number {
  if (timeColumn < 0) throw new RangeError(`Layer "${definition.id}" has no time to group by.`);
  return timeColumn;
}

function checkedSize(min: number, max: number): number {
  const size = min > max ? 1 : max - min + 2;
  if (size > mostGroups) throw new RangeError("The values lie too far apart to be groups.");
  return size;
}

/** Months since 1970-01 of a whole day since 1970-01-01. */
function monthOfDay(day: number): number {
  const date = new Date(day * 86_400_000);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** ISO 8601 week, such as 2026-W48, of a week since that of 1970-01-01: it belongs to the year of its Thursday. */
function weekText(week: number): string {
  const thursday = new Date(week * 7 * 86_400_000);
  const year = thursday.getUTCFullYear();
  const dayOfYear = (thursday.getTime() - Date.UTC(year, 0, 1)) / 86_400_000;
  return `${year}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, "0")}`;
}

function monthText(month: number): string {
  return new Date(Date.UTC(1970, month, 1)).toISOString().slice(0, 7);
}
