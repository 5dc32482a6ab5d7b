/**
 * `pnpm bench tiles`: the engine beside ST_AsMVT, on the same tiles of the same incidents, in one run. Each part prints
 * rows of its own; a bar that does not hold is printed as such.
 */
import type { Database } from "@one-map/server/db/connect";
import { findLayer, type LayerDefinition } from "@one-map/tiles/catalogue";
import { PointLayer } from "@one-map/tiles/point-layer";
import { openReferenceDatabase } from "./parts/reference-database.ts";
import type { BenchOptions, BenchRow } from "./parts/results.ts";
import { syntheticIncidents, timeZone } from "./parts/synthetic-incidents.ts";
import { measureAgainstSql } from "./tiles/against-sql.ts";
import { measureHttp } from "./tiles/http.ts";
import { measureLoad } from "./tiles/load.ts";
import { measureMemory } from "./tiles/memory.ts";
import { measureMergePause } from "./tiles/merge-pause.ts";
import { measureShapes } from "./tiles/shapes.ts";
import { measureSizes } from "./tiles/sizes.ts";
import { measureSummaries } from "./tiles/summaries.ts";

export interface TileBench {
  readonly rowCount: number;
  /** The incidents in memory. */
  readonly layer: PointLayer;
  /** The same in PostgreSQL; undefined where there is none. */
  readonly database: Database | undefined;
  /** What was left out, and why; printed above the rows. */
  readonly notes: string[];
}

const parts: readonly (readonly [string, (bench: TileBench) => BenchRow[] | Promise<BenchRow[]>])[] = [
  ["sql", measureAgainstSql],
  ["memory", measureMemory],
  ["summaries", measureSummaries],
  ["load", measureLoad],
  ["sizes", measureSizes],
  ["merge", measureMergePause],
  ["shapes", measureShapes],
  ["http", measureHttp],
];

const databaseParts = ["sql", "load"];

/** Loads both sides and runs the parts asked for. */
export async function run({ rowCount, only }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const notes = [
    `${rowCount.toLocaleString("en")} synthetic incidents, half of them on 2,000 street corners; ratios are of medians`,
    "tiles: the densest and its eight neighbours (the densest alone up to z8), nothing cached, one warm session each",
    "the reference is timed by length(tile), so without transfer of the bytes; cells against tiles_incidents_grid",
  ];
  const layer = new PointLayer(findLayer("incidents") as LayerDefinition, { timeZone });
  layer.load(syntheticIncidents(rowCount));
  const needsDatabase = parts.some(([name]) => databaseParts.includes(name) && (only?.includes(name) ?? true));
  const database = needsDatabase ? await openReferenceDatabase(rowCount) : undefined;
  if (needsDatabase && database === undefined)
    notes.push("no DATABASE_URL and no PostgreSQL with PostGIS here: the engine alone");
  const rows: BenchRow[] = [];
  try {
    for (const [name, measure] of parts) {
      if (only !== undefined && !only.includes(name)) continue;
      console.log(`… ${name}`);
      rows.push(...(await measure({ rowCount, layer, database, notes })));
    }
  } finally {
    await database?.close();
  }
  return { rows, notes };
}
