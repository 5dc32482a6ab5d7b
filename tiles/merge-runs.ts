import { type ColumnInfo, type ColumnValues, newValues } from "./columns.ts";
import { compareMorton } from "./morton.ts";
import { dayOffset, findRow, isLive, killRow, type LocalDays, type Run } from "./run.ts";
import type { Numbers } from "./run-order.ts";

/**
 * The living rows of two runs as one run (of one run without its dead when there is no newer one), made a few thousand
 * values at a time: reads go on from the old runs until the new one is whole. Rows that die meanwhile are named by
 * `kill` and die in the new run too. Each value costs a few nanoseconds; there are about three for a row's order, three
 * for its id and one for each column.
 */
export class Merge {
  readonly older: Run;
  readonly newer: Run | undefined;
  /** The whole of the work, once it is done. */
  merged: Run | undefined;
  private readonly steps: Generator<number, Run>;
  private readonly died: number[] = [];

  constructor(columns: readonly ColumnInfo[], older: Run, newer?: Run) {
    this.older = older;
    this.newer = newer;
    this.steps = mergeSteps(columns, older, newer ?? emptyLike(older));
  }

  /** Rows at hand, living or not: the size of the work. */
  get size(): number {
    return this.older.size + (this.newer?.size ?? 0);
  }

  /** Says that the row of an id died in one of the two runs. */
  kill(id: number): void {
    this.died.push(id);
  }

  /** Writes about so many values more; returns those left over when the work is done sooner. */
  advance(values: number): number {
    let left = values;
    while (left > 0) {
      const { done, value } = this.steps.next();
      if (done === true) {
        for (const id of this.died) {
          const row = findRow(value, id);
          if (row >= 0 && isLive(value, row)) killRow(value, row);
        }
        this.merged = value;
        return left;
      }
      left -= value;
    }
    return 0;
  }
}

/** The same at once. */
export function mergeRuns(columns: readonly ColumnInfo[], older: Run, newer?: Run): Run {
  const merge = new Merge(columns, older, newer);
  merge.advance(Infinity);
  return merge.merged as Run;
}

/** Rows worked on between two looks at the clock of whoever asks. */
const slice = 8192;

function* mergeSteps(columns: readonly ColumnInfo[], older: Run, newer: Run): Generator<number, Run> {
  const source = yield* interleave(older, newer);
  const size = source.length;
  const wide = older.ids instanceof Float64Array || newer.ids instanceof Float64Array;
  const { localHours, localDays } = older;
  return {
    size,
    x: yield* pick(new Uint32Array(size), older.x, newer.x, source),
    y: yield* pick(new Uint32Array(size), older.y, newer.y, source),
    ids: yield* pick(wide ? new Float64Array(size) : new Uint32Array(size), older.ids, newer.ids, source),
    versions: yield* pick(new Uint32Array(size), older.versions, newer.versions, source),
    byId: yield* mergeById(older, newer, source),
    columns: yield* pickColumns(columns, older, newer, source),
    localHours: localHours && (yield* pick(new Uint8Array(size), localHours, newer.localHours as Numbers, source)),
    localDays: localDays && (yield* mergeDays(localDays, newer.localDays as LocalDays, source)),
    dead: undefined,
    live: size,
  };
}

function* mergeDays(older: LocalDays, newer: LocalDays, source: Int32Array): Generator<number, LocalDays> {
  const isNarrow = older instanceof Uint16Array && newer instanceof Uint16Array;
  if (isNarrow) return yield* pick(new Uint16Array(source.length), older, newer, source);
  return yield* pick(new Uint32Array(source.length), widened(older), widened(newer), source);
}

/** At most once in the life of a layer: when the first time before 1970 comes in. */
function widened(days: LocalDays): Uint32Array {
  if (days instanceof Uint32Array) return days;
  const wide = new Uint32Array(days.length);
  const shift = dayOffset(wide) - dayOffset(days);
  for (let i = 0; i < days.length; i++) wide[i] = days[i] === 0 ? 0 : (days[i] as number) + shift;
  return wide;
}

function* pickColumns(columns: readonly ColumnInfo[], older: Run, newer: Run, source: Int32Array) {
  const picked: ColumnValues[] = [];
  for (let i = 0; i < columns.length; i++) {
    const into = newValues(columns[i] as ColumnInfo, source.length);
    picked.push(yield* pick(into, older.columns[i] as Numbers, newer.columns[i] as Numbers, source));
  }
  return picked;
}

/** How far a walk through two runs at once has come: rows of the older one, of the newer one, and written. */
interface Progress {
  a: number;
  b: number;
  size: number;
}

/** Where each row of the merged run comes from: a row of the older run, or ~row of the newer one. */
function* interleave(older: Run, newer: Run): Generator<number, Int32Array> {
  const source = new Int32Array(older.live + newer.live);
  const progress = { a: 0, b: 0, size: 0 };
  while (progress.a < older.size || progress.b < newer.size) {
    interleaveSlice(older, newer, source, progress);
    yield slice * 3;
  }
  return source.subarray(0, progress.size);
}

