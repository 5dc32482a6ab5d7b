/**
 * `pnpm bench tiles`: the engine beside ST_AsMVT, on the same tiles of the same incidents, in one run, for a city of one
 * million incidents and one of five; and the load of ten. Each part prints rows of its own; a bar that does not hold is
 * printed as such.
 */
import type { Database } from "@one-map/server/db/connect";
import { findLayer, type LayerDefinition } from "@one-map/tiles/catalogue";
import { PointLayer } from "@one-map/tiles/point-layer";
import { openReferenceDatabase } from "./parts/reference-database.ts";
import type { BenchOptions, BenchRow } from "./parts/results.ts";
import { syntheticIncidents, timeZone } from "./parts/synthetic-incidents.ts";
import { measureAgainstSql } from "./tiles/against-sql.ts";
import { measureCosts } from "./tiles/costs.ts";
import { measureHttp } from "./tiles/http.ts";
import { measureLoad } from "./tiles/load.ts";
import { measureMartin } from "./tiles/martin.ts";
import { measureMemory } from "./tiles/memory.ts";
import { measureMergePause } from "./tiles/merge-pause.ts";
import { measureMlt } from "./tiles/mlt.ts";
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

interface Part {
  readonly name: string;
  /** Cities, by their incidents, that it is measured with. */
  readonly sizes: readonly number[];
  readonly needsDatabase?: boolean;
  measure(bench: TileBench): BenchRow[] | Promise<BenchRow[]>;
}

const [million, megacity, many] = [1_000_000, 5_000_000, 10_000_000];

const parts: readonly Part[] = [
  { name: "sql", sizes: [million, megacity], needsDatabase: true, measure: measureAgainstSql },
  { name: "martin", sizes: [million], needsDatabase: true, measure: measureMartin },
  { name: "costs", sizes: [million], measure: measureCosts },
  { name: "mlt", sizes: [million], measure: measureMlt },
  { name: "memory", sizes: [million, megacity], measure: measureMemory },
  { name: "summaries", sizes: [megacity], measure: measureSummaries },
  { name: "sizes", sizes: [megacity], measure: measureSizes },
  { name: "merge", sizes: [million, megacity], measure: measureMergePause },
  { name: "load", sizes: [many], needsDatabase: true, measure: measureLoad },
  { name: "shapes", sizes: [megacity], measure: measureShapes },
  { name: "http", sizes: [million], measure: measureHttp },
];

/** Loads both sides, a size after the other, and runs the parts asked for. */
export async function run({ only, isTrial, ...options }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const rowCount = options.rowCount ?? (isTrial ? 50_000 : undefined);
  const notes = [
    "synthetic incidents, half of them on 2,000 street corners",
    "value and p99 are of time on the clock; ratios are of processor time, in which other processes show least",
    "tiles: the densest and its eight neighbours (the densest alone up to z8), nothing held, one warm session each",
    "the reference runs in one backend without parallel workers, by length(tile), so without transfer of the bytes",
    "cells are compared with tiles_incidents_grid",
  ];
  const rows: BenchRow[] = [];
  const chosen = parts.filter(({ name }) => only?.includes(name) ?? true);
  for (const size of rowCount === undefined ? [million, megacity, many] : [rowCount]) {
    const due = chosen.filter(({ sizes }) => rowCount !== undefined || sizes.includes(size));
    if (due.length > 0) rows.push(...(await runSize(size, due, notes)));
  }
  return { rows, notes: [...new Set(notes)] };
}

async function runSize(rowCount: number, due: readonly Part[], notes: string[]): Promise<BenchRow[]> {
  const title = `${(rowCount / million).toLocaleString("en")} M`;
  const layer = new PointLayer(findLayer("incidents") as LayerDefinition, { timeZone });
  // The load makes a layer of its own.
  if (due.some(({ name }) => name !== "load")) layer.load(syntheticIncidents(rowCount));
  const needsDatabase = due.some((part) => part.needsDatabase);
  const database = needsDatabase ? await openReferenceDatabase(rowCount) : undefined;
  if (needsDatabase && database === undefined)
    notes.push("no DATABASE_URL and no PostgreSQL with PostGIS here: the engine alone");
  const rows: BenchRow[] = [];
  try {
    for (const { name, measure } of due) {
      console.log(`… ${name}, ${title}`);
      try {
        const found = await measure({ rowCount, layer, database, notes });
        rows.push(...found.map((row) => ({ ...row, name: `${title}, ${row.name}` })));
      } catch (error) {
        // The other parts took long enough; what failed is said above the rows, and the run ends as failed.
        console.error(error);
        notes.push(`FAILED: ${name}, ${title}: ${(error as Error).message}`);
        process.exitCode = 1;
      }
    }
    return rows;
  } finally {
    await database?.close();
  }
}
