import { type Kysely, sql } from "kysely";
import type { Role } from "../access/roles.ts";
import type { DB } from "../db/schema.gen.ts";
import { type SignsInBy, signsInBy } from "./account-queries.ts";
import { type Ages, lockMinutes, mostFailures } from "./lifetime.ts";

export interface NewAccount {
  readonly login: string;
  readonly role: Exclude<Role, "anyone">;
  readonly passwordHash: string | null;
}

/** Makes an account and says its id. Throws for a login that is taken. */
export async function createAccount(db: Kysely<DB>, { login, role, passwordHash }: NewAccount): Promise<number> {
  const row = await db
    .insertInto("access.account")
    .values({ login, role, password_hash: passwordHash })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Gives an account a community, or the whole city for null, from one moment to another; says what that is. */
export async function giveScope(
  db: Kysely<DB>,
  account: number,
  community: number | null,
  { from, to }: { from?: Date; to?: Date } = {},
): Promise<{ id: number; valid_from: Date; valid_to: Date | null }> {
  return await db
    .insertInto("access.duty_scope")
    .values({
      account_id: account,
      community_id: community,
      ...(from && { valid_from: from }),
      ...(to && { valid_to: to }),
    })
    .returning(["id", "valid_from", "valid_to"])
    .executeTakeFirstOrThrow();
}

/** The account that may sign in with a login. */
export async function findAccount(db: Kysely<DB>, login: string) {
  return await db
    .selectFrom("access.account")
    .select(["id", "role", "password_hash"])
    .where("login", "=", login)
    .where("ended_at", "is", null)
    .executeTakeFirst();
}

export async function findAccountById(db: Kysely<DB>, id: number) {
  return await db
    .selectFrom("access.account")
    .select(["id", "login", "role", "password_hash"])
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .executeTakeFirst();
}

/** Whether an account lasts and still has that password, which then stays so until the transaction ends. */
export async function hasPassword(trx: Kysely<DB>, id: number, passwordHash: string): Promise<boolean> {
  const { rows } = await sql`
    select from access.account where id = ${id} and ended_at is null and password_hash = ${passwordHash} for share`.execute(
    trx,
  );
  return rows.length > 0;
}

/** What encrypts that account's waiting records on its terminals, 32 bytes. */
export async function readDeviceKey(db: Kysely<DB>, id: number): Promise<Buffer> {
  const row = await db.selectFrom("access.account").select("device_key").where("id", "=", id).executeTakeFirstOrThrow();
  return row.device_key;
}

export async function changePassword(db: Kysely<DB>, id: number, passwordHash: string): Promise<void> {
  await db
    .updateTable("access.account")
    .set({ password_hash: passwordHash, version: sql`version + 1` })
    .where("id", "=", id)
    .execute();
}

export interface OpenSession extends Ages {
  readonly id: string;
  readonly account: number;
  readonly login: string;
  readonly role: Role;
  readonly signsInBy: SignsInBy;
  /** Communities of this moment; null among them is the whole city. */
  readonly communities: readonly (number | null)[];
}

/** The session of a token, whether or not it has run out, with the scope of this very moment. */
export async function findSession(db: Kysely<DB>, tokenHash: Buffer): Promise<OpenSession | undefined> {
  const { rows } = await sql<OpenSession>`
    select s.id, a.id as account, a.login, a.role, ${signsInBy} as "signsInBy",
      extract(epoch from now() - s.created_at)::float8 as "sinceCreated", extract(epoch from now() - s.seen_at)::float8 as "sinceSeen",
      array(select d.community_id from access.duty_scope d where d.account_id = a.id and d.valid_from <= now()
        and (d.valid_to is null or d.valid_to > now()) order by d.community_id) as communities
    from access.session s join access.account a on a.id = s.account_id
    where s.token_hash = ${tokenHash} and s.ended_at is null and a.ended_at is null`.execute(db);
  return rows[0];
}

/** @param provedAt when its holder last proved who they are; at this moment unless given, or where that is still to come */
export async function insertSession(
  db: Kysely<DB>,
  account: number,
  tokenHash: Buffer,
  device: string,
  provedAt?: Date,
): Promise<string> {
  const row = await db
    .insertInto("access.session")
    .values({
      account_id: account,
      token_hash: tokenHash,
      device,
      ...(provedAt && { verified_at: sql<Date>`least(${provedAt}::timestamptz, now())` }),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Says that somebody used a session so many seconds ago; who has used it since then is not forgotten. */
export async function touchSession(db: Kysely<DB>, id: string, secondsAgo: number): Promise<void> {
  await db
    .updateTable("access.session")
    .set({ seen_at: sql`greatest(seen_at, now() - make_interval(secs => ${secondsAgo}))` })
    .where("id", "=", id)
    .execute();
}

export type EndReason = "sign-out" | "revoked" | "replaced" | "password" | "account";

/** Ends an account's open sessions, or one of them. Says the ids of those ended. */
export async function endSessions(
  db: Kysely<DB>,
  account: number,
  which: "all" | { readonly only: string },
  reason: EndReason,
): Promise<string[]> {
  let query = db
    .updateTable("access.session")
    .set({ ended_at: sql`now()`, end_reason: reason })
    .where("account_id", "=", account)
    .where("ended_at", "is", null);
  if (which !== "all") query = query.where("id", "=", which.only);
  return (await query.returning("id").execute()).map(({ id }) => id);
}

/** Sessions of an account that nobody has ended, newest first. */
export async function listSessions(db: Kysely<DB>, account: number) {
  return await db
    .selectFrom("access.session as s")
    .select(["s.id", "s.device", "s.created_at", "s.seen_at"])
    .select(sql<number>`extract(epoch from now() - s.created_at)::float8`.as("since_created"))
    .select(sql<number>`extract(epoch from now() - s.seen_at)::float8`.as("since_seen"))
    .where("s.account_id", "=", account)
    .where("s.ended_at", "is", null)
    .orderBy("s.created_at", "desc")
    .execute();
}

/** Scopes of an account that hold at this moment, with the communities' names; the city first. */
export async function listOpenScopes(db: Kysely<DB>, account: number) {
  return await db
    .selectFrom("access.duty_scope as d")
    .leftJoin("community as c", "c.id", "d.community_id")
    .select(["d.community_id", "c.name_zh_hans", "c.name_zh_hant", "c.name_en", "d.valid_from", "d.valid_to"])
    .where("d.account_id", "=", account)
    .where("d.valid_from", "<=", sql<Date>`now()`)
    .where(({ eb, or }) => or([eb("d.valid_to", "is", null), eb("d.valid_to", ">", sql<Date>`now()`)]))
    .orderBy(sql`d.community_id nulls first`)
    .execute();
}

/** Communities that an account had at a moment, each by itself: the whole city is not among them. */
export async function listCommunitiesAt(db: Kysely<DB>, account: number, moment: Date): Promise<number[]> {
  const { rows } = await sql<{ community: number }>`
    select distinct community_id as community from access.duty_scope
    where account_id = ${account} and community_id is not null and valid_from <= ${moment}::timestamptz
      and (valid_to is null or valid_to > ${moment}::timestamptz)`.execute(db);
  return rows.map(({ community }) => community);
}

/**
 * Counts an attempt as a failure before it is known how it ends: of many at once, no more are let through than one after
 * the other. Says how many that makes in a row, from one again when the last ones are forgotten; undefined for one too many,
 * which is not counted. Old ones of others go.
 */
export async function takeAttempt(db: Kysely<DB>, key: Buffer): Promise<number | undefined> {
  const isRecent = sql<boolean>`f.last_at > now() - make_interval(mins => ${lockMinutes})`;
  await sql`delete from access.sign_in_failure where last_at < now() - interval '1 day'`.execute(db);
  const { rows } = await sql<{ failures: number }>`
    insert into access.sign_in_failure as f (key, failures) values (${key}, 1)
    on conflict (key) do update set last_at = now(), failures = case when ${isRecent} then f.failures + 1 else 1 end
      where f.failures < ${mostFailures} or not ${isRecent}
    returning failures`.execute(db);
  return rows[0]?.failures;
}

/** Seconds until attempts under a key are forgotten. */
export async function secondsToForget(db: Kysely<DB>, key: Buffer): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select (60 * ${lockMinutes}::int - extract(epoch from now() - last_at))::float8 as seconds
    from access.sign_in_failure where key = ${key}`.execute(db);
  return rows[0]?.seconds ?? 0;
}

export async function forgetFailures(db: Kysely<DB>, key: Buffer): Promise<void> {
  await db.deleteFrom("access.sign_in_failure").where("key", "=", key).execute();
}
