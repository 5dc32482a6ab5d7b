import { DatabaseSync } from "node:sqlite";
import { HttpProblem, quoted } from "../http/problems.ts";
import { type RawGeometry, RowFault, type Source, type SourceRow } from "./source.ts";
import { readWkb } from "./wkb.ts";

const rowsPerBatch = 1_000;
/** Bytes of flags 1 to 3 of the header's envelope: xy, xyz, xym, xyzm. */
const envelopeBytes = [0, 32, 48, 48, 64] as const;

/** `rowid` under a name that no column has. */
const rowKey = "one_map_row_id";

/**
 * Opens the feature table of that name, or the only one, of a GeoPackage. The file is not trusted: it is opened for
 * reading, and only real tables are read, so that no view, trigger or virtual table of its maker runs. Throws
 * HttpProblem.
 */
export function openGeoPackage(path: string, table: string | undefined): Source & { close(): void } {
  const database = orDamaged(() => {
    const opened = new DatabaseSync(path, { readOnly: true, allowExtension: false, readBigInts: false });
    opened.enableDefensive(true);
    opened.exec("pragma trusted_schema = off; pragma cell_size_check = on; pragma query_only = on");
    return opened;
  });
  try {
    return orDamaged(() => open(database, table));
  } catch (error) {
    database.close();
    throw error;
  }
}

function open(database: DatabaseSync, asked: string | undefined): Source & { close(): void } {
  const tables = database
    .prepare(
      `select c.table_name as name, g.column_name as geometry, g.srs_id as srs from gpkg_contents c join gpkg_geometry_columns g using (table_name)
       where c.data_type = 'features' and exists
         (select from_table.name from sqlite_master from_table where from_table.name = c.table_name and type = 'table' and sql not like 'create virtual%')`,
    )
    .all() as { name: string; geometry: string; srs: number }[];
  const found =
    asked === undefined ? (tables.length === 1 ? tables[0] : undefined) : tables.find(({ name }) => name === asked);
  if (found === undefined)
    throw new HttpProblem(
      "import-invalid",
      tables.length === 0
        ? "The GeoPackage has no table of features."
        : `Say which table of the GeoPackage: ${tables.map(({ name }) => quoted(name)).join(", ")}.`,
    );
  const columns = (
    database.prepare(`select name, hidden from pragma_table_xinfo(?)`).all(found.name) as {
      name: string;
      hidden: number;
    }[]
  ).filter(({ name }) => name !== found.geometry);
  // A generated column is an expression of the file's maker.
  if (columns.some(({ hidden }) => hidden !== 0))
    throw new HttpProblem("import-invalid", "The table has computed columns, which are not read.");
  const names = columns.map(({ name }) => name);
  const { count } = database.prepare(`select count(*) as count from ${identifier(found.name)}`).get() as {
    count: number;
  };
  const select = `select rowid as ${rowKey}, ${[found.geometry, ...names].map(identifier).join(", ")} from ${identifier(found.name)} order by rowid`;
  return {
    format: "geopackage",
    columns: names,
    encoding: null,
    crs: crsOf(database, found.srs),
    rowCount: count,
    rows: batches(database, select, found.geometry, names),
    close: () => database.close(),
  };
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An EPSG code or well-known text; undefined for the package's "undefined" systems. */
function crsOf(database: DatabaseSync, srs: number): string | undefined {
  const row = database
    .prepare(
      "select organization as authority, organization_coordsys_id as code, definition from gpkg_spatial_ref_sys where srs_id = ?",
    )
    .get(srs) as { authority: string; code: number; definition: string } | undefined;
  if (row === undefined || srs <= 0) return undefined;
  return row.authority.toUpperCase() === "EPSG" ? `EPSG:${row.code}` : row.definition;
}

async function* batches(
  database: DatabaseSync,
  select: string,
  geometryColumn: string,
  names: readonly string[],
): AsyncGenerator<SourceRow[]> {
  let batch: SourceRow[] = [];
  let number = 0;
  const statement = database.prepare(select);
  const rows = statement.iterate();
  for (;;) {
    const next = orDamaged(() => rows.next());
    if (next.done) break;
    batch.push(toRow(++number, next.value as Record<string, unknown>, geometryColumn, names));
    if (batch.length < rowsPerBatch) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

function toRow(
  number: number,
  row: Record<string, unknown>,
  geometryColumn: string,
  names: readonly string[],
): SourceRow {
  const values = names.map((name) => row[name]);
  const id = row[rowKey] as number;
  try {
    return { number, id, values, geometry: readBlob(row[geometryColumn]) };
  } catch (error) {
    return {
      number,
      id,
      values,
      fault: new RowFault("geometry-invalid", geometryColumn, "", (error as Error).message),
    };
  }
}

/** Geometry of a GeoPackage blob: a header with an optional envelope, then well-known binary. */
function readBlob(value: unknown): RawGeometry | null {
  if (value === null) return null;
  if (!(value instanceof Uint8Array)) throw new TypeError("is not a geometry of a GeoPackage");
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  const flags = bytes[3] ?? 0;
  const envelope = envelopeBytes[(flags >> 1) & 7];
  if (bytes.length < 8 || bytes.toString("latin1", 0, 2) !== "GP" || envelope === undefined)
    throw new TypeError("is not a geometry of a GeoPackage");
  return (flags & 16) !== 0 ? null : readWkb(bytes, 8 + envelope);
}

function orDamaged<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof HttpProblem) throw error;
    throw new HttpProblem("import-invalid", "The file is not a GeoPackage, or it is damaged.");
  }
}
