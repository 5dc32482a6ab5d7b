import type pg from "pg";
import type { ProblemSlug } from "../http/problems.ts";
import { dropStaging } from "./staging-queries.ts";

/** A running import without a sign of life for so long was killed. */
const deadSeconds = 60;

const killed = "The import was killed; nothing of it was stored.";

export type RunStatus = "running" | "done" | "refused" | "failed" | "stopped" | "dry_run";

export interface RunStart {
  readonly layer: string;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly crs: string;
  readonly encoding: string | null;
  readonly source: string;
  readonly timeZone: string | null;
}

/** Counts of a run so far. */
export interface RunCounts {
  readonly read: number;
  readonly rejected: number;
  readonly reasons: Readonly<Record<string, number>>;
}

type Queryable = Pick<pg.ClientBase, "query">;

/** Records that a run has begun; gives its id. */
export async function insertRun(db: Queryable, run: RunStart): Promise<number> {
  const { rows } = await db.query<{ id: number }>(
    `insert into import_run (layer, file_name, file_sha256, crs, encoding, source, time_zone) values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [run.layer, run.fileName, run.fileSha256, run.crs, run.encoding, run.source, run.timeZone],
  );
  return (rows[0] as { id: number }).id;
}

/** Gives a sign of life with the counts so far; true when somebody has asked for the run to stop. */
export async function beat(db: Queryable, id: number, { read, rejected }: RunCounts): Promise<boolean> {
  const { rows } = await db.query<{ stop: boolean }>(
    `update import_run set rows_read = $2, rows_rejected = $3, heartbeat_at = clock_timestamp() where id = $1 returning stop_requested as stop`,
    [id, read, rejected],
  );
  return rows[0]?.stop ?? true;
}

export interface RunEnd {
  readonly status: Exclude<RunStatus, "running">;
  readonly counts: RunCounts;
  readonly inserted?: number;
  readonly updated?: number;
  readonly unchanged?: number;
  readonly problem?: ProblemSlug;
  readonly detail?: string;
  readonly notes: readonly string[];
}

/** Records how a run ended; in the transaction of its rows when it has any, so that it is done exactly when they are there. */
export async function finishRun(db: Queryable, id: number, end: RunEnd): Promise<void> {
  await db.query(
    `update import_run set status = $2, finished_at = clock_timestamp(), heartbeat_at = clock_timestamp(), rows_read = $3, rows_rejected = $4,
       reject_reasons = $5, rows_inserted = $6, rows_updated = $7, rows_unchanged = $8, problem = $9, detail = $10, notes = $11 where id = $1`,
    [
      id,
      end.status,
      end.counts.read,
      end.counts.rejected,
      JSON.stringify(end.counts.reasons),
      end.inserted ?? 0,
      end.updated ?? 0,
      end.unchanged ?? 0,
      end.problem ?? null,
      end.detail ?? null,
      [...end.notes],
    ],
  );
}

/** Asks a run to stop; false when there is none of that id under way. */
export async function requestStop(db: Queryable, id: number): Promise<boolean> {
  const { rowCount } = await db.query(
    "update import_run set stop_requested = true where id = $1 and status = 'running'",
    [id],
  );
  return rowCount === 1;
}

/** Marks runs that were killed as failed and drops what they had staged. Their rows never reached a table. */
export async function sweepDeadRuns(pool: pg.Pool): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>(
    `update import_run set status = 'failed', finished_at = heartbeat_at, problem = 'internal', detail = '${killed}'
     where status = 'running' and heartbeat_at < clock_timestamp() - make_interval(secs => $1) returning id`,
    [deadSeconds],
  );
  // A run may also have been killed between its end and the drop of its staging.
  const { rows: orphans } = await pool.query<{ id: number }>(
    `select distinct substring(c.relname from '[0-9]+')::int as id from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'staging' and c.relkind = 'r' and c.relname ~ '^run_[0-9]{1,9}(_place)?$'
       and not exists (select from import_run r where r.id = substring(c.relname from '[0-9]+')::int and r.status = 'running')`,
  );
  for (const { id } of orphans) await dropStaging(pool, id);
  return rows.map(({ id }) => id);
}

/** Records what was found out about the file of a run once it was open. */
export async function describeRun(
  db: Queryable,
  id: number,
  { crs, encoding }: { crs: string; encoding: string | null },
): Promise<void> {
  await db.query("update import_run set crs = $2, encoding = $3 where id = $1", [id, crs, encoding]);
}

/** Time zone of the city; undefined while there is none. */
export async function readCityZone(db: Queryable): Promise<string | undefined> {
  const { rows } = await db.query<{ zone: string }>("select time_zone as zone from city_meta");
  return rows[0]?.zone;
}

/** Marks a run whose process has died as failed and drops what it had staged. */
export async function buryRun(pool: pg.Pool, id: number): Promise<void> {
  await pool.query(
    `update import_run set status = 'failed', finished_at = clock_timestamp(), problem = 'internal', detail = '${killed}'
     where status = 'running' and id = $1`,
    [id],
  );
  await dropStaging(pool, id);
}
