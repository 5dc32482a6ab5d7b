import type pg from "pg";
import { ArrayText } from "./array-text.ts";
import { type Field, sqlTypeOf } from "./field.ts";
import type { ImportLayer } from "./import-layer.ts";
import type { StagedRow } from "./row-reader.ts";

/** Rows that are sent at once. */
const batchRows = 5_000;

/** Name of the staging table of a run. */
export function stagingTable(runId: number): string {
  return `staging.run_${runId}`;
}

/** Table beside it that says in which community each of its rows lies. */
export function placeTable(table: string): string {
  return `${table}_place`;
}

/** Type of a field's column in staging, and of the list in which a batch brings it. */
function typesOf(field: Field): { column: string; list: string; value: (name: string) => string } {
  const column = sqlTypeOf(field);
  return column === "timestamptz"
    ? { column, list: "float8", value: (name) => `to_timestamp(${name})` }
    : { column, list: column, value: (name) => name };
}

/** Creates the staging table of a run. Unlogged: a crash of the database empties it, and that is right. */
export async function createStaging(client: pg.ClientBase, runId: number, layer: ImportLayer): Promise<void> {
  const columns = layer.fields.map((field) => `${field.column} ${typesOf(field).column}`);
  const references = layer.fields.flatMap(({ type }) => (type.kind === "reference" ? [`${type.column} int4`] : []));
  const all = ["row_number int4 not null", "source_id text not null", ...columns, ...references];
  await client.query(
    `create unlogged table ${stagingTable(runId)} (${all.join(", ")}, geom geometry) with (autovacuum_enabled = off)`,
  );
}

export async function dropStaging(client: pg.ClientBase | pg.Pool, runId: number): Promise<void> {
  await client.query(`drop table if exists ${stagingTable(runId)}, ${placeTable(stagingTable(runId))}`);
}

/**
 * Sends rows to the staging table in batches, one on its way while the next is being filled.
 */
export class StagingWriter {
  readonly #client: pg.ClientBase;
  readonly #layer: ImportLayer;
  readonly #statement: string;
  /** Indexes of the fields that are sent; those that can have no value are not. */
  readonly #sent: readonly number[];
  readonly #columns: readonly ArrayText[];
  #pending: Promise<unknown> = Promise.resolve();
  rows = 0;

  /** @param sent by field: whether it can have a value */
  constructor(client: pg.ClientBase, runId: number, layer: ImportLayer, sent: readonly boolean[]) {
    this.#client = client;
    this.#layer = layer;
    this.#sent = layer.fields.flatMap((_, i) => (sent[i] ? [i] : []));
    const fields = this.#sent.map((i) => layer.fields[i] as Field);
    const isPoint = layer.geometry === "point";
    const lists = [
      "int4",
      "text",
      ...fields.map((field) => typesOf(field).list),
      ...(isPoint ? ["float8", "float8"] : ["text"]),
    ];
    this.#columns = lists.map(() => new ArrayText());
    const names = lists.map((_, i) => `c${i}`);
    const geom = names.slice(2 + fields.length);
    const point = `case when ${geom[0]} is not null then st_setsrid(st_makepoint(${geom.join(", ")}), 4326) end`;
    const made = isPoint ? point : `st_setsrid(st_geomfromgeojson(${geom[0]}), 4326)`;
    const values = fields.map((field, i) => typesOf(field).value(`c${i + 2}`));
    this.#statement = `
      insert into ${stagingTable(runId)} (row_number, source_id, ${[...fields.map(({ column }) => column), "geom"].join(", ")})
      select c0, c1, ${[...values, made].join(", ")}
      from unnest(${lists.map((list, i) => `$${i + 1}::${list}[]`).join(", ")}) as u(${names.join(", ")})`;
  }

  async add(row: StagedRow): Promise<void> {
    const columns = this.#columns;
    (columns[0] as ArrayText).add(row.number);
    (columns[1] as ArrayText).add(row.sourceId);
    let at = 2;
    for (const i of this.#sent) (columns[at++] as ArrayText).add(row.values[i] ?? null);
    const { geometry } = row;
    if (this.#layer.geometry === "point") {
      const [lng, lat] = (geometry ?? [null, null]) as [number | null, number | null];
      (columns[at++] as ArrayText).add(lng);
      (columns[at] as ArrayText).add(lat);
    } else (columns[at] as ArrayText).add(JSON.stringify(geometry));
    if ((columns[0] as ArrayText).length >= batchRows) await this.#send();
  }

  /** Sends what has gathered and waits until everything is there. */
  async end(): Promise<void> {
    await this.#send();
    await this.#pending;
  }

  async #send(): Promise<void> {
    await this.#pending;
    const count = (this.#columns[0] as ArrayText).length;
    if (count === 0) return;
    this.#pending = this.#client.query(
      this.#statement,
      this.#columns.map((column) => column.take()),
    );
    // Its failure is seen by whoever waits for it next.
    this.#pending.catch(() => {});
    this.rows += count;
  }
}
