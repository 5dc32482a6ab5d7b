import { type Kysely, sql } from "kysely";
import { record } from "../audit/queries.ts";
import type { DB } from "../db/schema.gen.ts";
import { countOld, deleteSome } from "./age-queries.ts";
import { type RetentionReport, type RetentionResult, type RetentionSubject, retentionSubjects } from "./rules.ts";

const dayMillis = 86_400_000;

/** Any number will do as long as nothing else in the database locks on it. */
const runKey = 4_716_530;

/** Seals that one statement takes away. */
const sealsAtATime = 200;

export interface RetentionOptions {
  readonly asOf: Date;
  readonly isDry?: boolean;
  readonly onFault?: (subject: RetentionSubject, error: Error) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Days that each subject is kept, as they are set now. */
async function readRules(db: Kysely<DB>): Promise<ReadonlyMap<RetentionSubject, number>> {
  const rows = await db.selectFrom("retention.rule").select(["subject", "days"]).execute();
  return new Map(rows.map(({ subject, days }) => [subject as RetentionSubject, days]));
}

/**
 * Deletes what is older than its rule, as of a moment, but for what is on hold; keeps the report, and puts it on the audit.
 * Undefined while another server is at it.
 *
 * @param isDry counts only, and keeps nothing
 * @param onFault hears of a subject whose rows the database does not let go; the others go all the same
 * @param signal ends it between two statements; the rest is for the next run
 */
export async function runRetention(
  db: Kysely<DB>,
  { asOf, isDry = false, onFault = () => {}, signal }: RetentionOptions,
): Promise<RetentionReport | undefined> {
  return await db.connection().execute(async (one) => {
    const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${runKey}) as taken`.execute(one);
    if (rows[0]?.taken !== true) return undefined;
    try {
      return await run(one, { asOf, isDry, onFault, signal });
    } finally {
      await sql`select pg_advisory_unlock(${runKey})`.execute(one);
    }
  });
}

async function run(
  db: Kysely<DB>,
  { asOf, isDry, onFault, signal }: Required<Omit<RetentionOptions, "signal">> & Pick<RetentionOptions, "signal">,
): Promise<RetentionReport> {
  const started = new Date();
  const rules = await readRules(db);
  const items: RetentionResult[] = [];
  for (const subject of retentionSubjects) {
    const days = rules.get(subject);
    // A rule that somebody took away deletes nothing.
    if (days === undefined) continue;
    const before = new Date(asOf.getTime() - days * dayMillis);
    const tally = { removed: 0, held: 0 };
    let isFailed = false;
    try {
      if (subject === "audit") await ageAudit(db, before, isDry, tally, signal);
      else await age(db, subject, before, isDry, tally, signal);
    } catch (error) {
      isFailed = true;
      onFault(subject, error as Error);
    }
    items.push({ subject, days, ...tally, isFailed });
  }
  const report = { asOf: asOf.toISOString(), isDry, items };
  if (!isDry) await keepReport(db, report, started);
  return report;
}

/** What has been deleted so far, also when it is cut short. */
interface Tally {
  removed: number;
  held: number;
}

async function age(
  db: Kysely<DB>,
  subject: Exclude<RetentionSubject, "audit">,
  before: Date,
  isDry: boolean,
  tally: Tally,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { free, held } = await countOld(db, subject, before);
  tally.held = held;
  if (isDry) tally.removed = free;
  if (isDry) return;
  // One statement after the other, until nothing old is left; what comes meanwhile is not old.
  while (signal?.aborted !== true) {
    const some = await deleteSome(db, subject, before);
    if (some === 0) return;
    tally.removed += some;
  }
}

/** Whole batches go, from the oldest on: what is left still is a chain. By the clock of the database a year always stays. */
async function ageAudit(
  db: Kysely<DB>,
  asked: Date,
  isDry: boolean,
  tally: Tally,
  signal: AbortSignal | undefined,
): Promise<void> {
  const before = sql`least(${asked}::timestamptz, clock_timestamp() - interval '366 days')`;
  const { rows } = await sql<{ old: number; held: boolean }>`
    select (select count(*)::int from audit.entry where at < ${before}) as old,
      exists (select from retention.hold where subject = 'audit' and released_at is null) as held`.execute(db);
  const { old, held } = rows[0] as { old: number; held: boolean };
  if (held) tally.held = old;
  else if (isDry) tally.removed = old;
  if (held || isDry) return;
  while (signal?.aborted !== true) {
    const { rows: cut } = await sql<{ gone: number }>`
      select audit.cut_before(${before}, ${sealsAtATime}) as gone`.execute(db);
    const gone = cut[0]?.gone ?? 0;
    if (gone === 0) return;
    tally.removed += gone;
  }
}

async function keepReport(db: Kysely<DB>, report: RetentionReport, started: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`insert into retention.run (as_of, started_at, report)
      values (${report.asOf}, ${started}, ${JSON.stringify(report)}::jsonb)`.execute(trx);
    const detail = Object.fromEntries(report.items.map(({ subject, removed }) => [subject, removed]));
    await record(trx, { account: null, role: "server", action: "retention-run", outcome: "done", detail });
  });
}

/** What time it is by the clock of the database, which rows have theirs from: a server's own may be years ahead. */
export async function readMoment(db: Kysely<DB>): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  return (rows[0] as { now: Date }).now;
}

/** Hours since the last run was through; null for none yet. */
export async function hoursSinceRun(db: Kysely<DB>): Promise<number | null> {
  const { rows } = await sql<{ hours: number | null }>`
    select extract(epoch from now() - max(finished_at))::float8 / 3600 as hours from retention.run`.execute(db);
  return rows[0]?.hours ?? null;
}
