import type { AttributeKind } from "./catalogue.ts";
import { type ColumnInfo, type ColumnValues, nullInstant, nullInteger } from "./columns.ts";
import { encodePoints, type PointFeatures, TileValues } from "./mvt.ts";
import type { Segment } from "./weave.ts";
import { deepestZoom, extent } from "./world.ts";

/** Turns rows of a layer into a tile, keeping its working memory from one tile to the next. */
export class PointFeatureWriter {
  private readonly values = new TileValues();
  private readonly columns: readonly ColumnInfo[];
  private readonly shown: readonly number[];
  private readonly keys: readonly string[];
  /** Keys with few values first: the first 128 values of a tile take one byte in each feature. */
  private readonly tagOrder: readonly number[];
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
    const rank = (key: number) =>
      kindsByVariety.indexOf((columns[this.shown[key] as number] as ColumnInfo).attribute.kind);
    this.tagOrder = [...this.shown.keys()].sort((a, b) => rank(a) - rank(b) || a - b);
    this.tables = this.shown.map(() => new Float64Array(0));
  }

  /** The tile of zoom `z` that holds these rows, all of them inside it. */
  write(z: number, segment: Segment): Uint8Array {
    const count = segment.rows.length;
    this.ensureRoom(count);
    this.base += this.values.size;
    this.values.clear();
    this.placePoints(segment, deepestZoom - z);
    for (const key of this.tagOrder) this.tagColumn(key, segment);
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

  private placePoints({ run, rows }: Segment, shift: number): void {
    const { x, y, ids } = run;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      this.x[i] = ((x[row] as number) >>> shift) & (extent - 1);
      this.y[i] = ((y[row] as number) >>> shift) & (extent - 1);
      this.ids[i] = ids[row] as number;
    }
  }

  private tagColumn(key: number, { run, rows }: Segment): void {
    const index = this.shown[key] as number;
    const column = this.columns[index] as ColumnInfo;
    const held = run.columns[index] as ColumnValues;
    const tags = this.tags.subarray(key);
    const size = tableSize(column);
    if (size > (this.tables[key] as Float64Array).length) this.tables[key] = new Float64Array(size * 2);
    const table = this.tables[key] as Float64Array;
    if (column.storage === "code") this.tagCodes(column, table, held, rows, tags);
    else if (size > 0) this.tagIntegers(column.min, table, held, rows, tags);
    // Instants, and integers too far apart for a table: rarely equal, so each gets its own entry.
    else
      this.values.addEach(
        held,
        rows,
        column.storage === "instant" ? nullInstant : nullInteger,
        tags,
        this.shown.length,
      );
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

const kindsByVariety: readonly AttributeKind[] = ["boolean", "enum", "integer", "date", "community", "text", "instant"];

/** Entries needed to find each value of a column directly; 0 where its values lie too far apart. */
function tableSize({ storage, dictionary, min, max }: ColumnInfo): number {
  if (storage === "code") return dictionary.size;
  const span = max - min + 1;
  return storage === "integer" && span > 0 && span <= 65_536 ? span : 0;
}
