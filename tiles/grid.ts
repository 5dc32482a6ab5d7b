import { type CodeCounts, newCodeCounts } from "./code-counts.ts";
import type { ColumnInfo, ColumnValues } from "./columns.ts";
import type { Dictionary } from "./dictionary.ts";
import { encodePoints, TileValues } from "./mvt.ts";
import type { Run } from "./run.ts";
import { chunkSize } from "./selection.ts";
import { deepestZoom, extent, type TileCoord } from "./world.ts";

/** Cells along each side of a tile. They lie on the world's own grid, so four children tile their parent exactly. */
export const cellsPerSide = 64;

const cellCount = cellsPerSide * cellsPerSide;
const cellUnits = extent / cellsPerSide;
const cellBits = 6;
const keys = ["count", "top", "top_count", "max_priority"] as const;
const noPriority = 2_147_483_647;

/**
 * What a tile carries when its points are too many: for each cell that holds any, how many, the most frequent value of
 * the layer's first enum attribute, and the most urgent priority. Rows are added run by run, in any order: a few
 * nanoseconds each, and a fraction of a millisecond for the tile.
 */
export class Grid {
  private readonly counts = new Uint32Array(cellCount);
  private readonly urgent = new Int32Array(cellCount).fill(noPriority);
  private readonly cells = new Uint16Array(chunkSize);
  private readonly byCode: CodeCounts | undefined;
  private readonly coord: TileCoord;
  private readonly shift: number;
  private readonly top: number;
  private readonly priority: number;
  private readonly dictionary: Dictionary | undefined;

  constructor(columns: readonly ColumnInfo[], coord: TileCoord) {
    this.coord = coord;
    this.shift = deepestZoom + 12 - cellBits - coord.z;
    this.top = columns.findIndex((column) => column.attribute.kind === "enum");
    this.priority = columns.findIndex((column) => column.attribute.name === "priority");
    this.dictionary = columns[this.top]?.dictionary;
    this.byCode = this.dictionary && newCodeCounts(cellCount, this.dictionary);
  }

  /** Adds `rows[0..count)` of a run, a chunk at most, all of them inside the tile. */
  add({ x, y, columns }: Run, rows: Uint32Array, count: number): void {
    const { cells, counts, shift } = this;
    for (let i = 0; i < count; i++) {
      const row = rows[i] as number;
      const column = ((x[row] as number) >>> shift) & (cellsPerSide - 1);
      const cell = ((((y[row] as number) >>> shift) & (cellsPerSide - 1)) << cellBits) | column;
      cells[i] = cell;
      counts[cell] = (counts[cell] as number) + 1;
    }
    const codes = columns[this.top];
    if (codes !== undefined) this.byCode?.add(cells, codes, rows, count);
    const priorities = columns[this.priority];
    if (priorities !== undefined) this.addPriorities(priorities, rows, count);
  }

  /** The tile, with one layer named `name`; cells row by row from the north-west, each a point at its middle. */
  encode(name: string): Uint8Array {
    const used = this.usedCells();
    const width = keys.length;
    const tags = new Uint32Array(used.length * width);
    const values = new TileValues();
    const tagInteger = oncePerNumber((value) => values.addInteger(value));
    const tagCode = oncePerNumber((code) => values.addText(this.dictionary?.text(code) as string));
    for (let i = 0; i < used.length; i++) {
      const cell = used[i] as number;
      tags[i * width] = tagInteger(this.counts[cell] as number);
      const top = this.byCode?.top(cell) ?? 0;
      if (top !== 0) {
        tags[i * width + 1] = tagCode(top);
        tags[i * width + 2] = tagInteger(this.byCode?.topCount as number);
      }
      const priority = this.urgent[cell] as number;
      if (priority !== noPriority) tags[i * width + 3] = tagInteger(priority);
    }
    const middle = (index: number) => index * cellUnits + cellUnits / 2;
    const x = used.map((cell) => middle(cell % cellsPerSide));
    const y = used.map((cell) => middle(cell >>> cellBits));
    return encodePoints({ name, keys, count: used.length, x, y, ids: this.idsOf(used), tags, values });
  }

  private usedCells(): Uint16Array {
    const used = new Uint16Array(cellCount);
    let size = 0;
    for (let cell = 0; cell < cellCount; cell++) if (this.counts[cell] !== 0) used[size++] = cell;
    return used.subarray(0, size);
  }

  private idsOf(used: Uint16Array): Float64Array {
    const { z, x, y } = this.coord;
    const ids = new Float64Array(used.length);
    for (let i = 0; i < used.length; i++) {
      const cell = used[i] as number;
      ids[i] = cellId(z, x * cellsPerSide + (cell % cellsPerSide), y * cellsPerSide + (cell >>> cellBits));
    }
    return ids;
  }

  private addPriorities(priorities: ColumnValues, rows: Uint32Array, count: number): void {
    const { cells, urgent } = this;
    for (let i = 0; i < count; i++) {
      const priority = priorities[rows[i] as number] as number;
      const cell = cells[i] as number;
      if (priority < (urgent[cell] as number) && priority > -noPriority) urgent[cell] = priority;
    }
  }
}

/**
 * Id of a cell of the tiles of a zoom, by its column and row in the whole world: no other cell of any tile or zoom has
 * it. 2^53 is reached beyond zoom 20.
 */
export function cellId(z: number, column: number, row: number): number {
  const side = 2 ** (z + cellBits);
  return (side * side - 1) / 3 + row * side + column;
}

/** Numbers up to here are looked up in an array. */
const smallest = 4096;

function oncePerNumber(add: (value: number) => number): (value: number) => number {
  const small = new Uint32Array(smallest);
  const large = new Map<number, number>();
  return (value) => {
    const known = value >= 0 && value < smallest ? (small[value] as number) : (large.get(value) ?? 0);
    if (known !== 0) return known;
    const tag = add(value);
    if (value >= 0 && value < smallest) small[value] = tag;
    else large.set(value, tag);
    return tag;
  };
}
