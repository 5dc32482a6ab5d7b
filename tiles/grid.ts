import type { LayerDefinition } from "./catalogue.ts";
import { CellNumbers, noNumber } from "./cell-numbers.ts";
import { type CodeCounts, newCodeCounts, topCodes } from "./code-counts.ts";
import type { ColumnInfo } from "./columns.ts";
import type { Dictionary } from "./dictionary.ts";
import { encodeMlt, type MltColumn, textColumn } from "./mlt.ts";
import { encodePoints, TileValues } from "./mvt.ts";
import type { Run } from "./run.ts";
import { chunkSize } from "./selection.ts";
import type { TileCoord } from "./world.ts";
import { extent } from "./world.ts";

/** Cells along each side of a tile. They lie on the world's own grid, so four children tile their parent exactly. */
export const cellsPerSide = 64;

const cellBits = 6;

/** Zoom with the smallest cells, 60 cm; deeper tiles carry fewer of the same. Ids of smaller ones would not fit 2^53. */
const finestZoom = 20;

const keys = [
  "count",
  ...["top", "top2", "top3"].flatMap((key) => [key, `${key}_count`]),
  "max_priority",
  "weight",
] as const;

/** Places of the keys in the tags of a cell. */
const place = { count: 0, top: 1, priority: 1 + 2 * topCodes, weight: 2 + 2 * topCodes } as const;

/**
 * What a tile carries when its points are too many: for each cell that holds any, how many, the most frequent values of
 * the layer's first enum attribute with their counts, the most urgent priority and the sum of weights. Rows are added
 * run by run, in any order: a few nanoseconds each, and a fraction of a millisecond for the tile.
 */
export class Grid {
  private readonly coord: TileCoord;
  private readonly bits: number;
  private readonly counts: Uint32Array;
  private readonly cells = new Uint16Array(chunkSize);
  private readonly top: number;
  private readonly dictionary: Dictionary | undefined;
  private readonly byCode: CodeCounts | undefined;
  private readonly priority: number;
  private readonly priorities: CellNumbers | undefined;
  private readonly weight: number;
  private readonly weights: CellNumbers | undefined;
  private readonly weightFrom: number | undefined;

  constructor(definition: LayerDefinition, columns: readonly ColumnInfo[], coord: TileCoord) {
    this.coord = coord;
    this.bits = cellBits - Math.max(coord.z - finestZoom, 0);
    const cellCount = 1 << (2 * this.bits);
    this.counts = new Uint32Array(cellCount);
    const find = (name: string | undefined) => columns.findIndex(({ attribute }) => attribute.name === name);
    this.top = columns.findIndex(({ attribute }) => attribute.kind === "enum");
    this.dictionary = columns[this.top]?.dictionary;
    this.byCode = this.dictionary && newCodeCounts(cellCount, this.dictionary);
    this.priority = find("priority");
    this.priorities = newNumbers(cellCount, columns[this.priority]);
    this.weight = find(definition.weight?.attribute);
    this.weights = this.weight === this.priority ? this.priorities : newNumbers(cellCount, columns[this.weight]);
    this.weightFrom = definition.weight?.from;
  }

  /** Adds `rows[0..count)` of a run, a chunk at most, all of them inside the tile. */
  add({ x, y, columns }: Run, rows: Uint32Array, count: number): void {
    const { cells, counts, bits, coord } = this;
    const shift = 32 - bits - coord.z;
    const mask = (1 << bits) - 1;
    for (let i = 0; i < count; i++) {
      const row = rows[i] as number;
      const cell = ((((y[row] as number) >>> shift) & mask) << bits) | (((x[row] as number) >>> shift) & mask);
      cells[i] = cell;
      counts[cell] = (counts[cell] as number) + 1;
    }
    const codes = columns[this.top];
    if (codes !== undefined) this.byCode?.add(cells, codes, rows, count);
    const priorities = columns[this.priority];
    if (priorities !== undefined) this.priorities?.add(cells, priorities, rows, count);
    const weights = columns[this.weight];
    if (weights !== undefined && this.weights !== this.priorities) this.weights?.add(cells, weights, rows, count);
  }

  /** The tile as MVT, with one layer named `name`; cells row by row from the north-west, each a point at its middle. */
  encode(name: string): Uint8Array {
    const used = this.usedCells();
    const width = keys.length;
    const tagged = new Uint32Array(used.length * width);
    const values = new TileValues();
    const top = new Uint32Array(2 * topCodes);
    const tags = new CellTags(values, this.dictionary);
    for (let i = 0; i < used.length; i++) {
      const cell = used[i] as number;
      const at = i * width;
      tagged[at + place.count] = tags.ofInteger(this.counts[cell] as number);
      this.byCode?.top(cell, top);
      for (let n = 0; n < top.length && top[n + 1] !== 0; n += 2) {
        tagged[at + place.top + n] = tags.ofCode(top[n] as number);
        tagged[at + place.top + n + 1] = tags.ofInteger(top[n + 1] as number);
      }
      const priority = this.priorities?.least[cell] ?? noNumber;
      if (priority !== noNumber) tagged[at + place.priority] = tags.ofInteger(priority);
      if (this.weights?.counts[cell]) tagged[at + place.weight] = tags.ofInteger(this.weightOf(cell));
    }
    return encodePoints({ name, keys, count: used.length, ...this.placesOf(used), tags: tagged, values });
  }

