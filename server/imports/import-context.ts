import type { Database } from "../db/connect.ts";
import type { HttpProblem } from "../http/problems.ts";
import type { ColumnMap } from "./column-plan.ts";
import { findDefinition } from "./crs-queries.ts";
import type { Heartbeat } from "./heartbeat.ts";
import type { ImportLayer } from "./import-layer.ts";
import type { FileLimits } from "./limits.ts";
import type { Reject, RejectLimit, Rejects } from "./rejects.ts";
import type { RunCounts, RunStatus } from "./run-queries.ts";
import type { Encoding } from "./text-encoding.ts";

export interface ImportRequest {
  readonly layer: ImportLayer;
  readonly path: string;
  /** Name of the file where it came from, without its folder. */
  readonly fileName: string;
  readonly map: ColumnMap;
  /** Coordinate system as declared; undefined takes the one that the file names. */
  readonly crs: string | undefined;
  readonly encoding: Encoding | undefined;
  /** Sheet, table or shapefile, where the file has several. */
  readonly table: string | undefined;
  /** Zone of times without an offset; undefined takes the city's. */
  readonly timeZone: string | undefined;
  /** Name of the data set; undefined takes the name of the file. */
  readonly source: string | undefined;
  readonly maxRejects: RejectLimit;
  /** Do everything but keep nothing. */
  readonly dryRun: boolean;
  /** Make shapes valid that are not, instead of refusing them. */
  readonly repair: boolean;
  /** Take the declared coordinate system even if the positions contradict it. */
  readonly trustCrs: boolean;
  readonly limits: FileLimits;
  /** CSV file for refused rows. */
  readonly rejectsPath: string | undefined;
}

export interface ImportProgress {
  readonly phase: "reading" | "writing";
  readonly rows: number;
  readonly rejected: number;
  /** How much of the file has been read, 0 to 1. */
  readonly share: number;
}

export interface ImportReport {
  readonly runId: number;
  readonly status: Exclude<RunStatus, "running">;
  readonly counts: RunCounts & { readonly inserted: number; readonly updated: number; readonly unchanged: number };
  /** The first refused rows, at most a hundred. */
  readonly rejects: readonly Reject[];
  /** File with all of them, when one was written. */
  readonly rejectsPath: string | undefined;
  readonly notes: readonly string[];
  /** Why it was refused. */
  readonly problem: HttpProblem | undefined;
  readonly seconds: number;
}

export interface ImportHooks {
  readonly signal?: AbortSignal;
  readonly onStart?: (runId: number) => void;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** What every step of an import needs to know. */
export interface ImportContext {
  readonly database: Database;
  readonly request: ImportRequest;
  readonly runId: number;
  readonly source: string;
  readonly zone: string | undefined;
  readonly rejects: Rejects;
  readonly notes: string[];
  readonly counts: {
    read: number;
    rejected: number;
    readonly reasons: Record<string, number>;
    inserted: number;
    updated: number;
    unchanged: number;
  };
  readonly heartbeat: Heartbeat;
  readonly hooks: ImportHooks;
}

/** Looks up codes of coordinate systems in the database of an import. */
export function definitionsOf({ database }: ImportContext): (code: number) => Promise<string | undefined> {
  return (code) => findDefinition(database.pool, code);
}
