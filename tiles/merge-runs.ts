import { type ColumnInfo, type ColumnValues, newValues } from "./columns.ts";
import { compareMorton } from "./morton.ts";
import { isLive, type Run } from "./run.ts";
import type { Numbers } from "./run-order.ts";

/** The living rows of two runs as one run; of one run without its dead when `newer` is left out. */
export function mergeRuns(columns: readonly ColumnInfo[], older: Run, newer?: Run): Run {
  const second = newer ?? emptyLike(older);
  const size = older.live + second.live;
  const source = interleave(older, second, size);
  const wide = older.ids instanceof Float64Array || second.ids instanceof Float64Array;
  const { localHours } = older;
  return {
    size,
    x: pick(new Uint32Array(size), older.x, second.x, source),
    y: pick(new Uint32Array(size), older.y, second.y, source),
    ids: pick(wide ? new Float64Array(size) : new Uint32Array(size), older.ids, second.ids, source),
    versions: pick(new Uint32Array(size), older.versions, second.versions, source),
    byId: mergeById(older, second, source),
    columns: columns.map((column, i) =>
      pick(newValues(column, size), older.columns[i] as ColumnValues, second.columns[i] as ColumnValues, source),
    ),
    localHours: localHours && pick(new Uint8Array(size), localHours, second.localHours as Uint8Array, source),
    dead: undefined,
    live: size,
  };
}

/** Where each row of the merged run comes from: a row of the older run, or ~row of the newer one. */
function interleave(older: Run, newer: Run, size: number): Int32Array {
  const source = new Int32Array(size);
  let a = nextLive(older, 0);
  let b = nextLive(newer, 0);
  for (let i = 0; i < size; i++) {
    if (b >= newer.size || (a < older.size && isBefore(older, a, newer, b))) {
      source[i] = a;
      a = nextLive(older, a + 1);
    } else {
      source[i] = ~b;
      b = nextLive(newer, b + 1);
    }
  }
  return source;
}

/** True when row `a` of the first run comes before row `b` of the second: by Morton code, then by id. */
export function isBefore(first: Run, a: number, second: Run, b: number): boolean {
  const order = compareMorton(first.x[a] as number, first.y[a] as number, second.x[b] as number, second.y[b] as number);
  return order === 0 ? (first.ids[a] as number) < (second.ids[b] as number) : order < 0;
}

function nextLive(run: Run, from: number): number {
  let row = from;
  while (row < run.size && !isLive(run, row)) row++;
  return row;
}

function pick<T extends Numbers>(into: T, older: Numbers, newer: Numbers, source: Int32Array): T {
  for (let i = 0; i < source.length; i++) {
    const from = source[i] as number;
    into[i] = (from >= 0 ? older[from] : newer[~from]) as number;
  }
  return into;
}

function mergeById(older: Run, newer: Run, source: Int32Array): Uint32Array {
  const place = { older: new Uint32Array(older.size), newer: new Uint32Array(newer.size) };
  for (let i = 0; i < source.length; i++) {
    const from = source[i] as number;
    if (from >= 0) place.older[from] = i;
    else place.newer[~from] = i;
  }
  const byId = new Uint32Array(source.length);
  let a = nextById(older, 0);
  let b = nextById(newer, 0);
  for (let i = 0; i < byId.length; i++) {
    const rowA = older.byId[a];
    const rowB = newer.byId[b];
    if (rowB === undefined || (rowA !== undefined && (older.ids[rowA] as number) < (newer.ids[rowB] as number))) {
      byId[i] = place.older[rowA as number] as number;
      a = nextById(older, a + 1);
    } else {
      byId[i] = place.newer[rowB] as number;
      b = nextById(newer, b + 1);
    }
  }
  return byId;
}

function nextById(run: Run, from: number): number {
  let at = from;
  while (at < run.size && !isLive(run, run.byId[at] as number)) at++;
  return at;
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
    dead: undefined,
    live: 0,
  };
}
