import type { RowTest, Run } from "./run.ts";

/** Rows looked at together: 16 kB of row numbers stay in the first-level cache through every test. */
export const chunkSize = 4096;

/**
 * Writes the numbers of the living rows from `start` to `end` that pass every test into `into`, beginning at `at`,
 * in order; returns where they end. `into` needs room for `end - start` more.
 */
export function selectRows(
  run: Run,
  start: number,
  end: number,
  tests: readonly RowTest[],
  into: Uint32Array,
  at = 0,
): number {
  let kept = at;
  const { dead } = run;
  if (dead === undefined) for (let row = start; row < end; row++) into[kept++] = row;
  else for (let row = start; row < end; row++) if (dead[row] === 0) into[kept++] = row;
  for (const test of tests) kept = test(run, into, at, kept);
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
