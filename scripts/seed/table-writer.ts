import type pg from "pg";
import type { OneAhead } from "./one-ahead.ts";

/** Columns of an insert, in order: name → array type of its parameter, or how geometry is made. */
export type Columns = Readonly<
  Record<
    string,
    "int4" | "int8" | "float8" | "text" | "timestamptz" | "date" | "bool" | "uuid" | "point" | "geojson" | "list"
  >
>;

export type Value = string | number | boolean | null | readonly [lng: number, lat: number];

/** Where rows go, and who hears of them. */
export interface Destination {
  readonly client: pg.ClientBase;
  readonly ahead: OneAhead;
  /** Rows of a table sent so far. */
  readonly onRows: (table: string, rows: number) => void;
}

const batchRows = 5_000;

/**
 * Streams rows into one table by `insert … select from unnest($1::int4[], …)`: as quick as COPY for this size of row,
 * and the embedded database takes it too.
 */
export class TableWriter {
  readonly table: string;
  rows = 0;
  readonly #to: Destination;
  readonly #statement: string;
  readonly #kinds: readonly string[];
  #buffers: Value[][];
  readonly #parents: readonly TableWriter[];

  /** @param parents writers of tables that this one refers to; their rows are sent first */
  constructor(to: Destination, table: string, columns: Columns, parents: readonly TableWriter[] = []) {
    this.#to = to;
    this.table = table;
    this.#parents = parents;
    this.#kinds = Object.values(columns);
    const parameters: string[] = [];
    const names: string[] = [];
    const selected: string[] = [];
    for (const kind of this.#kinds) {
      const types = kind === "point" ? ["float8", "float8"] : [kind === "geojson" || kind === "list" ? "text" : kind];
      const fields = types.map((type) => {
        parameters.push(`$${parameters.length + 1}::${type}[]`);
        names.push(`c${names.length}`);
        return names[names.length - 1] as string;
      });
      selected.push(
        kind === "point"
          ? pointSql(fields)
          : kind === "list"
            ? `string_to_array(${fields[0]}, ',')`
            : kind === "geojson"
              ? `st_setsrid(st_geomfromgeojson(${fields[0]}), 4326)`
              : (fields[0] as string),
      );
    }
    this.#statement = `insert into ${table} (${Object.keys(columns).join(", ")}) select ${selected.join(", ")} from unnest(${parameters.join(", ")}) as u(${names.join(", ")})`;
    this.#buffers = parameters.map(() => []);
  }

  /** Adds one row, values in the order of the columns; sends a batch when enough have gathered. */
  async add(...values: readonly Value[]): Promise<void> {
    let at = 0;
    for (const [index, kind] of this.#kinds.entries()) {
      const value = values[index] as Value;
      if (kind === "point") {
        const [lng, lat] = (value ?? [null, null]) as [number | null, number | null];
        this.#buffers[at++]?.push(lng);
        this.#buffers[at++]?.push(lat);
      } else this.#buffers[at++]?.push(value);
    }
    if ((this.#buffers[0] as Value[]).length >= batchRows) await this.flush();
  }

  /** Sends what has gathered; the database may still be at it when this resolves. */
  async flush(): Promise<void> {
    const count = (this.#buffers[0] as Value[]).length;
    if (count === 0) return;
    for (const parent of this.#parents) await parent.flush();
    const sent = this.#buffers;
    this.#buffers = sent.map(() => []);
    this.rows += count;
    await this.#to.ahead.start(() => this.#to.client.query(this.#statement, sent));
    this.#to.onRows(this.table, this.rows);
  }
}

function pointSql([lng, lat]: readonly string[]): string {
  return `case when ${lng} is null then null else st_setsrid(st_makepoint(${lng}, ${lat}), 4326) end`;
}
