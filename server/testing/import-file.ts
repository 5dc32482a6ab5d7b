import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../db/connect.ts";
import type { ImportHooks, ImportReport, ImportRequest } from "../imports/import-context.ts";
import type { ImportLayer } from "../imports/import-layer.ts";
import { findImportLayer } from "../imports/layers.ts";
import { ownFileLimits } from "../imports/limits.ts";
import { runImport } from "../imports/run-import.ts";

/** Files of one test, in a folder that goes with it. */
export class TestFiles {
  readonly folder = mkdtempSync(join(tmpdir(), "one-map-import-test-"));

  /** Writes a file and gives its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export type ImportOptions = Partial<Omit<ImportRequest, "layer" | "path">>;

/** A request for an import with nothing declared but WGS-84 and UTC. */
export function importRequest(layer: string, path: string, options: ImportOptions = {}): ImportRequest {
  return {
    layer: findImportLayer(layer) as ImportLayer,
    path,
    fileName: path.replace(/^.*\//, ""),
    map: [],
    crs: "EPSG:4326",
    encoding: undefined,
    table: undefined,
    timeZone: "UTC",
    source: undefined,
    maxRejects: { share: 0.05 },
    dryRun: false,
    repair: false,
    trustCrs: false,
    limits: ownFileLimits,
    rejectsPath: undefined,
    ...options,
  };
}

/** Imports a file as a test does. */
export function importFile(
  database: Database,
  layer: string,
  path: string,
  options: ImportOptions = {},
  hooks: ImportHooks = {},
): Promise<ImportReport> {
  return runImport(database, importRequest(layer, path, options), hooks);
}
