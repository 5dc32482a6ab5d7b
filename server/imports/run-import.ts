import { stat } from "node:fs/promises";
import type { Database } from "../db/connect.ts";
import { HttpProblem } from "../http/problems.ts";
import { Heartbeat } from "./heartbeat.ts";
import type { ImportContext, ImportHooks, ImportReport, ImportRequest } from "./import-context.ts";
import { type OpenedSource, openSource } from "./open-source.ts";
import { Rejects } from "./rejects.ts";
import { describeRun, finishRun, insertRun, readCityZone, sweepDeadRuns } from "./run-queries.ts";
import { stageRows } from "./stage-rows.ts";
import { dropStaging } from "./staging-queries.ts";
import { storeStaged } from "./store-staged.ts";
import { hashFile, type ReadMeter, withScratch } from "./unpack.ts";

/**
 * Imports a file into a layer: all of its good rows or nothing. What was there stays untouched until one transaction
 * at the end; a refusal, a stop, a crash at any moment leaves it so. Throws only what is nobody's fault but ours.
 */
export async function runImport(
  database: Database,
  request: ImportRequest,
  hooks: ImportHooks = {},
): Promise<ImportReport> {
  const { pool } = database;
  const startedAt = performance.now();
  await sweepDeadRuns(pool);
  const source = request.source ?? request.fileName.replace(/(\.[a-z]{2,10}){1,2}$/i, "");
  const zone = request.timeZone ?? (await readCityZone(pool));
  const runId = await insertRun(pool, {
    layer: request.layer.id,
    fileName: request.fileName,
    fileSha256: await hashFile(request.path),
    crs: request.crs ?? "of the file",
    encoding: request.encoding ?? null,
    source,
    timeZone: zone ?? null,
  });
  hooks.onStart?.(runId);
  const rejects = new Rejects(request.rejectsPath);
  const notes: string[] = [];
  const counts = { read: 0, rejected: 0, reasons: rejects.reasons, inserted: 0, updated: 0, unchanged: 0 };
  const heartbeat = new Heartbeat(pool, runId, () => counts, hooks.signal);
  const report = async (status: ImportReport["status"], problem?: HttpProblem): Promise<ImportReport> => ({
    runId,
    status,
    counts,
    rejects: rejects.first,
    rejectsPath: await rejects.end(),
    notes,
    problem,
    seconds: (performance.now() - startedAt) / 1000,
  });
  const context: ImportContext = { database, request, runId, source, zone, rejects, notes, counts, heartbeat, hooks };
  try {
    await withScratch((scratch) => importRows(context, scratch));
    return await report(request.dryRun ? "dry_run" : "done");
  } catch (error) {
    const problem = error instanceof HttpProblem ? error : undefined;
    const status = heartbeat.signal.aborted ? "stopped" : problem === undefined ? "failed" : "refused";
    counts.rejected = rejects.count;
    const why = problem === undefined ? {} : { problem: problem.slug, detail: problem.message };
    // A database that is gone cannot be told; the next import will see that this one has died.
    await finishRun(pool, runId, { status, counts, notes, ...(status !== "stopped" && why) }).catch(() => {});
    const ended = await report(status, status === "refused" ? problem : undefined);
    if (status === "failed") throw error;
    return ended;
  } finally {
    await heartbeat.stop();
    await dropStaging(pool, runId).catch(() => {});
  }
}

async function importRows(context: ImportContext, scratch: string): Promise<void> {
  const { database, request, runId } = context;
  const meter: ReadMeter = { bytes: 0, total: (await stat(request.path)).size };
  const { encoding, table, limits, fileName: name } = request;
  const source: OpenedSource = await openSource(request.path, { name, encoding, table, limits, scratch, meter });
  try {
    const client = await database.pool.connect();
    try {
      const staged = await stageRows(context, client, source, meter);
      await describeRun(database.pool, runId, { crs: staged.crs.name, encoding: source.encoding });
      await storeStaged(context, client, staged);
    } finally {
      client.release();
    }
  } finally {
    source.close();
  }
}
