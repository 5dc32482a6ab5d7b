import type pg from "pg";
import { addWords, applyStaged } from "./apply-queries.ts";
import { numberEqualRows, refuseInDatabase, repairShapes } from "./check-queries.ts";
import { moveIntoCommunities, placeStaged, readBorders } from "./community-queries.ts";
import type { ImportContext } from "./import-context.ts";
import { finishRun } from "./run-queries.ts";
import type { Staged } from "./stage-rows.ts";

/** Any number will do as long as nothing else in the database locks on it; imports take turns when they write. */
const lockKey = 4_716_502;

/**
 * Stores what has been staged, in one transaction together with the record that it is done. Throws HttpProblem when
 * too many rows are refused; nothing is stored then, nor in a dry run.
 */
export async function storeStaged(context: ImportContext, client: pg.ClientBase, staged: Staged): Promise<void> {
  const { request, heartbeat, rejects, counts, hooks } = context;
  rejects.check(request.maxRejects, counts.read);
  hooks.onProgress?.({ phase: "writing", rows: counts.read, rejected: rejects.count, share: 1 });
  heartbeat.signal.throwIfAborted();
  if (staged.keysFrom === "content") await numberEqualRows(client, staged.table);
  if (request.repair) {
    const repaired = await repairShapes(client, request.layer, staged.table);
    if (repaired > 0) context.notes.push(`${repaired} shapes were not valid and have been repaired.`);
  }
  await client.query(`analyze ${staged.table}`);
  const borders = await readBorders(client);
  if (request.layer.isInCommunity) await placeStaged(client, staged.table);
  const cancel = await canceller(context, client);
  heartbeat.signal.addEventListener("abort", cancel);
  try {
    await client.query("begin");
    await client.query("set local lock_timeout = '30s'");
    await client.query("select pg_advisory_xact_lock($1)", [lockKey]);
    await writeRows(context, client, staged, borders);
    heartbeat.signal.throwIfAborted();
    if (request.dryRun) await client.query("rollback");
    await finishRun(client, context.runId, {
      status: request.dryRun ? "dry_run" : "done",
      counts,
      inserted: counts.inserted,
      updated: counts.updated,
      unchanged: counts.unchanged,
      notes: context.notes,
    });
    if (!request.dryRun) await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    Object.assign(counts, { inserted: 0, updated: 0, unchanged: 0 });
    throw error;
  } finally {
    heartbeat.signal.removeEventListener("abort", cancel);
  }
  // The planner should know of a table that has just grown.
  if (!request.dryRun && counts.inserted + counts.updated > 1_000) await client.query(`analyze ${request.layer.table}`);
}

async function writeRows(
  context: ImportContext,
  client: pg.ClientBase,
  staged: Staged,
  borders: string,
): Promise<void> {
  const { request, source, rejects, counts, notes } = context;
  const { layer } = request;
  const { table, words, inFile, sent } = staged;
  for (const { row, fault } of await refuseInDatabase(client, layer, table, source)) rejects.add(row, fault);
  counts.rejected = rejects.count;
  rejects.check(request.maxRejects, counts.read);
  if (layer.isInCommunity && (await readBorders(client)) !== borders) await placeStaged(client, table);
  if (words.vocabulary !== undefined && words.labels.size > 0) {
    const added = await addWords(client, words.vocabulary, words.labels);
    if (added > 0) notes.push(`${added} words are new to the vocabulary.`);
  }
  Object.assign(counts, await applyStaged(client, { layer, table, source, inFile, sent }));
  if (layer.id === "communities" && counts.inserted + counts.updated > 0) {
    const moved = await moveIntoCommunities(client);
    if (moved > 0) notes.push(`${moved} rows of other layers lie in another community now.`);
  }
}

/** Ends the statement under way when the import is stopped; the embedded database can only be waited for. */
async function canceller({ database }: ImportContext, client: pg.ClientBase): Promise<() => void> {
  if (database.kind === "embedded") return () => {};
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return () => void database.pool.query("select pg_cancel_backend($1)", [rows[0]?.pid]).catch(() => {});
}
