import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DBFFile } from "dbffile";
import iconv from "iconv-lite";
import type { TestFiles } from "./import-file.ts";
import { zipOf } from "./zip-file.ts";

/** Three venues, the same in every format. */
export const sampleVenues = [
  { id: "a1", class: "hotel", name: "東園旅館", grade: 2, inspected: "2026-03-01 09:30:00", lng: 107.151, lat: 34.351 },
  { id: "a2", class: "bar", name: 'Bar "Zum Löwen", 1', grade: 4, inspected: null, lng: 107.0525, lat: 34.3525 },
  { id: "a3", class: "hotel", name: "河濱旅館", grade: 1, inspected: "2026-03-02 10:00:00", lng: 107.053, lat: 34.353 },
] as const;

const columns = ["id", "class", "name", "grade", "inspected", "lng", "lat"] as const;
const quote = (value: unknown) => (value === null ? "" : `"${String(value).replaceAll('"', '""')}"`);

/** The sample as delimited text. */
export function sampleTable(delimiter = ","): string {
  const rows = sampleVenues.map((venue) => columns.map((column) => quote(venue[column])).join(delimiter));
  return `${[columns.join(delimiter), ...rows].join("\r\n")}\r\n`;
}

function feature({ lng, lat, ...properties }: (typeof sampleVenues)[number]): string {
  return JSON.stringify({ type: "Feature", properties, geometry: { type: "Point", coordinates: [lng, lat] } });
}

/** The sample in each format, by name of the file; text encodings too. */
export async function sampleFiles(files: TestFiles): Promise<Record<string, string>> {
  const csv = sampleTable();
  const features = sampleVenues.map(feature);
  const text = {
    "plain.csv": csv,
    "marked.csv": `\ufeff${csv}`,
    "plain.tsv": sampleTable("\t"),
    "semicolons.txt": sampleTable(";"),
    "utf16le.csv": iconv.encode(csv, "utf16le", { addBOM: true }),
    "utf16be.csv": iconv.encode(csv, "utf16be", { addBOM: true }),
    "collection.geojson": `{"type":"FeatureCollection","features":[${features.join(",\n")}]}`,
    "lines.ndjson": `${features.join("\n")}\n`,
    "sequence.geojsonseq": features.map((one) => `\u001e${one}\n`).join(""),
    "book.xlsx": workbook(),
  };
  const paths: Record<string, string> = {};
  for (const [name, content] of Object.entries(text)) paths[name] = files.write(name, content);
  paths["layer.gpkg"] = geoPackage(files.folder);
  paths["shape.zip"] = files.write("shape.zip", await shapefile(files.folder));
  return paths;
}

function workbook(): Buffer {
  const toXml = (value: string) => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  const cell = (value: unknown, at: string) =>
    typeof value === "number"
      ? `<c r="${at}"><v>${value}</v></c>`
      : value === null
        ? ""
        : `<c r="${at}" t="inlineStr"><is><t>${toXml(String(value))}</t></is></c>`;
  // A date is a number of days that a style shows as a date.
  const serial = (text: string | null, at: string) =>
    text === null ? "" : `<c r="${at}" s="1"><v>${Date.parse(`${text}Z`) / 86_400_000 + 25_569}</v></c>`;
  const rows = sampleVenues.map((venue, i) => {
    const cells = columns.map((column, j) => {
      const at = `${String.fromCharCode(65 + j)}${i + 2}`;
      return column === "inspected" ? serial(venue.inspected, at) : cell(venue[column], at);
    });
    return `<row r="${i + 2}">${cells.join("")}</row>`;
  });
  const head = `<row r="1">${columns.map((column, j) => cell(column, `${String.fromCharCode(65 + j)}1`)).join("")}</row>`;
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const xml = '<?xml version="1.0" encoding="UTF-8"?>';
  return zipOf({
    "[Content_Types].xml": `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    "_rels/.rels": `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Venues" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": `${xml}<styleSheet xmlns="${main}"><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="22" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    "xl/worksheets/sheet1.xml": `${xml}<worksheet xmlns="${main}"><dimension ref="A1:G4"/><sheetData>${head}${rows.join("")}</sheetData></worksheet>`,
  });
}

function geoPackage(folder: string): string {
  const path = join(folder, "layer.gpkg");
  const database = new DatabaseSync(path);
  database.exec(`
    create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text, organization_coordsys_id integer, definition text);
    create table gpkg_contents (table_name text primary key, data_type text, identifier text, srs_id integer);
    create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id integer, z integer, m integer);
    insert into gpkg_spatial_ref_sys values ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS[…]');
    insert into gpkg_contents values ('places', 'features', 'places', 4326);
    insert into gpkg_geometry_columns values ('places', 'geom', 'POINT', 4326, 0, 0);
    create table places (fid integer primary key, geom blob, id text, class text, name text, grade integer, inspected text)`);
  const insert = database.prepare(
    "insert into places (geom, id, class, name, grade, inspected) values (?, ?, ?, ?, ?, ?)",
  );
  for (const { id, class: kind, name, grade, inspected, lng, lat } of sampleVenues) {
    const blob = Buffer.alloc(29);
    blob.write("GP\u0000\u0001", 0, "latin1");
    blob.writeInt32LE(4326, 4);
    blob.writeUInt8(1, 8);
    blob.writeUInt32LE(1, 9);
    blob.writeDoubleLE(lng, 13);
    blob.writeDoubleLE(lat, 21);
    insert.run(blob, id, kind, name, grade, inspected);
  }
  database.close();
  return path;
}

/** A zipped shapefile in CGCS2000 degrees, its text in GB18030 as its .cpg says. */
async function shapefile(folder: string): Promise<Buffer> {
  const records = sampleVenues.map(({ lng, lat }, i) => {
    const record = Buffer.alloc(28);
    record.writeInt32BE(i + 1, 0);
    record.writeInt32BE(10, 4);
    record.writeInt32LE(1, 8);
    record.writeDoubleLE(lng, 12);
    record.writeDoubleLE(lat, 20);
    return record;
  });
  const head = Buffer.alloc(100);
  head.writeInt32BE(9994, 0);
  head.writeInt32BE((100 + 28 * records.length) / 2, 24);
  head.writeInt32LE(1000, 28);
  head.writeInt32LE(1, 32);
  const dbfPath = join(folder, "sample.dbf");
  const field = (name: string, size: number) => ({ name, type: "C" as const, size });
  const dbf = await DBFFile.create(
    dbfPath,
    [
      field("id", 10),
      field("class", 20),
      field("name", 60),
      { name: "grade", type: "N", size: 2 },
      field("inspected", 20),
    ],
    { encoding: "gb18030" },
  );
  await dbf.appendRecords(
    sampleVenues.map(({ lng: _, lat: __, ...record }) => ({ ...record, inspected: record.inspected ?? "" })),
  );
  return zipOf({
    "venues/places.shp": Buffer.concat([head, ...records]),
    "venues/places.dbf": readFileSync(dbfPath),
    "venues/places.cpg": "GB18030",
    "venues/places.prj":
      'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
  });
}
