import { CompiledQuery, type Kysely } from "kysely";
import type pg from "pg";
import { keepPrepared } from "../db/prepared.ts";
import type { DB } from "../db/schema.gen.ts";

/** Any number will do as long as nothing else in the database locks on it. */
const sealKey = 4_716_520;

/** What was done, by whom and with what outcome. */
export interface AuditEntry {
  /** Null for somebody who has not signed in. */
  readonly account: number | null;
  readonly role: string;
  /** Words in kebab-case, such as `sign-in`. */
  readonly action: string;
  readonly outcome: "done" | "denied" | "failed";
  /** What it was done to: a layer, an account, a session. */
  readonly subject?: string | undefined;
  readonly purpose?: string | undefined;
  readonly requestId?: string | undefined;
  /** Ids and counts; never what a row holds. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly number[]>> | undefined;
}

// As text: what is recorded waits for this, and to compose it anew took as long as to send it.
const adding = `
  insert into audit.inbox (account_id, role, action, outcome, subject, purpose, request_id, detail)
  values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)`;
keepPrepared(adding);

/** Adds to the record, in the transaction of `db`. Throws when it cannot be written: what needs a record then fails too. */
export async function record(db: Kysely<DB>, entry: AuditEntry): Promise<void> {
  const { account, role, action, outcome, subject, purpose, requestId, detail } = entry;
  const told = JSON.stringify(detail ?? {});
  const values = [account, role, action, outcome, subject ?? null, purpose ?? null, requestId ?? null, told];
  await db.executeQuery(CompiledQuery.raw(adding, values));
}

/** Seals at most so many rows of the inbox and says how many; 0 also while another server does. */
export async function sealBatch(pool: pg.Pool, most: number): Promise<number> {
  const { rows } = await pool.query<{ taken: number }>("select audit.seal_batch($1, $2) as taken", [most, sealKey]);
  return rows[0]?.taken ?? 0;
}

/** Where the chain ends. */
export interface Head {
  readonly batch: number;
  /** Number of the last sealed entry. */
  readonly seq: number;
  /** Hexadecimal. */
  readonly hash: string;
  readonly sealedAt: string;
}

export async function readHead(pool: pg.Pool): Promise<Head | undefined> {
  const { rows } = await pool.query<{ batch: number; seq: number; hash: string; sealed_at: Date }>(
    "select batch, last_seq as seq, encode(hash, 'hex') as hash, sealed_at from audit.seal order by batch desc limit 1",
  );
  const row = rows[0];
  return row && { batch: row.batch, seq: row.seq, hash: row.hash, sealedAt: row.sealed_at.toISOString() };
}
