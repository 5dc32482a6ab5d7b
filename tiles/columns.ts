import type { Attribute, AttributeKind, LayerDefinition } from "./catalogue.ts";
import { Dictionary } from "./dictionary.ts";
import { placeOfReal, realOfPlace } from "./real.ts";

/** What an attribute's value may be where rows come in: instants as epoch seconds, dates as epoch days. */
export type Value = string | number | boolean | null;

/** One point as the database gives it; `values` in the order of the layer's attributes. */
export interface PointRow {
  /** Whole number from 0 to 2^53 − 1, unique in the layer. */
  readonly id: number;
  /** Grows with each change of the row; 0 to 2^32 − 1. */
  readonly version: number;
  readonly lng: number;
  readonly lat: number;
  readonly values: readonly Value[];
}

/** How a column is held: codes of a dictionary (of texts or of numbers), whole numbers (places of reals too), or whole seconds. */
export type Storage = "code" | "integer" | "instant";

export type CodeValues = Uint8Array | Uint16Array | Uint32Array;
export type ColumnValues = CodeValues | Int32Array | Float64Array;

/** What a layer knows of one attribute beside its values, over all its runs. */
export interface ColumnInfo {
  readonly attribute: Attribute;
  readonly storage: Storage;
  /** Codes of `code` columns; of no use to the others. */
  readonly dictionary: Dictionary;
  /** Smallest and largest number ever held, by a `code` column of numbers too; min > max while there is none. */
  min: number;
  max: number;
}

/** Stands for null in an `integer` column; a `code` column has 0. */
export const nullInteger = -2_147_483_648;

/** Stands for null in an `instant` column: the last second of 32 bits, in 2106. */
export const nullInstant = 4_294_967_295;

/** Codes of a boolean column; 0 is null. */
export const booleanCodes = { false: 1, true: 2 } as const;

const storageOf: Readonly<Record<AttributeKind, Storage>> = {
  enum: "code",
  text: "code",
  boolean: "code",
  community: "code",
  integer: "integer",
  real: "integer",
  date: "integer",
  instant: "instant",
};

/** True for attributes whose values are numbers, however they are held. */
export function isNumeric({ kind }: Attribute): boolean {
  return kind !== "enum" && kind !== "text" && kind !== "boolean";
}

/** A fresh, empty description of each attribute of a layer, in the definition's order. */
export function newColumns(definition: LayerDefinition): ColumnInfo[] {
  return definition.attributes.map((attribute) => {
    const dictionary = new Dictionary();
    if (attribute.kind === "boolean") for (const word of Object.keys(booleanCodes)) dictionary.encode(word);
    const storage = attribute.isVaried === false && attribute.kind !== "real" ? "code" : storageOf[attribute.kind];
    if (attribute.kind === "real" && attribute.name === definition.weight?.attribute)
      throw new RangeError(`Attribute "${attribute.name}" is no weight: weights are whole numbers.`);
    return { attribute, storage, dictionary, min: Infinity, max: -Infinity };
  });
}

/** Position of an attribute in the layer's order; throws RangeError for a name that the layer does not have. */
export function columnIndex(columns: readonly ColumnInfo[], name: string): number {
  const index = columns.findIndex((column) => column.attribute.name === name);
  if (index < 0) throw new RangeError(`No attribute "${name}" in this layer.`);
  return index;
}

/**
 * The number that a column keeps for a value. New texts get a code and the column's range grows.
 * Throws TypeError when the value is not of the attribute's kind.
 */
export function encodeValue(column: ColumnInfo, value: Value): number {
  const { storage, attribute, dictionary } = column;
  if (!isNumeric(attribute)) {
    if (value === null) return 0;
    if (typeof value !== (attribute.kind === "boolean" ? "boolean" : "string")) throw wrongType(attribute, value);
    return dictionary.encode(String(value));
  }
  if (value === null) return storage === "code" ? 0 : storage === "integer" ? nullInteger : nullInstant;
  if (typeof value !== "number" || !isHeld(attribute, value)) throw wrongType(attribute, value);
  const held = heldOf(attribute, value);
  if (held < column.min) column.min = held;
  if (held > column.max) column.max = held;
  return storage === "code" ? dictionary.encode(held) : held;
}

function heldOf({ kind }: Attribute, value: number): number {
  if (kind === "real") return placeOfReal(value);
  return kind === "instant" ? Math.floor(value) : value;
}

function isHeld({ kind }: Attribute, value: number): boolean {
  if (kind === "real") return Number.isFinite(placeOfReal(value));
  if (kind === "instant") return Number.isFinite(value) && Math.floor(value) !== nullInstant;
  return Number.isInteger(value) && value > nullInteger && value <= 2_147_483_647;
}

function wrongType(attribute: Attribute, value: Value): TypeError {
  return new TypeError(
    `Attribute "${attribute.name}" is ${attribute.kind}; it cannot hold a ${typeof value} like this.`,
  );
}

/** The value of a column at a row, as the wire has it; the way back from `encodeValue`. */
export function decodeValue(column: ColumnInfo, stored: number): Value {
  if (column.storage === "instant") return stored === nullInstant ? null : stored;
  if (column.attribute.kind === "real") return stored === nullInteger ? null : realOfPlace(stored);
  if (column.storage === "integer") return stored === nullInteger ? null : stored;
  if (column.attribute.kind === "boolean") return stored === 0 ? null : stored === booleanCodes.true;
  return column.dictionary.value(stored);
}

/** Room for `size` values of a column, as narrow as its codes and instants allow today. */
export function newValues(column: ColumnInfo, size: number): ColumnValues {
  if (column.storage === "integer") return new Int32Array(size);
  if (column.storage === "instant") {
    const fits = column.min >= 0 && column.max < nullInstant;
    return fits || column.min > column.max ? new Uint32Array(size) : new Float64Array(size);
  }
  if (column.dictionary.size <= 256) return new Uint8Array(size);
  return column.dictionary.size <= 65_536 ? new Uint16Array(size) : new Uint32Array(size);
}
