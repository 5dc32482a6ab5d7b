import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DBFFile, DELETED } from "dbffile";
import { HttpProblem, quoted } from "../http/problems.ts";
import type { FileLimits } from "./limits.ts";
import { readShape, ShpError, ShpRecords } from "./shp.ts";
import { RowFault, type Source, type SourceRow } from "./source.ts";
import { type Encoding, parseEncoding } from "./text-encoding.ts";
import { openZip, type Zip } from "./zip.ts";

const rowsPerBatch = 1_000;

/** True for the names of an archive that holds a shapefile. */
export function hasShapefile(names: readonly string[]): boolean {
  return names.some((name) => isPart(name, "shp"));
}

/** Mac archives carry a shadow of each file in a folder of that name. */
function isPart(name: string, extension: string): boolean {
  return name.toLowerCase().endsWith(`.${extension}`) && !name.startsWith("__MACOSX/");
}

/**
 * Opens the shapefile of that name, or the only one, of an archive. Its text is in the declared encoding, else in the
 * one that its .cpg names, else in UTF-8. Throws HttpProblem.
 *
 * @param folder where its parts are unpacked; the caller removes it
 */
export async function openShapefile(
  path: string,
  folder: string,
  { table, encoding, limits }: { table: string | undefined; encoding: Encoding | undefined; limits: FileLimits },
): Promise<Source> {
  const zip = await openZip(path, limits);
  try {
    const stem = chooseStem(zip.names, table);
    const shp = await extract(zip, folder, stem, "shp");
    const dbf = await extract(zip, folder, stem, "dbf");
    if (shp === undefined || dbf === undefined)
      throw new HttpProblem("import-invalid", "The archive must hold the .shp and the .dbf of the shapefile.");
    const prj = await extract(zip, folder, stem, "prj");
    const cpg = await extract(zip, folder, stem, "cpg");
    const asked = encoding ?? parseEncoding(cpg === undefined ? "utf8" : (await readFile(cpg, "latin1")).trim());
    if (asked === undefined)
      throw new HttpProblem("import-invalid", "The .cpg names an encoding that is not taken: declare one.");
    const table_ = await openTable(dbf, asked);
    return {
      format: "shapefile",
      columns: table_.fields.map(({ name }) => name),
      encoding: asked,
      crs: prj === undefined ? undefined : (await readFile(prj, "utf8")).trim(),
      rowCount: table_.recordCount,
      rows: batches(shp, table_),
    };
  } finally {
    zip.close();
  }
}

function chooseStem(names: readonly string[], table: string | undefined): string {
  const stems = names.filter((name) => isPart(name, "shp")).map((name) => name.slice(0, -4));
  const found =
    table === undefined
      ? stems.length === 1 && stems[0]
      : stems.find((stem) => stem === table || stem.endsWith(`/${table}`));
  if (found === undefined || found === false)
    throw new HttpProblem("import-invalid", `Say which shapefile of the archive: ${stems.map(quoted).join(", ")}.`);
  return found;
}

async function extract(zip: Zip, folder: string, stem: string, extension: string): Promise<string | undefined> {
  const name = zip.names.find((one) => one.slice(0, -4) === stem && isPart(one, extension));
  if (name === undefined) return undefined;
  const path = join(folder, `part.${extension}`);
  await zip.extract(name, path);
  return path;
}

async function openTable(path: string, encoding: Encoding): Promise<DBFFile> {
  try {
    return await DBFFile.open(path, { encoding, readMode: "loose", includeDeletedRecords: true });
  } catch {
    throw new HttpProblem("import-invalid", "The .dbf is damaged, or of a version that is not read.");
  }
}

/** Geometry and attributes side by side: record n of one belongs to record n of the other. */
async function* batches(shp: string, table: DBFFile): AsyncGenerator<SourceRow[]> {
  const names = table.fields.map(({ name }) => name);
  const shapes = new ShpRecords();
  let number = 0;
  try {
    for await (const chunk of createReadStream(shp, { highWaterMark: 1_048_576 })) {
      const records = shapes.push(chunk as Buffer);
      for (let start = 0; start < records.length; start += rowsPerBatch) {
        const some = records.slice(start, start + rowsPerBatch);
        const attributes = await table.readRecords(some.length);
        if (attributes.length < some.length)
          throw new HttpProblem("import-invalid", "The .dbf has fewer records than the .shp.");
        yield some
          .map((content, i) => ({ content, record: attributes[i] as Record<string, unknown> & { [DELETED]?: true } }))
          .map(({ content, record }) => (record[DELETED] ? undefined : toRow(++number, content, record, names)))
          .filter((row) => row !== undefined);
      }
    }
  } catch (error) {
    if (error instanceof ShpError) throw new HttpProblem("import-invalid", `The .shp ${error.message}.`);
    throw error instanceof HttpProblem ? error : new HttpProblem("import-invalid", "The shapefile is damaged.");
  }
  if (!shapes.isComplete) throw new HttpProblem("import-invalid", "The .shp is cut off.");
  if ((await table.readRecords(1)).length > 0)
    throw new HttpProblem("import-invalid", "The .dbf has more records than the .shp.");
}

function toRow(number: number, content: Buffer, record: Record<string, unknown>, names: readonly string[]): SourceRow {
  const values = names.map((name) => record[name]);
  const garbled = names.find((name) => typeof record[name] === "string" && record[name].includes("\ufffd"));
  if (garbled !== undefined) {
    const fault = new RowFault("text-invalid", garbled, record[garbled], "is not text in the encoding of the file");
    return { number, values, fault };
  }
  try {
    return { number, values, geometry: readShape(content) };
  } catch (error) {
    return { number, values, fault: new RowFault("geometry-invalid", "geometry", "", (error as Error).message) };
  }
}
