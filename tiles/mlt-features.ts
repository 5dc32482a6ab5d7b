import { type ColumnInfo, type ColumnValues, nullInstant, nullInteger } from "./columns.ts";
import { encodeMlt, type MltColumn, textColumn } from "./mlt.ts";
import { PointPlaces } from "./point-places.ts";
import { realOfPlace } from "./real.ts";
import type { Segment } from "./weave.ts";

/** Turns rows of a layer into a MapLibre tile, keeping its working memory from one tile to the next. */
export class MltFeatureWriter {
  private readonly name: string;
  private readonly columns: readonly ColumnInfo[];
  private readonly shown: readonly number[];
  private readonly places = new PointPlaces();
  private codes: Uint32Array[] = [];
  private numbers: Float64Array[] = [];
  private room = 0;

  constructor(name: string, columns: readonly ColumnInfo[]) {
    this.name = name;
    this.columns = columns;
    this.shown = columns.flatMap(({ attribute }, i) => (attribute.inTile === false ? [] : [i]));
  }

  /** The tile of zoom `z` that holds these rows, all of them inside it. */
  write(z: number, segment: Segment): Uint8Array {
    const count = segment.rows.length;
    if (count > this.room) {
      this.room = Math.max(count, this.room * 2, 64);
      this.codes = this.shown.map(() => new Uint32Array(this.room));
      this.numbers = this.shown.map(() => new Float64Array(this.room));
    }
    this.places.gather(z, segment);
    const { x, y, ids } = this.places;
    const columns = this.shown.map((index, key) => this.gather(index, key, segment));
    return encodeMlt({ name: this.name, count, x, y, ids, columns });
  }

  private gather(index: number, key: number, { run, rows }: Segment): MltColumn {
    const column = this.columns[index] as ColumnInfo;
    const { name, kind } = column.attribute;
    const held = run.columns[index] as ColumnValues;
    const codes = this.codes[key] as Uint32Array;
    const values = this.numbers[key] as Float64Array;
    if (kind === "boolean" || kind === "enum" || kind === "text") {
      for (let i = 0; i < rows.length; i++) codes[i] = held[rows[i] as number] as number;
      return kind === "boolean"
        ? { kind: "boolean", name, codes }
        : textColumn(name, codes, rows.length, column.dictionary);
    }
    const byCode = column.storage === "code" ? numbersOf(column) : undefined;
    if (byCode) for (let i = 0; i < rows.length; i++) values[i] = byCode[held[rows[i] as number] as number] as number;
    else gatherNumbers(held, rows, kind === "instant" ? nullInstant : nullInteger, values);
    if (kind === "real") for (let i = 0; i < rows.length; i++) values[i] = realOfPlace(values[i] as number);
    return { kind: "number", name, values, isFixed: kind === "instant" };
  }
}

function gatherNumbers(held: ColumnValues, rows: Uint32Array, none: number, into: Float64Array): void {
  for (let i = 0; i < rows.length; i++) {
    const value = held[rows[i] as number] as number;
    into[i] = value === none ? Number.NaN : value;
  }
}

/** Number of each code; NaN for null. */
function numbersOf({ dictionary }: ColumnInfo): Float64Array {
  return Float64Array.from({ length: dictionary.size }, (_, code) => (dictionary.value(code) ?? Number.NaN) as number);
}
