import type { LayerDefinition } from "./catalogue.ts";
import type { ColumnInfo, ColumnValues } from "./columns.ts";
import type { LocalTime } from "./local-time.ts";

/**
 * Points sorted by Morton code, then id, in columns of typed arrays. Nothing in a run changes once it is made, except
 * that rows die: a newer run holds them now, or they are gone.
 */
export interface Run {
  readonly size: number;
  /** World columns and rows, see world.ts. */
  readonly x: Uint32Array;
  readonly y: Uint32Array;
  readonly ids: Uint32Array | Float64Array;
  readonly versions: Uint32Array;
  /** Row numbers in order of id. */
  readonly byId: Uint32Array;
  /** One array an attribute, in the definition's order. */
  readonly columns: readonly ColumnValues[];
  /** Local hour + 24 × (weekday − 1) of the time attribute, `noLocalHour` where it is null; absent without one. */
  readonly localHours: Uint8Array | undefined;
  /** Local day of the time attribute, plus `dayOffset`, 0 where it is null; absent without one. */
  readonly localDays: LocalDays | undefined;
  /** A bit for each row, set when it died; absent while all live. */
  dead: Uint32Array | undefined;
  /** Rows that have not died. */
  live: number;
}

/** Narrow while every time lies between 1970 and 2106, as those of an unsigned `instant` column do. */
export type LocalDays = Uint16Array | Uint32Array;

/** The parts of a layer that filters, summaries and density read. */
export interface LayerColumns {
  readonly definition: LayerDefinition;
  readonly columns: readonly ColumnInfo[];
  /** Oldest and largest first. */
  readonly runs: readonly Run[];
  /** Local time of the layer's time zone. */
  readonly localTime: LocalTime;
  /** Position of the time attribute among the columns, or −1. */
  readonly timeColumn: number;
}

/** A condition as loops over a column. */
export interface RowTest {
  /** Writes the rows from `start` to `end` that pass into `into`, beginning at `at`; returns where they end. */
  scan(run: Run, start: number, end: number, into: Uint32Array, at: number): number;
  /** Keeps those of `rows[from..to)` that pass, in place and in order; returns the new end. Rows ascend. */
  keep(run: Run, rows: Uint32Array, from: number, to: number): number;
}

/** Hours of a week: `localHours` lie below it. */
export const hoursOfWeek = 168;

/** Stands in `localHours` for a row without a time. */
export const noLocalHour = hoursOfWeek;

/** Bytes of a run's arrays. */
export function bytesOf(run: Run): number {
  const arrays = [
    run.x,
    run.y,
    run.ids,
    run.versions,
    run.byId,
    ...run.columns,
    run.localHours,
    run.localDays,
    run.dead,
  ];
  return arrays.reduce((sum, array) => sum + (array?.byteLength ?? 0), 0);
}

/** Row of an id in a run, dead or alive, or −1. */
export function findRow({ byId, ids }: Run, id: number): number {
  let low = 0;
  let high = byId.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[byId[middle] as number] as number) < id) low = middle + 1;
    else high = middle;
  }
  const row = byId[low];
  return row !== undefined && ids[row] === id ? row : -1;
}

/** True while the row has not died. */
export function isLive({ dead }: Run, row: number): boolean {
  return dead === undefined || (((dead[row >>> 5] as number) >>> (row & 31)) & 1) === 0;
}

/** Marks a living row dead. */
export function killRow(run: Run, row: number): void {
  run.dead ??= new Uint32Array((run.size + 31) >>> 5);
  run.dead[row >>> 5] = (run.dead[row >>> 5] as number) | (1 << (row & 31));
  run.live--;
}

/** What is added to a local day, whole days since 1970-01-01, so that no day is 0. */
export function dayOffset(localDays: LocalDays): number {
  // The first hours of 1970 are the last day of 1969 west of Greenwich.
  return localDays instanceof Uint16Array ? 2 : wideDayOffset;
}

/** Twice the days on either side of 1970 that an instant can name. */
const wideDayOffset = 200_000_000;

/** Room for the local days of `size` rows whose times are held so. */
export function newLocalDays(times: ColumnValues, size: number): LocalDays {
  return times instanceof Uint32Array ? new Uint16Array(size) : new Uint32Array(size);
}
