import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Readable } from "node:stream";
import { numberColumn, type Pages } from "./files.ts";
import type { ExportColumn, ValueKind } from "./layers.ts";

const wgs84 = 4326;

const typeOf: Readonly<Record<ValueKind, string>> = {
  integer: "INTEGER",
  text: "TEXT",
  time: "DATETIME",
  day: "DATE",
};

/** "GPKG", and version 1.3 (OGC 12-128r18). */
const header = "pragma application_id = 0x47504b47; pragma user_version = 10300";

const metadata = `
  create table gpkg_spatial_ref_sys (srs_name text not null, srs_id integer primary key, organization text not null,
    organization_coordsys_id integer not null, definition text not null, description text);
  create table gpkg_contents (table_name text primary key, data_type text not null, identifier text unique,
    description text default '', last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    min_x double, min_y double, max_x double, max_y double, srs_id integer references gpkg_spatial_ref_sys (srs_id));
  create table gpkg_geometry_columns (table_name text not null primary key references gpkg_contents (table_name),
    column_name text not null, geometry_type_name text not null, srs_id integer not null, z tinyint not null, m tinyint not null);
  insert into gpkg_spatial_ref_sys values
    ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', null),
    ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', null),
    ('WGS 84 geodetic', ${wgs84}, 'EPSG', ${wgs84},
     'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]', null);`;

/**
 * Writes a GeoPackage beside the answers and streams it; the file is gone when that has ended, however it ended.
 * @param name of its one table; a word of ours
 */
export async function geoPackageOf(
  number: number,
  name: string,
  columns: readonly ExportColumn[],
  pages: Pages,
): Promise<Readable> {
  const folder = await mkdtemp(join(tmpdir(), "one-map-export-"));
  const path = join(folder, `${name}.gpkg`);
  const clear = () => rm(folder, { recursive: true, force: true });
  try {
    await write(path, number, name, columns, pages);
  } catch (error) {
    await clear();
    throw error;
  }
  return createReadStream(path).once("close", () => void clear());
}

async function write(path: string, number: number, name: string, columns: readonly ExportColumn[], pages: Pages) {
  const database = new DatabaseSync(path);
  try {
    database.exec(`pragma journal_mode = off; pragma synchronous = off; ${header}; ${metadata}`);
    const fields = columns.filter((column) => column.name !== "id");
    const typed = fields.map((column) => `${column.name} ${typeOf[column.kind]}`);
    database.exec(
      `create table ${name} (id integer primary key, geom point not null, ${numberColumn} integer not null, ${typed.join(", ")})`,
    );
    const names = ["id", "geom", numberColumn, ...fields.map((field) => field.name)];
    const insert = database.prepare(
      `insert into ${name} (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`,
    );
    const box = [
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ];
    const at = fields.map((field) => columns.indexOf(field));
    let count = 0;
    for await (const page of pages) {
      database.exec("begin");
      for (const { id, lng, lat, values } of page) {
        insert.run(id, pointBlob(lng, lat), number, ...at.map((i) => values[i] ?? null));
        box[0] = Math.min(box[0] as number, lng);
        box[1] = Math.min(box[1] as number, lat);
        box[2] = Math.max(box[2] as number, lng);
        box[3] = Math.max(box[3] as number, lat);
        count++;
      }
      database.exec("commit");
    }
    database
      .prepare(
        `insert into gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id)
         values (?, 'features', ?, ?, ?, ?, ?, ?, ${wgs84})`,
      )
      .run(name, name, `Export ${number}`, ...(count === 0 ? [null, null, null, null] : box));
    database.prepare(`insert into gpkg_geometry_columns values (?, 'geom', 'POINT', ${wgs84}, 0, 0)`).run(name);
  } finally {
    database.close();
  }
}

/** A point as a GeoPackage has it: its header, little-endian and without an envelope, then WKB. */
function pointBlob(lng: number, lat: number): Buffer {
  const blob = Buffer.alloc(29);
  blob.write("GP", 0, "latin1");
  blob.writeUInt8(0, 2);
  blob.writeUInt8(1, 3);
  blob.writeInt32LE(wgs84, 4);
  blob.writeUInt8(1, 8);
  blob.writeUInt32LE(1, 9);
  blob.writeDoubleLE(lng, 13);
  blob.writeDoubleLE(lat, 21);
  return blob;
}
