import type { ColumnValues } from "./columns.ts";
import type { Dictionary } from "./dictionary.ts";

/** How many of the most frequent codes of a cell are named. */
export const topCodes = 3;

/**
 * How often each code of a column occurs in each cell of a grid, and which are the most frequent. Dense counters cost
 * one load and one store a row; a dictionary too large for them is counted in maps, some twenty times slower.
 */
export interface CodeCounts {
  /** Counts `rows[0..count)`, whose cells are `cells[0..count)`. */
  add(cells: Uint16Array, codes: ColumnValues, rows: Uint32Array, count: number): void;
  /**
   * Writes the most frequent codes other than null of a cell and their counts, pair by pair, the most frequent first; of
   * equals the one whose text sorts first. Where there are fewer, 0.
   */
  top(cell: number, into: Uint32Array): void;
}

/** Most codes that are counted densely: 4,096 cells of 512 codes are 8 MB. */
const densest = 512;

/** Counters of dense grids, used by one grid after the other. */
let counters = new Uint32Array(0);

/** Counters for a grid of so many cells. A grid made before must not be asked any more. */
export function newCodeCounts(cellCount: number, dictionary: Dictionary): CodeCounts {
  return dictionary.size <= densest ? new DenseCounts(cellCount, dictionary) : new SparseCounts(dictionary);
}

/** Counted by rank: codes in order of their texts, so that of equal counts the first is the right one. */
class DenseCounts implements CodeCounts {
  private readonly width: number;
  private readonly counts: Uint32Array;
  private readonly codeOf: Uint32Array;
  private readonly rankOf: Uint32Array;
  /** A bit for each rank that a cell has: only those are looked at. */
  private readonly present: Uint32Array;
  private readonly words: number;

  constructor(cellCount: number, dictionary: Dictionary) {
    this.width = dictionary.size;
    const size = cellCount * this.width;
    if (counters.length < size) counters = new Uint32Array(size);
    else counters.fill(0, 0, size);
    this.counts = counters;
    const text = (code: number) => dictionary.value(code) as string;
    const codes = Array.from({ length: this.width - 1 }, (_, i) => i + 1);
    this.codeOf = Uint32Array.from([0, ...codes.sort((a, b) => (text(a) < text(b) ? -1 : 1))]);
    this.rankOf = new Uint32Array(this.width);
    for (const [rank, code] of this.codeOf.entries()) this.rankOf[code] = rank;
    this.words = (this.width + 31) >>> 5;
    this.present = new Uint32Array(cellCount * this.words);
  }

  add(cells: Uint16Array, held: ColumnValues, rows: Uint32Array, count: number): void {
    const { width, words, counts, present, rankOf } = this;
    for (let i = 0; i < count; i++) {
      const cell = cells[i] as number;
      const rank = rankOf[held[rows[i] as number] as number] as number;
      const at = cell * width + rank;
      counts[at] = (counts[at] as number) + 1;
      const word = cell * words + (rank >>> 5);
      present[word] = (present[word] as number) | (1 << (rank & 31));
    }
  }

  top(cell: number, into: Uint32Array): void {
    into.fill(0);
    let least = 0;
    for (let word = 0; word < this.words; word++) {
      // Rank 0 is null, which is never named.
      let left = (this.present[cell * this.words + word] as number) & (word === 0 ? ~1 : ~0);
      for (; left !== 0; left &= left - 1) {
        const rank = word * 32 + 31 - Math.clz32(left & -left);
        const count = this.counts[cell * this.width + rank] as number;
        if (count > least) least = insert(into, this.codeOf[rank] as number, count);
      }
    }
  }
}

/** Puts a code among the pairs, behind those of its count; returns the count of the last of them. */
function insert(pairs: Uint32Array, code: number, count: number): number {
  let at = (topCodes - 1) * 2;
  for (; at > 0 && count > (pairs[at - 1] as number); at -= 2) {
    pairs[at] = pairs[at - 2] as number;
    pairs[at + 1] = pairs[at - 1] as number;
  }
  pairs[at] = code;
  pairs[at + 1] = count;
  return pairs[(topCodes - 1) * 2 + 1] as number;
}

class SparseCounts implements CodeCounts {
  private readonly counts = new Map<number, Map<number, number>>();
  private readonly dictionary: Dictionary;

  constructor(dictionary: Dictionary) {
    this.dictionary = dictionary;
  }

  add(cells: Uint16Array, held: ColumnValues, rows: Uint32Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const code = held[rows[i] as number] as number;
      if (code === 0) continue;
      const cell = cells[i] as number;
      const ofCell = this.counts.get(cell) ?? new Map<number, number>();
      this.counts.set(cell, ofCell.set(code, (ofCell.get(code) ?? 0) + 1));
    }
  }

  top(cell: number, into: Uint32Array): void {
    const text = (code: number) => this.dictionary.value(code) as string;
    const pairs = [...(this.counts.get(cell) ?? [])];
    pairs.sort((a, b) => b[1] - a[1] || (text(a[0]) < text(b[0]) ? -1 : 1));
    into.fill(0);
    into.set(pairs.slice(0, topCodes).flat());
  }
}
