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

const columns = "account_id, role, action, outcome, subject, purpose, request_id, detail";
const types = ["int4", "text", "text", "text", "text", "text", "uuid", "jsonb"] as const;

/** The values of a row of the inbox as parameters, numbered from one more than those before. */
const placeholders = (before: number) => types.map((type, i) => `$${before + i + 1}::${type}`).join(", ");

function valuesOf({ account, role, action, outcome, subject, purpose, requestId, detail }: AuditEntry) {
  const told = JSON.stringify(detail ?? {});
  return [account, role, action, outcome, subject ?? null, purpose ?? null, requestId ?? null, told];
}

// As text: what is recorded waits for this, and to compose it anew took as long as to send it.
const adding = `insert into audit.inbox (${columns}) values (${placeholders(0)})`;
keepPrepared(adding);

/** Adds to the record, in the transaction of `db`. Throws when it cannot be written: what needs a record then fails too. */
export async function record(db: Kysely<DB>, entry: AuditEntry): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(adding, valuesOf(entry)));
}

/** By the text of a write, the same with its record; kept, so that whoever looks a text up meets the one that it knows. */
const recordedWrites = new Map<string, string>();

function withRecord(write: string, parameters: number): string {
  const known = recordedWrites.get(write);
  if (known !== undefined) return known;
  const text = `with written as (${write}), recorded as (
    insert into audit.inbox (${columns}) select ${placeholders(parameters)} where exists (select from written))
    select * from written`;
  recordedWrites.set(write, text);
  keepPrepared(text);
  return text;
}

/**
 * Does a write and records it, in one statement: one more takes a tenth of the time of a short write, whatever is in it.
 * Nothing is recorded where nothing was written.
 *
 * @param write gives back the rows that it wrote, and has no `with` of its own that writes; its text is one of few
 */
export async function writeAndRecord<Row>(
  db: Kysely<DB>,
  { sql, parameters }: CompiledQuery<Row>,
  entry: AuditEntry,
): Promise<Row[]> {
  const values = [...parameters, ...valuesOf(entry)];
  return (await db.executeQuery<Row>(CompiledQuery.raw(withRecord(sql, parameters.length), values))).rows;
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
