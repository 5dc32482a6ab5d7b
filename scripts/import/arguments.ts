import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";
import { parseColumnMap } from "@one-map/server/imports/column-plan";
import type { ImportRequest } from "@one-map/server/imports/import-context";
import { importLayerIds } from "@one-map/server/imports/import-layer";
import { findImportLayer } from "@one-map/server/imports/layers";
import { ownFileLimits } from "@one-map/server/imports/limits";
import { parseRejectLimit } from "@one-map/server/imports/rejects";
import { encodings, parseEncoding } from "@one-map/server/imports/text-encoding";

export const usage = `usage: pnpm run import <layer> <file> [options]

  <layer>               ${importLayerIds.join(", ")}
  <file>                CSV, TSV, XLSX, GeoJSON, GeoJSON text sequence, zipped shapefile or GeoPackage, plain or gzipped
  --map a=b,…           column a of the file is field b; one column may be several
  --crs …               EPSG:<code>, WGS-84, CGCS2000, GCJ-02, BD-09, or a PROJ definition; else what the file says
  --encoding …          ${encodings.join(", ")}; else by its byte order mark, else UTF-8
  --time-zone …         zone of times without an offset, such as Asia/Shanghai; else the city's
  --source …            name of the data set: its rows are known again by it; else the name of the file
  --table …             sheet, table or shapefile, where the file has several
  --max-rejects 5%      refuse the file when more rows than that are refused: a share or a number
  --rejects …           where refused rows are listed; else <file>.rejects.csv in this folder
  --repair              make shapes valid that are not, instead of refusing them
  --trust-crs           take the declared system even if the positions contradict it
  --dry-run             do everything, keep nothing`;

/** Paths are meant from where the command was given, not from where the task runs. */
const here = process.env.INIT_CWD ?? process.cwd();

/** Reads the arguments of the command. Throws an error whose message says what is wrong with them. */
export async function readArguments(argv: readonly string[]): Promise<ImportRequest> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      map: { type: "string", multiple: true, default: [] },
      crs: { type: "string" },
      encoding: { type: "string" },
      "time-zone": { type: "string" },
      source: { type: "string" },
      table: { type: "string" },
      "max-rejects": { type: "string", default: "5%" },
      rejects: { type: "string" },
      repair: { type: "boolean", default: false },
      "trust-crs": { type: "boolean", default: false },
      "dry-run": { type: "boolean", default: false },
    },
  });
  const [layerId, file] = positionals;
  if (layerId === undefined || file === undefined || positionals.length !== 2)
    throw new Error("Say a layer and a file.");
  const layer = findImportLayer(layerId);
  if (layer === undefined) throw new Error(`There is no layer "${layerId}" to import into.`);
  const path = resolve(here, file);
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw new Error(`There is no file ${path}.`);
  const encoding = values.encoding === undefined ? undefined : parseEncoding(values.encoding);
  if (values.encoding !== undefined && encoding === undefined)
    throw new Error(`"${values.encoding}" is no encoding that is read; say one of ${encodings.join(", ")}.`);
  return {
    layer,
    path,
    fileName: basename(path),
    map: values.map.flatMap((text) => parseColumnMap(text)),
    crs: values.crs,
    encoding,
    table: values.table,
    timeZone: values["time-zone"],
    source: values.source,
    maxRejects: parseRejectLimit(values["max-rejects"]),
    dryRun: values["dry-run"],
    repair: values.repair,
    trustCrs: values["trust-crs"],
    limits: ownFileLimits,
    rejectsPath: resolve(here, values.rejects ?? `${basename(path)}.rejects.csv`),
  };
}
