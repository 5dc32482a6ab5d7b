import type { CodeValues, ColumnValues } from "./columns.ts";
import type { RowTest, Run } from "./run.ts";
import { chunkSize, takeAll } from "./selection.ts";

/**
 * The loops that filters are made of. The row number is always written and the end moved by 0 or 1, without a branch
 * that the processor could guess wrong: half of random rows passing costs no more than all or none, some 0.6 ns a row.
 */

/** Nothing passes. */
export const neverTest: RowTest = { scan: (_run, _start, _end, _into, at) => at, keep: (_run, _rows, from) => from };

/** Codes that the table, as long as there are codes, has 1 for and not 0. */
export function codesTest(codesOf: (run: Run) => CodeValues, allowed: Uint8Array): RowTest {
  return {
    scan: (run, start, end, into, at) => scanCodes(codesOf(run), allowed, start, end, into, at),
    keep: (run, rows, from, to) => keepCodes(codesOf(run), allowed, rows, from, to),
  };
}

function scanCodes(codes: CodeValues, allowed: Uint8Array, start: number, end: number, into: Uint32Array, at: number) {
  let kept = at;
  for (let row = start; row < end; row++) {
    into[kept] = row;
    kept += allowed[codes[row] as number] as number;
  }
  return kept;
}

function keepCodes(codes: CodeValues, allowed: Uint8Array, rows: Uint32Array, from: number, to: number): number {
  let kept = from;
  for (let i = from; i < to; i++) {
    const row = rows[i] as number;
    rows[kept] = row;
    kept += allowed[codes[row] as number] as number;
  }
  return kept;
}

/** Values of a run, and the ends between which they must lie in it; null must lie outside. */
export interface Range {
  readonly values: ColumnValues;
  readonly low: number;
  readonly high: number;
}

/** Values from one end to the other, both inside. The differences of all values fit 31 bits. */
export function nearTest(rangeOf: (run: Run) => Range): RowTest {
  return {
    scan: (run, start, end, into, at) => scanNear(rangeOf(run), start, end, into, at),
    keep: (run, rows, from, to) => keepNear(rangeOf(run), rows, from, to),
  };
}

function scanNear({ values, low, high }: Range, start: number, end: number, into: Uint32Array, at: number): number {
  const span = (high - low) | 0;
  let kept = at;
  for (let row = start; row < end; row++) {
    const above = ((values[row] as number) - low) | 0;
    into[kept] = row;
    // The sign bit of either difference says that the value lies outside.
    kept += ~(above | (span - above)) >>> 31;
  }
  return kept;
}

function keepNear({ values, low, high }: Range, rows: Uint32Array, from: number, to: number): number {
  const span = (high - low) | 0;
  let kept = from;
  for (let i = from; i < to; i++) {
    const row = rows[i] as number;
    const above = ((values[row] as number) - low) | 0;
    rows[kept] = row;
    kept += ~(above | (span - above)) >>> 31;
  }
  return kept;
}

/** Any other condition on a value, a few nanoseconds a row. */
export function valuesTest(valuesOf: (run: Run) => ColumnValues, passes: (value: number) => boolean): RowTest {
  return scanningAll((run, rows, from, to) => {
    const values = valuesOf(run);
    let kept = from;
    for (let i = from; i < to; i++) {
      const row = rows[i] as number;
      if (passes(values[row] as number)) rows[kept++] = row;
    }
    return kept;
  });
}

/** Rows that pass any branch: each branch looks at what no branch before it took; what is left to none is dropped. */
export function anyTest(branches: readonly (readonly RowTest[])[]): RowTest {
  let open = new Uint32Array(chunkSize);
  let tried = new Uint32Array(chunkSize);
  return scanningAll((run, rows, from, to) => {
    if (to - from > open.length) {
      open = new Uint32Array(to - from);
      tried = new Uint32Array(to - from);
    }
    open.set(rows.subarray(from, to));
    let left = to - from;
    for (const branch of branches) {
      tried.set(open.subarray(0, left));
      let kept = left;
      for (const test of branch) kept = test.keep(run, tried, 0, kept);
      left = without(open, 0, left, tried, kept);
    }
    return without(rows, from, to, open, left);
  });
}

/** A test that has no faster way through a whole column than to be asked of every row. */
function scanningAll(keep: RowTest["keep"]): RowTest {
  return {
    keep,
    scan: (run, start, end, into, at) => keep(run, into, at, takeAll(start, end, into, at)),
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