  /** The same in the MapLibre Tile format. */
  encodeMlt(name: string): Uint8Array {
    const used = this.usedCells();
    const numbers = keys.map(() => new Float64Array(used.length).fill(Number.NaN));
    const codes = keys.map(() => new Uint32Array(used.length));
    const top = new Uint32Array(2 * topCodes);
    const put = (key: number, i: number, value: number) => {
      (numbers[key] as Float64Array)[i] = value;
    };
    for (let i = 0; i < used.length; i++) {
      const cell = used[i] as number;
      put(place.count, i, this.counts[cell] as number);
      this.byCode?.top(cell, top);
      for (let n = 0; n < top.length && top[n + 1] !== 0; n += 2) {
        (codes[place.top + n] as Uint32Array)[i] = top[n] as number;
        put(place.top + n + 1, i, top[n + 1] as number);
      }
      const priority = this.priorities?.least[cell] ?? noNumber;
      if (priority !== noNumber) put(place.priority, i, priority);
      if (this.weights?.counts[cell]) put(place.weight, i, this.weightOf(cell));
    }
    const columns = keys.map((name, key): MltColumn => {
      const isText = key >= place.top && key < place.priority && (key - place.top) % 2 === 0;
      if (isText) return textColumn(name, codes[key] as Uint32Array, used.length, this.dictionary);
      return { kind: "number", name, values: numbers[key] as Float64Array };
    });
    return encodeMlt({ name, count: used.length, ...this.placesOf(used), columns });
  }

  private placesOf(used: Uint16Array): { x: Uint16Array; y: Uint16Array; ids: Float64Array } {
    const { bits } = this;
    const units = extent >>> bits;
    const middle = (index: number) => index * units + (units >>> 1);
    const x = used.map((cell) => middle(cell & ((1 << bits) - 1)));
    const y = used.map((cell) => middle(cell >>> bits));
    return { x, y, ids: this.idsOf(used) };
  }

  /** Sum of weights of a cell: of the numbers, or of what each falls short of `from`; a row without one weighs nothing. */
  private weightOf(cell: number): number {
    const { sums, counts } = this.weights as CellNumbers;
    const sum = sums[cell] as number;
    return this.weightFrom === undefined ? sum : this.weightFrom * (counts[cell] as number) - sum;
  }

  private usedCells(): Uint16Array {
    const used = new Uint16Array(this.counts.length);
    let size = 0;
    for (let cell = 0; cell < used.length; cell++) if (this.counts[cell] !== 0) used[size++] = cell;
    return used.subarray(0, size);
  }

  private idsOf(used: Uint16Array): Float64Array {
    const { coord, bits } = this;
    const ids = new Float64Array(used.length);
    for (let i = 0; i < used.length; i++) {
      const cell = used[i] as number;
      const column = coord.x * 2 ** bits + (cell & ((1 << bits) - 1));
      ids[i] = cellId(Math.min(coord.z, finestZoom), column, coord.y * 2 ** bits + (cell >>> bits));
    }
    return ids;
  }
}

function newNumbers(cellCount: number, column: ColumnInfo | undefined): CellNumbers | undefined {
  return column && new CellNumbers(cellCount, column);
}

/**
 * Id of a cell of the tiles of a zoom up to 20, by its column and row in the whole world: no other cell of any tile or
 * zoom has it, and deeper zooms carry the cells of zoom 20.
 */
export function cellId(z: number, column: number, row: number): number {
  const side = 2 ** (z + cellBits);
  return (side * side - 1) / 3 + row * side + column;
}

/** Numbers below it are looked up in an array. */
const smallest = 4096;

/** Tags of the values of one tile, each value added when it is first seen. */
class CellTags {
  private readonly values: TileValues;
  private readonly dictionary: Dictionary | undefined;
  private readonly codes: Uint32Array;
  private readonly small = new Uint32Array(smallest);
  private readonly large = new Map<number, number>();

  constructor(values: TileValues, dictionary: Dictionary | undefined) {
    this.values = values;
    this.dictionary = dictionary;
    this.codes = new Uint32Array(dictionary?.size ?? 0);
  }

  ofCode(code: number): number {
    const known = this.codes[code] as number;
    if (known !== 0) return known;
    const tag = this.values.addText(this.dictionary?.value(code) as string);
    this.codes[code] = tag;
    return tag;
  }

  ofInteger(value: number): number {
    if (value < 0 || value >= smallest) return this.ofLarge(value);
    const known = this.small[value] as number;
    if (known !== 0) return known;
    const tag = this.values.addInteger(value);
    this.small[value] = tag;
    return tag;
  }

  private ofLarge(value: number): number {
    const tag = this.large.get(value) ?? this.values.addInteger(value);
    this.large.set(value, tag);
    return tag;
  }
}
