import { type Kysely, sql } from "kysely";
import { anyId } from "../db/any-id.ts";
import type { DB } from "../db/schema.gen.ts";

export interface EntryRow {
  readonly seq: number;
  readonly at: Date;
  readonly account: number | null;
  readonly login: string | null;
  readonly role: string;
  readonly action: string;
  readonly outcome: "done" | "denied" | "failed";
  readonly subject: string | null;
  readonly purpose: string | null;
  readonly requestId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface EntryFilter {
  /** Below this number. */
  readonly before?: number | undefined;
  readonly limit: number;
  readonly account?: number | undefined;
  readonly action?: string | undefined;
  readonly outcome?: string | undefined;
  readonly subject?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

const columns = sql`e.seq, e.at, e.account_id as account, a.login, e.role, e.action, e.outcome, e.subject, e.purpose,
  e.request_id as "requestId", e.detail from audit.entry e left join access.account a on a.id = e.account_id`;

/** Entries, newest first. */
export async function listEntries(db: Kysely<DB>, filter: EntryFilter): Promise<EntryRow[]> {
  const { before, limit, account, action, outcome, subject, from, to } = filter;
  const conditions = [
    ...(before === undefined ? [] : [sql`e.seq < ${before}`]),
    ...(account === undefined ? [] : [sql`e.account_id = ${anyId(account)}`]),
    ...(action === undefined ? [] : [sql`e.action = ${action}`]),
    ...(outcome === undefined ? [] : [sql`e.outcome = ${outcome}`]),
    ...(subject === undefined ? [] : [sql`e.subject = ${subject}`]),
    ...(from === undefined ? [] : [sql`e.at >= ${from}`]),
    ...(to === undefined ? [] : [sql`e.at < ${to}`]),
  ];
  const where = conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`;
  const { rows } = await sql<EntryRow>`select ${columns} ${where} order by e.seq desc limit ${limit}`.execute(db);
  return rows;
}

/** What an account did, and what others did that concerns it, newest first. */
export async function listOwnEntries(
  db: Kysely<DB>,
  account: number,
  { before = Number.MAX_SAFE_INTEGER, limit }: { before?: number | undefined; limit: number },
): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select ${columns} where e.seq in (
      (select seq from audit.entry where account_id = ${account} and seq < ${before} order by seq desc limit ${limit})
      union (select seq from audit.entry
        where detail ? 'account' and detail ->> 'account' = ${String(account)} and seq < ${before} order by seq desc limit ${limit}))
    order by e.seq desc limit ${limit}`.execute(db);
  return rows;
}

/** How many rows wait to be sealed. */
export async function countUnsealed(db: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from audit.inbox`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The last time that somebody had the chain verified. */
export async function lastCheck(db: Kysely<DB>): Promise<EntryRow | undefined> {
  const { rows } = await sql<EntryRow>`
    select null::bigint as seq, i.at, i.account_id as account, null as login, i.role, i.action, i.outcome, i.subject,
      i.purpose, i.request_id as "requestId", i.detail from audit.inbox i where i.action = 'audit-check' order by i.id desc limit 1`.execute(
    db,
  );
  return rows[0] ?? (await listEntries(db, { action: "audit-check", limit: 1 }))[0];
}
