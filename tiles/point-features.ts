import { type ColumnInfo, type ColumnValues, nullInteger } from "./columns.ts";
import { encodePoints, type PointFeatures, TileValues } from "./mvt.ts";
import type { Run } from "./run.ts";
import { deepestZoom, extent } from "./world.ts";

/** Rows of one run in a tile; those of several runs follow each other in the order of the features. */
export interface Segment {
  readonly run: Run;
  readonly rows: Uint32Array;
}

/** Turns rows of a layer into a tile, keeping its working memory from one tile to the next. */
export class PointFeatureWriter {
  private readonly values = new TileValues();
  private readonly columns: readonly ColumnInfo[];
  private readonly shown: readonly number[];
  private readonly keys: readonly string[];
  private readonly tables: Float64Array[];
  private readonly name: string;
  /** Entries of `tables` up to here are of earlier tiles. */
  private base = 0;
  private room = 0;
  private x = new Uint16Array(0);
  private y = new Uint16Array(0);
  private ids = new Float64Array(0);
  private tags = new Uint32Array(0);

  constructor(name: string, columns: readonly ColumnInfo[]) {
    this.name = name;
    this.columns = columns;
    this.shown = columns.flatMap(({ attribute }, i) => (attribute.inTile === false ? [] : [i]));
    this.keys = this.shown.map((i) => (columns[i] as ColumnInfo).attribute.name);
    this.tables = this.shown.map(() => new Float64Array(0));
  }

  /** The tile of zoom `z` that holds these rows, all of them inside it. */
  write(z: number, count: number, segments: readonly Segment[]): Uint8Array {
    this.ensureRoom(count);
    this.base += this.values.size;
    this.values.clear();
    let at = 0;
    for (const segment of segments) {
      this.placePoints(segment, at, deepestZoom - z);
      at += segment.rows.length;
    }
    for (let key = 0; key < this.shown.length; key++) this.tagColumn(key, segments);
    const { name, keys, x, y, ids, tags, values } = this;
    const features: PointFeatures = { name, keys, count, x, y, ids, tags, values };
    return encodePoints(features);
  }

  private ensureRoom(count: number): void {
    if (count <= this.room) return;
    this.room = Math.max(count, this.room * 2, 64);
    this.x = new Uint16Array(this.room);
    this.y = new Uint16Array(this.room);
    this.ids = new Float64Array(this.room);
    this.tags = new Uint32Array(this.room * this.shown.length);
  }

  private placePoints({ run, rows }: Segment, start: number, shift: number): void {
    const { x, y, ids } = run;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      this.x[start + i] = ((x[row] as number) >>> shift) & (extent - 1);
      this.y[start + i] = ((y[row] as number) >>> shift) & (extent - 1);
      this.ids[start + i] = ids[row] as number;
    }
  }

  private tagColumn(key: number, segments: readonly Segment[]): void {
    const index = this.shown[key] as number;
    const column = this.columns[index] as ColumnInfo;
    const stride = this.shown.length;
    const size = tableSize(column);
    if (size > (this.tables[key] as Float64Array).length) this.tables[key] = new Float64Array(size * 2);
    const table = this.tables[key] as Float64Array;
    let at = 0;
    for (const { run, rows } of segments) {
      const held = run.columns[index] as ColumnValues;
      const target = this.tags.subarray(at * stride + key);
      if (column.storage === "code") this.tagCodes(column, table, held, rows, target);
      else if (size > 0) this.tagIntegers(column.min, table, held, rows, target);
      // Instants, and integers too far apart for a table: rarely equal, so each gets its own entry.
      else this.values.addEach(held, rows, nullInteger, target, stride);
      at += rows.length;
    }
  }

  private tagCodes(column: ColumnInfo, table: Float64Array, held: ColumnValues, rows: Uint32Array, tags: Uint32Array) {
    const { base } = this;
    const stride = this.shown.length;
    for (let i = 0; i < rows.length; i++) {
      const code = held[rows[i] as number] as number;
      let tag = code === 0 ? 0 : (table[code] as number) - base;
      if (tag < 0 || (tag === 0 && code !== 0)) {
        tag = this.addText(column, code);
        table[code] = base + tag;
      }
      tags[i * stride] = tag;
    }
  }

  private tagIntegers(min: number, table: Float64Array, held: ColumnValues, rows: Uint32Array, tags: Uint32Array) {
    const { base } = this;
    const stride = this.shown.length;
    for (let i = 0; i < rows.length; i++) {
      const value = held[rows[i] as number] as number;
      let tag = value === nullInteger ? 0 : (table[value - min] as number) - base;
      if (tag < 0 || (tag === 0 && value !== nullInteger)) {
        tag = this.values.addInteger(value);
        table[value - min] = base + tag;
      }
      tags[i * stride] = tag;
    }
  }

  private addText({ attribute, dictionary }: ColumnInfo, code: number): number {
    const text = dictionary.text(code) as string;
    return attribute.kind === "boolean" ? this.values.addBoolean(text === "true") : this.values.addText(text);
  }
}

/** Entries needed to find each value of a column directly; 0 where its values lie too far apart. */
function tableSize({ storage, dictionary, min, max }: ColumnInfo): number {
  if (storage === "code") return dictionary.size;
  const span = max - min + 1;
  return storage === "integer" && span > 0 && span <= 65_536 ? span : 0;
}
