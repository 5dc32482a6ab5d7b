import type { Kysely, Selectable } from "kysely";
import type { Static } from "typebox";
import type { DB, ImportRun as ImportRunTable } from "../db/schema.gen.ts";
import { toInstant } from "../http/wire.ts";
import type { ImportRun } from "./schema.ts";

type Row = Omit<Selectable<ImportRunTable>, "heartbeat_at" | "stop_requested">;

function toRun(row: Row): Static<typeof ImportRun> {
  return {
    id: row.id,
    layer: row.layer,
    fileName: row.file_name,
    fileSha256: row.file_sha256,
    crs: row.crs,
    encoding: row.encoding,
    source: row.source,
    timeZone: row.time_zone,
    status: row.status as Static<typeof ImportRun>["status"],
    startedAt: toInstant(row.started_at),
    finishedAt: toInstant(row.finished_at),
    rows: {
      read: row.rows_read,
      inserted: row.rows_inserted,
      updated: row.rows_updated,
      unchanged: row.rows_unchanged,
      rejected: row.rows_rejected,
    },
    rejectReasons: row.reject_reasons as Record<string, number>,
    problem: row.problem,
    detail: row.detail,
    notes: row.notes,
  };
}

/** Imports, the newest first. */
export async function listRuns(db: Kysely<DB>, { limit, beforeId }: { limit: number; beforeId: number | undefined }) {
  let query = db.selectFrom("import_run").selectAll().orderBy("id", "desc").limit(limit);
  if (beforeId !== undefined) query = query.where("id", "<", beforeId);
  return (await query.execute()).map(toRun);
}

export async function findRun(db: Kysely<DB>, id: number) {
  // An id beyond four bytes is nobody's.
  if (id > 2_147_483_647) return undefined;
  const row = await db.selectFrom("import_run").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toRun(row);
}
