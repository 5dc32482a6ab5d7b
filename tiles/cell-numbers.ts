import { type ColumnInfo, type ColumnValues, nullInteger } from "./columns.ts";

/**
 * Smallest number and sum of the numbers that a column has in each cell of a grid. Rows in Morton order come cell by
 * cell, so both are kept in registers from one row to the next: about a nanosecond a row.
 */
export class CellNumbers {
  /** Smallest number of each cell; `noNumber` where it has none. */
  readonly least: Int32Array;
  readonly sums: Float64Array;
  /** Rows of each cell that have a number. */
  readonly counts: Uint32Array;
  /** Number of each code, where the column holds codes. */
  private readonly byCode: Int32Array | undefined;

  constructor(cellCount: number, { storage, dictionary }: ColumnInfo) {
    this.least = new Int32Array(cellCount).fill(noNumber);
    this.sums = new Float64Array(cellCount);
    this.counts = new Uint32Array(cellCount);
    if (storage !== "code") return;
    this.byCode = Int32Array.from(
      { length: dictionary.size },
      (_, code) => (dictionary.value(code) ?? noNumber) as number,
    );
  }

  /** Adds `rows[0..count)`, whose cells are `cells[0..count)`. */
  add(cells: Uint16Array, held: ColumnValues, rows: Uint32Array, count: number): void {
    if (this.byCode === undefined) this.addNumbers(cells, held, rows, count);
    else this.addCodes(cells, held, this.byCode, rows, count);
  }

  private addCodes(cells: Uint16Array, held: ColumnValues, byCode: Int32Array, rows: Uint32Array, count: number): void {
    for (let i = 0; i < count; ) {
      const cell = cells[i] as number;
      let least = this.least[cell] as number;
      let sum = 0;
      let numbers = 0;
      for (; i < count && cells[i] === cell; i++) {
        const value = byCode[held[rows[i] as number] as number] as number;
        if (value === noNumber) continue;
        if (value < least) least = value;
        sum += value;
        numbers++;
      }
      this.least[cell] = least;
      this.sums[cell] = (this.sums[cell] as number) + sum;
      this.counts[cell] = (this.counts[cell] as number) + numbers;
    }
  }

  private addNumbers(cells: Uint16Array, held: ColumnValues, rows: Uint32Array, count: number): void {
    for (let i = 0; i < count; ) {
      const cell = cells[i] as number;
      let least = this.least[cell] as number;
      let sum = 0;
      let numbers = 0;
      for (; i < count && cells[i] === cell; i++) {
        const value = held[rows[i] as number] as number;
        if (value === nullInteger) continue;
        if (value < least) least = value;
        sum += value;
        numbers++;
      }
      this.least[cell] = least;
      this.sums[cell] = (this.sums[cell] as number) + sum;
      this.counts[cell] = (this.counts[cell] as number) + numbers;
    }
  }
}

/** Stands for none where a smallest number is kept. */
export const noNumber = 2_147_483_647;
