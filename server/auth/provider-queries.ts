import { randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Role } from "../access/roles.ts";
import { record } from "../audit/queries.ts";
import type { DB } from "../db/schema.gen.ts";
import { attemptMinutes } from "./lifetime.ts";

export interface Attempt {
  readonly redirect: string;
  /** The session that is to be proved once more; null for a sign-in. */
  readonly session: string | null;
  /** Seconds since it was begun. */
  readonly age: number;
}

/** Remembers an attempt; those that nobody came back from go. */
export async function insertAttempt(
  db: Kysely<DB>,
  tokenHash: Buffer,
  redirect: string,
  session: string | null,
): Promise<void> {
  await sql`
    delete from access.provider_attempt where begun_at < now() - make_interval(mins => ${attemptMinutes})`.execute(db);
  await db
    .insertInto("access.provider_attempt")
    .values({ token_hash: tokenHash, redirect, session_id: session })
    .execute();
}

/** Takes an attempt, once; undefined for one that there is not, that is too old, or that was taken. */
export async function takeAttemptOf(db: Kysely<DB>, tokenHash: Buffer): Promise<Attempt | undefined> {
  const { rows } = await sql<Attempt & { readonly isRecent: boolean }>`
    delete from access.provider_attempt where token_hash = ${tokenHash}
    returning redirect, session_id as session, extract(epoch from now() - begun_at)::float8 as age,
      begun_at > now() - make_interval(mins => ${attemptMinutes}) as "isRecent"`.execute(db);
  return rows[0]?.isRecent === true ? rows[0] : undefined;
}

export interface ProviderAccount {
  readonly id: number;
  readonly role: Role;
  readonly isEnded: boolean;
}

/**
 * The account of a subject, made now where there is none: without a role, without a scope, and with a login of chance, since
 * what the provider calls somebody may be their name, or the login of somebody else.
 */
export async function accountOfSubject(
  db: Kysely<DB>,
  subjectHash: Buffer,
  requestId: string,
): Promise<ProviderAccount> {
  return db.transaction().execute(async (trx) => {
    const login = `p-${randomBytes(5).toString("hex")}`;
    const made = await trx
      .insertInto("access.account")
      .values({ login, role: "unassigned", subject_hash: subjectHash })
      .onConflict((conflict) => conflict.column("subject_hash").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (made !== undefined) {
      const by = { account: made.id, role: "unassigned", requestId };
      const detail = { account: made.id, role: "unassigned", by: "provider" };
      await record(trx, { ...by, action: "account-make", outcome: "done", detail });
    }
    const { rows } = await sql<ProviderAccount>`
      select id, role, ended_at is not null as "isEnded" from access.account where subject_hash = ${subjectHash}`.execute(
      trx,
    );
    return rows[0] as ProviderAccount;
  });
}

/** Whose open session it is, if that account is the subject's; marks it as proved at a moment. */
export async function proveSession(
  trx: Kysely<DB>,
  session: string,
  subjectHash: Buffer,
  at: Date,
): Promise<{ readonly account: number; readonly role: Role } | undefined> {
  const { rows } = await sql<{ account: number; role: Role }>`
    update access.session s set verified_at = least(${at}::timestamptz, now()) from access.account a
    where s.id = ${session}::uuid and s.ended_at is null and a.id = s.account_id and a.ended_at is null
      and a.subject_hash = ${subjectHash}
    returning a.id as account, a.role`.execute(trx);
  return rows[0];
}
