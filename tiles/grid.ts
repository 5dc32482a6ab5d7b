import type { ColumnInfo, ColumnValues } from "./columns.ts";
import { encodePoints, TileValues } from "./mvt.ts";
import type { Run } from "./run.ts";
import { deepestZoom, extent } from "./world.ts";

/** Cells along each side of a tile. They lie on the world's own grid, so four children tile their parent exactly. */
export const cellsPerSide = 64;

const cellCount = cellsPerSide * cellsPerSide;
const cellUnits = extent / cellsPerSide;
const cellBits = 6;

/** Most values of the grouped attribute that are counted in a dense table; beyond it a Map is used. */
const densestTop = 512;

/**
 * What a tile carries when its points are too many: for each cell that holds any, how many, the most frequent value of
 * the layer's first enum attribute, and the most urgent priority. Rows are added run by run, in any order.
 */
export class Grid {
  private readonly counts = new Uint32Array(cellCount);
  private readonly urgent = new Int32Array(cellCount).fill(noPriority);
  private readonly byCode: CodeCounts | undefined;
  private readonly shift: number;
  private readonly top: number;
  private readonly priority: number;
  private readonly columns: readonly ColumnInfo[];

  constructor(columns: readonly ColumnInfo[], z: number) {
    this.columns = columns;
    this.shift = deepestZoom + 12 - cellBits - z;
    this.top = columns.findIndex((column) => column.attribute.kind === "enum");
    this.priority = columns.findIndex((column) => column.attribute.name === "priority");
    const codes = columns[this.top]?.dictionary.size;
    this.byCode = codes === undefined ? undefined : newCodeCounts(codes);
  }

  /** Adds `rows[0..count)` of a run, all of them inside the tile. */
  add({ x, y, columns }: Run, rows: Uint32Array, count: number): void {
    const cells = new Uint16Array(count);
    for (let i = 0; i < count; i++) {
      const row = rows[i] as number;
      const column = ((x[row] as number) >>> this.shift) & (cellsPerSide - 1);
      const cell = ((((y[row] as number) >>> this.shift) & (cellsPerSide - 1)) << cellBits) | column;
      cells[i] = cell;
      this.counts[cell] = (this.counts[cell] as number) + 1;
    }
    const codes = columns[this.top];
    if (codes !== undefined) this.byCode?.add(cells, codes, rows);
    const priorities = columns[this.priority];
    if (priorities !== undefined) this.addPriorities(cells, priorities, rows);
  }

  /** The tile, with one layer named `name`; cells row by row from the north-west, each a point at its middle. */
  encode(name: string): Uint8Array {
    const used = Uint32Array.from(this.counts.keys()).filter((cell) => this.counts[cell] !== 0);
    const keys = ["count", "top", "top_count", "max_priority"];
    const tags = new Uint32Array(used.length * keys.length);
    const values = new TileValues();
    const tagInteger = oncePerValue((value: number) => values.addInteger(value));
    const tagText = oncePerValue((value: string) => values.addText(value));
    const dictionary = this.columns[this.top]?.dictionary;
    const set = (key: number, feature: number, tag: number) => {
      tags[feature * keys.length + key] = tag;
    };
    for (const [feature, cell] of used.entries()) {
      set(0, feature, tagInteger(this.counts[cell] as number));
      const top = dictionary && this.byCode?.top(cell, (code) => dictionary.text(code) as string);
      if (top !== undefined) {
        set(1, feature, tagText(top.text));
        set(2, feature, tagInteger(top.count));
      }
      const priority = this.urgent[cell] as number;
      if (priority !== noPriority) set(3, feature, tagInteger(priority));
    }
    const middle = (index: number) => index * cellUnits + cellUnits / 2;
    const x = Uint16Array.from(used, (cell) => middle(cell % cellsPerSide));
    const y = Uint16Array.from(used, (cell) => middle(cell >>> cellBits));
    return encodePoints({ name, keys, count: used.length, x, y, ids: undefined, tags, values });
  }

  private addPriorities(cells: Uint16Array, priorities: ColumnValues, rows: Uint32Array): void {
    for (let i = 0; i < cells.length; i++) {
      const priority = priorities[rows[i] as number] as number;
      const cell = cells[i] as number;
      if (priority < (this.urgent[cell] as number) && priority > -noPriority) this.urgent[cell] = priority;
    }
  }
}

const noPriority = 2_147_483_647;

interface Top {
  readonly text: string;
  readonly count: number;
}

/** Counts of each code in each cell. */
interface CodeCounts {
  add(cells: Uint16Array, codes: ColumnValues, rows: Uint32Array): void;
  /** The most frequent code other than null; of equals the one whose text sorts first. Undefined when all are null. */
  top(cell: number, textOf: (code: number) => string): Top | undefined;
}

function newCodeCounts(codes: number): CodeCounts {
  return codes <= densestTop ? denseCounts(codes) : sparseCounts();
}

function denseCounts(codes: number): CodeCounts {
  const counts = new Uint32Array(cellCount * codes);
  return {
    add(cells, held, rows) {
      for (let i = 0; i < cells.length; i++) {
        const key = (cells[i] as number) * codes + (held[rows[i] as number] as number);
        counts[key] = (counts[key] as number) + 1;
      }
    },
    top: (cell, textOf) => mostFrequent(counts.subarray(cell * codes, (cell + 1) * codes).entries(), textOf),
  };
}

function sparseCounts(): CodeCounts {
  const counts = new Map<number, Map<number, number>>();
  return {
    add(cells, held, rows) {
      for (let i = 0; i < cells.length; i++) {
        const cell = cells[i] as number;
        const code = held[rows[i] as number] as number;
        const ofCell = counts.get(cell) ?? new Map<number, number>();
        counts.set(cell, ofCell.set(code, (ofCell.get(code) ?? 0) + 1));
      }
    },
    top: (cell, textOf) => mostFrequent(counts.get(cell) ?? [], textOf),
  };
}

function mostFrequent(counts: Iterable<[number, number]>, textOf: (code: number) => string): Top | undefined {
  let best: Top | undefined;
  for (const [code, count] of counts) {
    if (code === 0 || count === 0 || count < (best?.count ?? 0)) continue;
    const text = textOf(code);
    if (best === undefined || count > best.count || text < best.text) best = { text, count };
  }
  return best;
}

function oncePerValue<T>(add: (value: T) => number): (value: T) => number {
  const tags = new Map<T, number>();
  return (value) => {
    const tag = tags.get(value) ?? add(value);
    tags.set(value, tag);
    return tag;
  };
}
