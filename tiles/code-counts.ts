import type { ColumnValues } from "./columns.ts";
import type { Dictionary } from "./dictionary.ts";

/**
 * How often each code of a column occurs in each cell of a grid, and which is the most frequent. Dense counters cost
 * one load and one store a row; a dictionary too large for them is counted in maps, some twenty times slower.
 */
export interface CodeCounts {
  /** Counts `rows[0..count)`, whose cells are `cells[0..count)`. */
  add(cells: Uint16Array, codes: ColumnValues, rows: Uint32Array, count: number): void;
  /** The most frequent code other than null of a cell, of equals the one whose text sorts first; 0 when all are null. */
  top(cell: number): number;
  /** Occurrences of the code that `top` gave last. */
  topCount: number;
}

/** Most codes that are counted densely: 4,096 cells of 512 codes are 8 MB. */
const densest = 512;

/** Counters of dense grids, used by one grid after the other. */
let counters = new Uint32Array(0);

/** Counters for a grid of so many cells. A grid made before must not be asked any more. */
export function newCodeCounts(cellCount: number, dictionary: Dictionary): CodeCounts {
  return dictionary.size <= densest ? denseCounts(cellCount, dictionary) : sparseCounts(dictionary);
}

function denseCounts(cellCount: number, dictionary: Dictionary): CodeCounts {
  const codes = dictionary.size;
  const size = cellCount * codes;
  if (counters.length < size) counters = new Uint32Array(size);
  else counters.fill(0, 0, size);
  const counts = counters;
  // Codes in order of their texts: the first of the largest counts is then the right one of equals.
  const inOrder = Uint16Array.from({ length: codes - 1 }, (_, i) => i + 1).sort((a, b) =>
    (dictionary.text(a) as string) < (dictionary.text(b) as string) ? -1 : 1,
  );
  return {
    topCount: 0,
    add(cells, held, rows, count) {
      for (let i = 0; i < count; i++) {
        const at = (cells[i] as number) * codes + (held[rows[i] as number] as number);
        counts[at] = (counts[at] as number) + 1;
      }
    },
    top(cell) {
      const base = cell * codes;
      let best = 0;
      let most = 0;
      for (let i = 0; i < inOrder.length; i++) {
        const code = inOrder[i] as number;
        const count = counts[base + code] as number;
        if (count <= most) continue;
        most = count;
        best = code;
      }
      this.topCount = most;
      return best;
    },
  };
}

function sparseCounts(dictionary: Dictionary): CodeCounts {
  const counts = new Map<number, Map<number, number>>();
  return {
    topCount: 0,
    add(cells, held, rows, count) {
      for (let i = 0; i < count; i++) {
        const code = held[rows[i] as number] as number;
        if (code === 0) continue;
        const cell = cells[i] as number;
        const ofCell = counts.get(cell) ?? new Map<number, number>();
        counts.set(cell, ofCell.set(code, (ofCell.get(code) ?? 0) + 1));
      }
    },
    top(cell) {
      let best = 0;
      let most = 0;
      for (const [code, count] of counts.get(cell) ?? []) {
        const isFirst = () => (dictionary.text(code) as string) < (dictionary.text(best) as string);
        if (count < most || (count === most && !isFirst())) continue;
        most = count;
        best = code;
      }
      this.topCount = most;
      return best;
    },
  };
}
