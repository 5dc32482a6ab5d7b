import type { AttributeKind } from "./catalogue.ts";
import { type ColumnInfo, type ColumnValues, nullInstant, nullInteger } from "./columns.ts";
import { encodePoints, type PointFeatures, TileValues } from "./mvt.ts";
import { PointPlaces } from "./point-places.ts";
import { realOfPlace } from "./real.ts";
import type { Segment } from "./weave.ts";

/** Turns rows of a layer into a tile, keeping its working memory from one tile to the next. */
export class PointFeatureWriter {
  private readonly values = new TileValues();
  private readonly columns: readonly ColumnInfo[];
  private readonly shown: readonly number[];
  private readonly keys: readonly string[];
  /** Keys with few values first: the first 128 values of a tile take one byte in each feature. */
  private readonly tagOrder: readonly number[];
  /** By column, tags of the values that the tile being written has already; 0 for the others. */
  private readonly tables: Uint32Array[];
  private readonly name: string;
  private readonly places = new PointPlaces();
  private tags = new Uint32Array(0);

  constructor(name: string, columns: readonly ColumnInfo[]) {
    this.name = name;
    this.columns = columns;
    this.shown = columns.flatMap(({ attribute }, i) => (attribute.inTile === false ? [] : [i]));
    this.keys = this.shown.map((i) => (columns[i] as ColumnInfo).attribute.name);
    const rank = (key: number) =>
      kindsByVariety.indexOf((columns[this.shown[key] as number] as ColumnInfo).attribute.kind);
    this.tagOrder = [...this.shown.keys()].sort((a, b) => rank(a) - rank(b) || a - b);
    this.tables = this.shown.map(() => new Uint32Array(0));
  }

  /** The tile of zoom `z` that holds these rows, all of them inside it. */
  write(z: number, segment: Segment): Uint8Array {
    const count = segment.rows.length;
    const size = count * this.shown.length;
    if (size > this.tags.length) this.tags = new Uint32Array(Math.max(size, this.tags.length * 2));
    this.values.clear();
    this.places.gather(z, segment);
    for (const key of this.tagOrder) this.tagColumn(key, segment);
    const { name, keys, tags, values } = this;
    const { x, y, ids } = this.places;
    const features: PointFeatures = { name, keys, count, x, y, ids, tags, values };
    return encodePoints(features);
  }

  private tagColumn(key: number, { run, rows }: Segment): void {
    const index = this.shown[key] as number;
    const column = this.columns[index] as ColumnInfo;
    const held = run.columns[index] as ColumnValues;
    const tags = this.tags.subarray(key);
    const size = tableSize(column);
    const table = this.clearedTable(key, size);
    if (column.attribute.kind === "real") this.tagReals(held, rows, tags);
    else if (column.storage === "code") this.tagCodes(column, table, held, rows, tags);
    else if (size > 0) this.tagIntegers(column.min, table, held as Int32Array, rows, tags);
    // Instants, and integers too far apart for a table: rarely equal, so each gets its own entry.
    else {
      const none = column.storage === "instant" ? nullInstant : nullInteger;
      this.values.addEach(held, rows, none, tags, this.shown.length);
    }
  }

  private clearedTable(key: number, size: number): Uint32Array {
    const table = this.tables[key] as Uint32Array;
    if (size <= table.length) return table.fill(0, 0, size);
    const larger = new Uint32Array(size * 2);
    this.tables[key] = larger;
    return larger;
  }

  private tagCodes(column: ColumnInfo, known: Uint32Array, held: ColumnValues, rows: Uint32Array, tags: Uint32Array) {
    const stride = this.shown.length;
    for (let i = 0, at = 0; i < rows.length; i++, at += stride) {
      const code = held[rows[i] as number] as number;
      let tag = known[code] as number;
      if (tag === 0 && code !== 0) {
        tag = this.addCode(column, code);
        known[code] = tag;
      }
      tags[at] = tag;
    }
  }

  private tagIntegers(min: number, known: Uint32Array, held: Int32Array, rows: Uint32Array, tags: Uint32Array) {
    const stride = this.shown.length;
    for (let i = 0, at = 0; i < rows.length; i++, at += stride) {
      const value = held[rows[i] as number] as number;
      let tag = value === nullInteger ? 0 : (known[value - min] as number);
      if (tag === 0 && value !== nullInteger) {
        tag = this.values.addInteger(value);
        known[value - min] = tag;
      }
      tags[at] = tag;
    }
  }

  /** Rarely equal, so each gets its own entry. */
  private tagReals(held: ColumnValues, rows: Uint32Array, tags: Uint32Array) {
    const stride = this.shown.length;
    for (let i = 0, at = 0; i < rows.length; i++, at += stride) {
      const place = held[rows[i] as number] as number;
      tags[at] = place === nullInteger ? 0 : this.values.addReal(realOfPlace(place));
    }
  }

  private addCode({ attribute, dictionary }: ColumnInfo, code: number): number {
    const value = dictionary.value(code) as string | number;
    if (typeof value === "number") return this.values.addInteger(value);
    return attribute.kind === "boolean" ? this.values.addBoolean(value === "true") : this.values.addText(value);
  }
}

const kindsByVariety: readonly AttributeKind[] = [
  "boolean",
  "enum",
  "integer",
  "date",
  "community",
  "text",
  "real",
  "instant",
];

/** Entries needed to find each value of a column directly; 0 where its values lie too far apart. */
function tableSize({ storage, dictionary, min, max, attribute }: ColumnInfo): number {
  if (attribute.kind === "real") return 0;
  if (storage === "code") return dictionary.size;
  const span = max - min + 1;
  return storage === "integer" && span > 0 && span <= 65_536 ? span : 0;
}
