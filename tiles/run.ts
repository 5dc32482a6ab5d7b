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
  /** Local day of the time attribute, whole days since 1970-01-01, `nullInteger` where it is null; absent without one. */
  readonly localDays: Int32Array | undefined;
  /** 1 for each row that died; absent while all live. */
  dead: Uint8Array | undefined;
  /** Rows that have not died. */
  live: number;
}

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

/** Keeps those of `rows[from..to)` that pass, in place and in order; returns the new end. Rows ascend. */
export type RowTest = (run: Run, rows: Uint32Array, from: number, to: number) => number;

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
export function isLive(run: Run, row: number): boolean {
  return run.dead === undefined || run.dead[row] === 0;
}

/** Marks a living row dead. */
export function killRow(run: Run, row: number): void {
  run.dead ??= new Uint8Array(run.size);
  run.dead[row] = 1;
  run.live--;
}