/** In a function of its own: loops are compiled best outside generators. */
function interleaveSlice(older: Run, newer: Run, source: Int32Array, progress: Progress): void {
  let { a, b, size } = progress;
  for (let i = 0; i < slice; i++) {
    if (a >= older.size && b >= newer.size) break;
    if (b >= newer.size || (a < older.size && isBefore(older, a, newer, b))) {
      if (isLive(older, a)) source[size++] = a;
      a++;
    } else {
      if (isLive(newer, b)) source[size++] = ~b;
      b++;
    }
  }
  progress.a = a;
  progress.b = b;
  progress.size = size;
}

/** True when row `a` of the first run comes before row `b` of the second: by Morton code, then by id. */
export function isBefore(first: Run, a: number, second: Run, b: number): boolean {
  const order = compareMorton(first.x[a] as number, first.y[a] as number, second.x[b] as number, second.y[b] as number);
  return order === 0 ? (first.ids[a] as number) < (second.ids[b] as number) : order < 0;
}

function* pick<T extends Numbers>(into: T, older: Numbers, newer: Numbers, source: Int32Array): Generator<number, T> {
  const copy = picker(into);
  for (let from = 0; from < source.length; from += slice) {
    copy(into, older, newer, source, from, Math.min(from + slice, source.length));
    yield slice;
  }
  return into;
}

type Picker = (into: Numbers, older: Numbers, newer: Numbers, source: Int32Array, start: number, end: number) => void;

/** The same loop once for each kind of array: one loop for all kinds takes several times as long. */
function picker(into: Numbers): Picker {
  if (into instanceof Uint32Array) return pickUnsigned;
  if (into instanceof Int32Array) return pickIntegers;
  return into instanceof Float64Array ? pickFloats : pickCodes;
}

const pickUnsigned: Picker = (into, older, newer, source, start, end) => {
  for (let i = start; i < end; i++) {
    const from = source[i] as number;
    into[i] = (from >= 0 ? older[from] : newer[~from]) as number;
  }
};

const pickIntegers: Picker = (into, older, newer, source, start, end) => {
  for (let i = start; i < end; i++) {
    const from = source[i] as number;
    into[i] = (from >= 0 ? older[from] : newer[~from]) as number;
  }
};

const pickFloats: Picker = (into, older, newer, source, start, end) => {
  for (let i = start; i < end; i++) {
    const from = source[i] as number;
    into[i] = (from >= 0 ? older[from] : newer[~from]) as number;
  }
};

const pickCodes: Picker = (into, older, newer, source, start, end) => {
  for (let i = start; i < end; i++) {
    const from = source[i] as number;
    into[i] = (from >= 0 ? older[from] : newer[~from]) as number;
  }
};

/** Stands for the place of a row that died before it had one. */
const nowhere = 0xffff_ffff;

function* mergeById(older: Run, newer: Run, source: Int32Array): Generator<number, Uint32Array> {
  const placeOlder = new Uint32Array(older.size).fill(nowhere);
  const placeNewer = new Uint32Array(newer.size).fill(nowhere);
  for (let from = 0; from < source.length; from += slice) {
    const end = Math.min(from + slice, source.length);
    for (let i = from; i < end; i++) {
      const row = source[i] as number;
      if (row >= 0) placeOlder[row] = i;
      else placeNewer[~row] = i;
    }
    yield slice;
  }
  const byId = new Uint32Array(source.length);
  const progress = { a: 0, b: 0, size: 0 };
  while (progress.a < older.size || progress.b < newer.size) {
    mergeByIdSlice(older, newer, placeOlder, placeNewer, byId, progress);
    yield slice * 2;
  }
  return byId;
}

function mergeByIdSlice(
  older: Run,
  newer: Run,
  placeOlder: Uint32Array,
  placeNewer: Uint32Array,
  byId: Uint32Array,
  progress: Progress,
): void {
  let { a, b, size } = progress;
  for (let i = 0; i < slice; i++) {
    if (a >= older.size && b >= newer.size) break;
    const rowA = a < older.size ? (older.byId[a] as number) : -1;
    const rowB = b < newer.size ? (newer.byId[b] as number) : -1;
    const isOlder = rowB < 0 || (rowA >= 0 && (older.ids[rowA] as number) < (newer.ids[rowB] as number));
    const place = (isOlder ? placeOlder[rowA] : placeNewer[rowB]) as number;
    if (isOlder) a++;
    else b++;
    if (place !== nowhere) byId[size++] = place;
  }
  progress.a = a;
  progress.b = b;
  progress.size = size;
}

function emptyLike(run: Run): Run {
  return {
    size: 0,
    x: new Uint32Array(0),
    y: new Uint32Array(0),
    ids: new Uint32Array(0),
    versions: new Uint32Array(0),
    byId: new Uint32Array(0),
    columns: run.columns.map(() => new Uint8Array(0)),
    localHours: run.localHours && new Uint8Array(0),
    localDays: run.localDays && new Uint16Array(0),
    dead: undefined,
    live: 0,
  };
}
