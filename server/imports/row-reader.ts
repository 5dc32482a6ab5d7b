import { hash } from "node:crypto";
import { HttpProblem } from "../http/problems.ts";
import type { ColumnPlan } from "./column-plan.ts";
import type { Crs } from "./crs.ts";
import { deriveValues } from "./derived-values.ts";
import type { Field } from "./field.ts";
import type { ImportLayer } from "./import-layer.ts";
import type { InstantReader } from "./instants.ts";
import { type RowGeometry, readCoordinate, readGeometry, readPoint, vertexCount } from "./position.ts";
import { isBlank, readInstant, readValue, type StagedValue } from "./row-values.ts";
import { RowFault, type SourceRow } from "./source.ts";
import { readWkt } from "./wkt.ts";

/** A row that may be stored. */
export interface StagedRow {
  readonly number: number;
  /** Key of the row in its data set. */
  readonly sourceId: string;
  /** By field of the layer, in its order. */
  readonly values: readonly StagedValue[];
  readonly geometry: RowGeometry | null;
  /** Position as the file has it, for checking what else it may mean; points only. */
  readonly raw: readonly [x: number, y: number] | undefined;
}

export interface RowReaderOptions {
  readonly layer: ImportLayer;
  readonly crs: Crs;
  readonly instants: InstantReader;
  readonly now: Date;
  /** Most vertices of all rows together. */
  readonly mostVertices: number;
}

/** Turns rows of a file into rows of a layer, one at a time. */
export class RowReader {
  readonly #options: RowReaderOptions;
  readonly #nowSeconds: number;
  /** How rows came by their keys; `content` when the file has none. */
  readonly keysFrom: "file" | "code" | "content";
  readonly #keyField: number;
  #vertices = 0;

  constructor(options: RowReaderOptions, plan: ColumnPlan, hasOwnIds: boolean) {
    this.#options = options;
    this.#nowSeconds = options.now.getTime() / 1000;
    this.#keyField = options.layer.fields.findIndex(({ column }) => column === options.layer.naturalKey);
    this.keysFrom = plan.id >= 0 || hasOwnIds ? "file" : this.#keyField >= 0 ? "code" : "content";
  }

  /** Throws RowFault for a row that cannot be taken, HttpProblem for a file that is too much. */
  read(row: SourceRow, plan: ColumnPlan): StagedRow {
    if (row.fault !== undefined) throw row.fault;
    const { layer } = this.#options;
    const ends: (number | undefined)[] = [];
    const values = layer.fields.map((field, i) =>
      this.#readField(field, row.values[plan.fields[i] as number], i, ends),
    );
    const { geometry, raw } = this.#readPosition(row, plan);
    deriveValues(layer, values, ends, geometry !== null);
    return { number: row.number, sourceId: this.#keyOf(row, plan, values), values, geometry, raw };
  }

  #readField(field: Field, value: unknown, index: number, ends: (number | undefined)[]): StagedValue {
    if (isBlank(value)) {
      if (field.isRequired) throw new RowFault("required", field.name, value, "is missing");
      return field.fallback ?? null;
    }
    const { instants } = this.#options;
    if (field.type.kind !== "instant") return readValue(field, value, instants, this.#nowSeconds);
    const { from, to } = readInstant(field, value, instants, this.#nowSeconds);
    ends[index] = to;
    return from;
  }

  #readPosition(row: SourceRow, plan: ColumnPlan): { geometry: RowGeometry | null; raw?: [number, number] } {
    const { layer, crs } = this.#options;
    const isPoint = layer.geometry === "point";
    if (row.geometry === undefined && plan.wkt === -1 && isPoint) {
      const [x, y] = [row.values[plan.lng], row.values[plan.lat]];
      if (layer.isPositionOptional && isBlank(x) && isBlank(y)) return { geometry: null };
      const raw: [number, number] = [readCoordinate("lng", x), readCoordinate("lat", y)];
      return { geometry: readPoint(crs, ...raw), raw };
    }
    const given = row.geometry === undefined ? wktOf(row.values[plan.wkt]) : row.geometry;
    if (given === null) {
      if (layer.isPositionOptional) return { geometry: null };
      throw new RowFault("geometry-type", "geometry", null, "is missing");
    }
    const geometry = readGeometry(layer, crs, given);
    this.#vertices += vertexCount(geometry);
    if (this.#vertices > this.#options.mostVertices)
      throw new HttpProblem("geometry-too-complex", `The file has more than ${this.#options.mostVertices} positions.`);
    const first = given.type === "MultiPoint" ? (given.coordinates as unknown[])[0] : given.coordinates;
    return isPoint ? { geometry, raw: first as [number, number] } : { geometry };
  }

  #keyOf(row: SourceRow, plan: ColumnPlan, values: readonly StagedValue[]): string {
    if (this.keysFrom === "file") {
      const id = plan.id >= 0 ? row.values[plan.id] : row.id;
      if (isBlank(id) || typeof id === "object") throw new RowFault("required", "sourceId", id, "is missing");
      const text = String(id);
      if (text.length > 200 || /\p{Cc}|\p{Cs}/u.test(text))
        throw new RowFault("text-invalid", "sourceId", id, "is too long, or has control characters");
      return text;
    }
    if (this.keysFrom === "code") return String(values[this.#keyField]);
    return hash("sha1", contentOf(row), "base64url").slice(0, 20);
  }
}

function wktOf(value: unknown): ReturnType<typeof readWkt> | null {
  if (isBlank(value)) return null;
  try {
    return readWkt(String(value));
  } catch (error) {
    throw new RowFault("geometry-invalid", "wkt", value, (error as Error).message);
  }
}

/** Everything that the file says of a row, so that equal rows have equal keys whatever is taken from them. */
function contentOf({ values, geometry }: SourceRow): string {
  const isText = geometry === undefined && values.every((value) => typeof value === "string");
  return isText ? values.join("\u001f") : JSON.stringify([values, geometry?.type, geometry?.coordinates]);
}
