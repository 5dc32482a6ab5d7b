import type { RowTest, Run } from "./run.ts";

/** Rows looked at together: 16 kB of row numbers stay in the first-level cache through every test. */
export const chunkSize = 4096;

/**
 * Writes the numbers of the living rows from `start` to `end` that pass every test into `into`, beginning at `at`,
 * in order; returns where they end. `into` needs room for `end - start` more. The first test reads its column from end
 * to end, half a nanosecond a row; the others look only at what it left.
 */
export function selectRows(
  run: Run,
  start: number,
  end: number,
  tests: readonly RowTest[],
  into: Uint32Array,
  at = 0,
): number {
  const [first, ...others] = tests;
  let kept = first === undefined ? takeAll(start, end, into, at) : first.scan(run, start, end, into, at);
  if (run.dead !== undefined) kept = keepLiving(run.dead, into, at, kept);
  for (const test of others) {
    if (kept === at) break;
    kept = test.keep(run, into, at, kept);
  }
  return kept;
}

/** Writes all the row numbers from `start` to `end`. */
export function takeAll(start: number, end: number, into: Uint32Array, at: number): number {
  let kept = at;
  for (let row = start; row < end; row++) into[kept++] = row;
  return kept;
}

function keepLiving(dead: Uint32Array, rows: Uint32Array, from: number, to: number): number {
  let kept = from;
  for (let i = from; i < to; i++) {
    const row = rows[i] as number;
    rows[kept] = row;
    kept += ~((dead[row >>> 5] as number) >>> (row & 31)) & 1;
  }
  return kept;
}

/** Visits the same rows chunk by chunk; the array is used again for the next chunk. */
export function visitRows(
  run: Run,
  [start, end]: readonly [start: number, end: number],
  tests: readonly RowTest[],
  visit: (rows: Uint32Array, count: number) => void,
): void {
  const rows = new Uint32Array(Math.min(chunkSize, end - start));
  for (let from = start; from < end; from += chunkSize) {
    const count = selectRows(run, from, Math.min(from + chunkSize, end), tests, rows);
    if (count > 0) visit(rows, count);
  }
}
