import { HttpProblem } from "../http/problems.ts";
import type { FileLimits } from "./limits.ts";
import { type NamedCrs, readGeoJson, readGeoJsonSequence } from "./read-geojson.ts";
import { openGeoPackage } from "./read-geopackage.ts";
import { hasShapefile, openShapefile } from "./read-shapefile.ts";
import { readTable } from "./read-table.ts";
import { openWorkbook } from "./read-workbook.ts";
import type { Format, Source, SourceRow } from "./source.ts";
import { type Encoding, openText } from "./text-encoding.ts";
import { gunzipInto, isGzip, type ReadMeter, readBytes, readHead } from "./unpack.ts";
import { openZip } from "./zip.ts";

export interface OpenOptions {
  /** Name that the file had where it came from; its ending helps to tell what it is. */
  readonly name: string;
  /** Encoding declared for its text. */
  readonly encoding: Encoding | undefined;
  /** Sheet of a workbook, table of a GeoPackage, shapefile of an archive, where there are several. */
  readonly table: string | undefined;
  readonly limits: FileLimits;
  /** Where it may be unpacked. */
  readonly scratch: string;
  /** Counts how far the file has been read. */
  readonly meter: ReadMeter;
}

/** A source that is open; `firstRows` are ready to be looked at before the rest is read. */
export interface OpenedSource extends Source {
  close(): void;
}

/**
 * Finds out what a file is by its first bytes, and by its name only where those leave a choice, and opens it. Throws
 * HttpProblem for what is none of the formats that are read.
 */
export async function openSource(path: string, options: OpenOptions): Promise<OpenedSource> {
  const head = await readHead(path);
  const gzipped = isGzip(head);
  const inner = gzipped ? await headOf(readBytes(path, true, options.limits, { bytes: 0, total: 0 })) : head;
  if (inner.length === 0) throw new HttpProblem("import-invalid", "The file is empty.");
  if (isGzip(inner)) throw new HttpProblem("import-invalid", "The file is gzipped twice.");
  const isBinary = inner.toString("latin1", 0, 4) === "PK\u0003\u0004" || inner.toString("latin1", 0, 6) === "SQLite";
  if (!isBinary) return openTextSource(path, gzipped, inner, options);
  const plain = gzipped ? await gunzipInto(options.scratch, path, options.limits) : path;
  if (inner.toString("latin1", 0, 6) === "SQLite") return openGeoPackage(plain, options.table);
  const zip = await openZip(plain, options.limits);
  zip.close();
  const { table, encoding, limits, scratch } = options;
  if (zip.names.includes("xl/workbook.xml")) return { ...(await openWorkbook(plain, table, limits)), close: () => {} };
  if (hasShapefile(zip.names))
    return { ...(await openShapefile(plain, scratch, { table, encoding, limits })), close: () => {} };
  throw new HttpProblem("import-invalid", "The archive holds neither a shapefile nor a workbook.");
}

async function headOf(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= 65_536) break;
  }
  return Buffer.concat(chunks).subarray(0, 65_536);
}

async function openTextSource(
  path: string,
  gzipped: boolean,
  head: Buffer,
  { name, encoding, limits, meter }: OpenOptions,
): Promise<OpenedSource> {
  const decoding = openText(head, encoding);
  const start = openText(head, encoding).write(head);
  const format = textFormat(start, name.toLowerCase().replace(/\.gz$/, ""));
  const bytes = readBytes(path, gzipped, limits, meter);
  async function* text(): AsyncGenerator<string> {
    for await (const chunk of bytes) yield decoding.write(chunk);
    yield decoding.end();
  }
  const columns: string[] = [];
  let crs: NamedCrs;
  const rows =
    format === "csv"
      ? readTable(text(), columns)
      : format === "geojson"
        ? readGeoJson(text(), columns, (named) => {
            crs = named;
          })
        : readGeoJsonSequence(text(), columns);
  // What the document says of itself is known once its first rows are.
  const started = await startRows(rows);
  return {
    format,
    columns,
    encoding: decoding.encoding,
    crs: format === "csv" ? undefined : (crs ?? "EPSG:4326"),
    rows: started,
    close: () => void rows.return(undefined).catch(() => {}),
  };
}

async function startRows(rows: AsyncGenerator<SourceRow[]>): Promise<AsyncIterable<readonly SourceRow[]>> {
  const first = await rows.next();
  async function* all(): AsyncGenerator<SourceRow[]> {
    if (!first.done) yield first.value;
    yield* rows;
  }
  return all();
}

/** Which of the text formats it is. A sequence is features on lines of their own, or after record separators. */
function textFormat(start: string, name: string): Format {
  const text = start.replace(/^\ufeff/, "").trimStart();
  if (text.startsWith("\u001e")) return "geojson-sequence";
  if (/\.(csv|tsv|tab|txt)$/.test(name) || !/^[{[]/.test(text)) {
    if (/\.(geo)?jsons?$|\.geojsonl$|\.geojsonseq$|\.ndjson$/.test(name))
      throw new HttpProblem("import-invalid", "The file is not a GeoJSON object.");
    return "csv";
  }
  if (/\.(geojsonl|geojsons|geojsonseq|jsonl|ndjson)$/.test(name)) return "geojson-sequence";
  const [line = "", next = ""] = text.split(/\r?\n/, 2);
  return next.trimStart().startsWith("{") && isFeature(line) ? "geojson-sequence" : "geojson";
}

function isFeature(line: string): boolean {
  try {
    return (JSON.parse(line) as { type?: unknown } | null)?.type === "Feature";
  } catch {
    return false;
  }
}
