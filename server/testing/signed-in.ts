import type { Kysely } from "kysely";
import type { Role } from "../access/roles.ts";
import { createAccount, giveScope, insertSession } from "../auth/queries.ts";
import { hashOfToken, newToken, sessionCookie } from "../auth/tokens.ts";
import type { DB } from "../db/schema.gen.ts";

export interface SignedIn {
  readonly account: number;
  readonly session: string;
  /** As a browser sends it. */
  readonly cookie: string;
}

/**
 * Somebody of a role who has signed in already, with a new account of no password.
 *
 * @param scope communities, or the whole city
 */
export async function signedIn(
  db: Kysely<DB>,
  role: Exclude<Role, "anyone">,
  scope: "city" | readonly number[] = role === "command" ? "city" : [],
): Promise<SignedIn> {
  const token = newToken();
  const login = `${role}-${hashOfToken(token).toString("hex").slice(0, 12)}`;
  const account = await createAccount(db, { login, role, passwordHash: null });
  for (const community of scope === "city" ? [null] : scope) await giveScope(db, account, community);
  const session = await insertSession(db, account, hashOfToken(token), "test");
  return { account, session, cookie: sessionCookie(token).split(";")[0] as string };
}
