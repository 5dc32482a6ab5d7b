import type { LayerDefinition } from "@one-map/tiles/catalogue";
import type { PointRow, Value } from "@one-map/tiles/columns";
import type { ShapeRow } from "@one-map/tiles/shape-layer";
import type pg from "pg";
import type { LayerSource } from "./layer-sources.ts";

/** Rows read at a time: a few megabytes, whatever the table's size. */
const batchRows = 20_000;

type Queryable = Pick<pg.ClientBase, "query">;

export interface SourceState {
  readonly count: number;
  readonly versionSum: number;
}

/** What the published rows of a table add up to: equal sums mean that the engine holds the same versions. */
export async function readState(db: Queryable, { table, published }: LayerSource): Promise<SourceState> {
  const { rows } = await db.query<SourceState>(
    `select count(*) as count, coalesce(sum(version), 0) as "versionSum" from ${table} where ${published}`,
  );
  return rows[0] as SourceState;
}

/** The latest change of a table, or null for an empty one. */
export async function readWatermark(db: Queryable, { table }: LayerSource): Promise<Date | null> {
  const { rows } = await db.query<{ at: Date | null }>(`select max(updated_at) as at from ${table}`);
  return rows[0]?.at ?? null;
}

/** All published points in order of id, a batch at a time. */
export async function* readPoints(db: Queryable, source: LayerSource): AsyncGenerator<PointRow> {
  const columns = ["id", "version", "st_x(geom)", "st_y(geom)", ...source.attributes].join(", ");
  const text = `select ${columns} from ${source.table} where id > $1 and ${source.published} order by id limit ${batchRows}`;
  for (let after = 0; ; ) {
    const { rows } = await db.query<Value[]>({ text, values: [after], rowMode: "array" });
    for (const row of rows) yield toPointRow(row);
    if (rows.length < batchRows) return;
    after = rows.at(-1)?.[0] as number;
  }
}

/** Points that changed at or after an instant; `published` false for one that is no longer to be shown. */
export async function readChangedPoints(
  db: Queryable,
  source: LayerSource,
  since: Date,
): Promise<{ row: PointRow; published: boolean }[]> {
  const columns = [
    "id",
    "version",
    "coalesce(st_x(geom), 0)",
    "coalesce(st_y(geom), 0)",
    ...source.attributes,
    `(${source.published})`,
  ].join(", ");
  const { rows } = await db.query<Value[]>({
    text: `select ${columns} from ${source.table} where updated_at >= $1 order by id`,
    values: [since],
    rowMode: "array",
  });
  return rows.map((row) => ({ row: toPointRow(row.slice(0, -1)), published: row.at(-1) === true }));
}

function toPointRow([id, version, lng, lat, ...values]: Value[]): PointRow {
  return { id: id as number, version: version as number, lng: lng as number, lat: lat as number, values };
}

/** All published lines or polygons of a layer. */
export async function readShapes(db: Queryable, source: LayerSource): Promise<ShapeRow[]> {
  const columns = ["id", "version", "st_asgeojson(geom, 7)::json", ...source.attributes].join(", ");
  const { rows } = await db.query<unknown[]>({
    text: `select ${columns} from ${source.table} where ${source.published} order by id`,
    rowMode: "array",
  });
  return rows.map(([id, version, geometry, ...values]) => ({
    id: id as number,
    version: version as number,
    geometry: geometry as ShapeRow["geometry"],
    values: values as Value[],
  }));
}

/** True for layers whose rows are points. */
export function isPointLayer(definition: LayerDefinition): boolean {
  return definition.geometry === "point";
}
