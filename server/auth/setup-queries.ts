import { type Kysely, sql } from "kysely";
import type { DB } from "../db/schema.gen.ts";
import { hashOfToken, newToken } from "./tokens.ts";

/** Whether anybody could sign in, or once could: an account that was ended counts. */
export async function hasAccount(db: Kysely<DB>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select from access.account) as found`.execute(db);
  return rows[0]?.found !== false;
}

/** A one-time token for the first account, while there is none; undefined once there is. */
export async function issueSetupToken(db: Kysely<DB>): Promise<string | undefined> {
  if (await hasAccount(db)) return undefined;
  const token = newToken();
  await db
    .insertInto("access.setup_token")
    .values({ token_hash: hashOfToken(token) })
    .execute();
  return token;
}

/**
 * Takes the token, and with it every other; false for one that was not issued, is a day old, or comes too late: the
 * transaction is then to be rolled back.
 */
export async function takeSetupToken(trx: Kysely<DB>, token: string): Promise<boolean> {
  // Of two that come at once the second waits here, and then finds no token.
  const { rows } = await sql<{ good: boolean }>`
    with taken as (delete from access.setup_token returning token_hash, created_at)
    select bool_or(token_hash = ${hashOfToken(token)} and created_at > now() - interval '1 day') as good
    from taken where not exists (select from access.account)`.execute(trx);
  return rows[0]?.good === true;
}
