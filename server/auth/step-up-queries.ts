import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { record } from "../audit/queries.ts";
import type { DB } from "../db/schema.gen.ts";
import { HttpProblem } from "../http/problems.ts";
import { verifyPassword } from "./passwords.ts";
import { findAccountById, forgetFailures, secondsToForget, takeAttempt } from "./queries.ts";
import type { Held } from "./sessions.ts";

/** So long a password that was entered counts as just entered. */
export const provedMinutes = 5;

/** Whether the password of a session was entered just now. */
export async function isJustProved(db: Kysely<DB>, tokenHash: Buffer): Promise<boolean> {
  const { rows } = await sql`
    select from access.session where token_hash = ${tokenHash} and ended_at is null
      and verified_at > now() - make_interval(mins => ${provedMinutes})`.execute(db);
  return rows.length > 0;
}

/**
 * Proves once more that whoever holds a session knows its password. Throws `sign-in-failed` for another one, and
 * `rate-limited` after five of them: a session that was left open is no place to try passwords.
 */
export async function proveAgain(db: Kysely<DB>, held: Held, password: string, requestId: string): Promise<void> {
  const { account, role } = held.principal;
  const key = createHash("sha256").update(`again\n${account}`).digest();
  const failures = await takeAttempt(db, key);
  if (failures === undefined) {
    const retryAfterSeconds = Math.max(1, Math.ceil(await secondsToForget(db, key)));
    throw new HttpProblem("rate-limited", "Too many wrong passwords; wait.", [], { retryAfterSeconds });
  }
  const entry = { account, role, action: "password-again", subject: held.session, requestId } as const;
  const found = await findAccountById(db, account as number);
  if (!(await verifyPassword(password, found?.password_hash))) {
    await record(db, { ...entry, outcome: "denied", detail: { failures } });
    throw new HttpProblem("sign-in-failed", "The password is another.");
  }
  await db.transaction().execute(async (trx) => {
    await forgetFailures(trx, key);
    await trx.updateTable("access.session").set({ verified_at: sql`now()` }).where("id", "=", held.session).execute();
    await record(trx, { ...entry, outcome: "done" });
  });
}
