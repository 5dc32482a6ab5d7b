import { type ColumnInfo, columnIndex, decodeValue, nullInstant, nullInteger } from "./columns.ts";
import { hoursOfWeek, type LayerColumns, type Run } from "./run.ts";

/** What counts can be grouped by: the community, a part of the local time, or any attribute of the layer but instants. */
export type GroupBy = "community" | "hour" | "weekday" | "day" | "month" | (string & {});

export type GroupKey = string | number | null;

/** Sorts rows into numbered groups. */
export interface Buckets {
  /** Group numbers lie below it; 0 is the group of rows without a value. */
  readonly size: number;
  /** Writes the group number of each of `rows[0..count)`. */
  fill(run: Run, rows: Uint32Array, count: number, groups: Uint32Array): void;
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
  if (by === "month") return dayBuckets(layer, monthOfDay, monthText);
  const name = by === "community" ? communityName(layer) : by;
  const index = columnIndex(layer.columns, name);
  const column = layer.columns[index] as ColumnInfo;
  if (column.storage === "code") return codeBuckets(column, index);
  if (column.storage === "integer") return integerBuckets(column, index);
  throw new RangeError(`Attribute "${name}" is an instant; group by hour, weekday, day or month instead.`);
}

function communityName({ columns }: LayerColumns): string {
  return columns.find(({ attribute }) => attribute.kind === "community")?.attribute.name ?? "community";
}

function codeBuckets(column: ColumnInfo, index: number): Buckets {
  return {
    size: column.dictionary.size,
    always: false,
    key: (group) => {
      const value = decodeValue(column, group);
      return typeof value === "boolean" ? String(value) : value;
    },
    fill(run, rows, count, groups) {
      const codes = run.columns[index] as Uint8Array;
      for (let i = 0; i < count; i++) groups[i] = codes[rows[i] as number] as number;
    },
  };
}

function integerBuckets({ min, max }: ColumnInfo, index: number): Buckets {
  return {
    size: checkedSize(min, max),
    always: false,
    key: (group) => (group === 0 ? null : group - 1 + min),
    fill(run, rows, count, groups) {
      const values = run.columns[index] as Int32Array;
      for (let i = 0; i < count; i++) {
        const value = values[rows[i] as number] as number;
        groups[i] = value === nullInteger ? 0 : value - min + 1;
      }
    },
  };
}

function localHourBuckets(layer: LayerColumns, size: number, part: (hour: number) => number, first: number): Buckets {
  requireTime(layer);
  const groupOf = Uint8Array.from({ length: hoursOfWeek + 1 }, (_, hour) => (hour < hoursOfWeek ? part(hour) + 1 : 0));
  return {
    size: size + 1,
    always: true,
    key: (group) => (group === 0 ? null : group - 1 + first),
    fill(run, rows, count, groups) {
      const hours = run.localHours as Uint8Array;
      for (let i = 0; i < count; i++) groups[i] = groupOf[hours[rows[i] as number] as number] as number;
    },
  };
}

function dayBuckets(layer: LayerColumns, part: (day: number) => number, text: (part: number) => string): Buckets {
  const { localTime } = layer;
  const index = requireTime(layer);
  const { min, max } = layer.columns[index] as ColumnInfo;
  const isEmpty = min > max;
  const first = isEmpty ? 0 : part(localTime.day(min));
  return {
    size: isEmpty ? 1 : checkedSize(first, part(localTime.day(max))),
    always: false,
    key: (group) => (group === 0 ? null : text(group - 1 + first)),
    fill(run, rows, count, groups) {
      const times = run.columns[index] as Uint32Array;
      for (let i = 0; i < count; i++) {
        const time = times[rows[i] as number] as number;
        groups[i] = time === nullInstant ? 0 : part(localTime.day(time)) - first + 1;
      }
    },
  };
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

function monthText(month: number): string {
  return new Date(Date.UTC(1970, month, 1)).toISOString().slice(0, 7);
}
