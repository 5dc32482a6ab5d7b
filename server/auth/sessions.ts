import type { Kysely } from "kysely";
import type { Principal } from "../access/decide.ts";
import { type AuditEntry, record } from "../audit/queries.ts";
import type { DB } from "../db/schema.gen.ts";
import { HttpProblem } from "../http/problems.ts";
import type { SignsInBy } from "./account-queries.ts";
import { Attempts } from "./attempts.ts";
import { type BeliefOptions, Beliefs } from "./beliefs.ts";
import { isAlive } from "./lifetime.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";
import {
  changePassword,
  type EndReason,
  endSessions,
  findAccount,
  findAccountById,
  findSession,
  hasPassword,
  insertSession,
  type OpenSession,
  touchSession,
} from "./queries.ts";
import { hashOfToken, newToken } from "./tokens.ts";

/** The browser or terminal that signs in. */
export interface By {
  /** What the browser or terminal says it is. */
  readonly device: string;
  /** Address that it comes from. */
  readonly address: string;
  readonly requestId: string;
  /** Token of a session that the same browser still holds: a new sign-in takes its place. */
  readonly heldToken?: string | undefined;
}

export interface SignIn extends By {
  readonly login: string;
  readonly password: string;
}

/** A session and who holds it. */
export interface Held {
  readonly session: string;
  readonly login: string;
  readonly signsInBy: SignsInBy;
  readonly principal: Principal;
}

interface SigningIn {
  readonly id: number;
  readonly role: string;
}

interface HowProved {
  /** When it was proved who it is, unless that was just now. */
  readonly provedAt?: Date;
  /** Of the entry of the audit. */
  readonly detail?: AuditEntry["detail"];
}

interface Believed {
  readonly held: Held;
  /** On the clock of this process. */
  seenAt: number;
}

/** Seen is kept to the minute: a busy map does not write with every tile. */
const touchMillis = 60_000;

/** Sign-ins and the sessions that follow from them. The database is the truth; what is read of it is believed for five seconds. */
export class Sessions {
  readonly #db: Kysely<DB>;
  readonly #isAway: () => boolean;
  readonly #beliefs: Beliefs<Believed>;
  readonly #attempts: Attempts;

  constructor(db: Kysely<DB>, options: BeliefOptions = {}, attempts: Attempts = new Attempts(db)) {
    this.#db = db;
    this.#attempts = attempts;
    this.#isAway = options.isAway ?? (() => false);
    this.#beliefs = new Beliefs(options);
  }

  /**
   * Opens a session and gives its token. Throws `sign-in-failed`, with the same words in the same time whether the login, the
   * password or both are wrong, and `rate-limited` after five failures in a row from one network, or very many of that network.
   */
  async signIn({ login, password, ...by }: SignIn): Promise<string> {
    const db = this.#db;
    const { requestId } = by;
    const attempt = await this.#attempts.take(login, by.address);
    const account = await findAccount(db, login);
    if ((await verifyPassword(password, account?.password_hash)) && account !== undefined) {
      await this.#attempts.succeed(attempt);
      // It may have been changed while it was weighed, and the sessions of it been ended.
      const isStill = (trx: Kysely<DB>) => hasPassword(trx, account.id, account.password_hash as string);
      const token = await this.#openIf(isStill, account, by);
      if (token !== undefined) return token;
    }
    const whose = { account: account?.id ?? null, role: account?.role ?? "anyone", requestId };
    const { failures } = attempt;
    await record(db, { ...whose, action: "sign-in", outcome: "denied", detail: { failures } });
    throw new HttpProblem("sign-in-failed", "This login and password do not go together.");
  }

  /**
   * Opens a session for an account that has proved who it is, and gives its token. A session that the same browser still holds ends.
   */
  async open(account: SigningIn, by: By, how: HowProved = {}): Promise<string> {
    return (await this.#openIf(async () => true, account, by, how)) as string;
  }

  /** The same, unless something is no longer so when it is opened; undefined then. */
  async #openIf(
    isStill: (trx: Kysely<DB>) => Promise<boolean>,
    { id, role }: SigningIn,
    { device, requestId, heldToken }: By,
    { provedAt, detail }: HowProved = {},
  ): Promise<string | undefined> {
    const token = newToken();
    const replaced = heldToken === undefined ? undefined : await findSession(this.#db, hashOfToken(heldToken));
    const isOpen = await this.#db.transaction().execute(async (trx) => {
      if (!(await isStill(trx))) return false;
      if (replaced !== undefined) await endSessions(trx, replaced.account, { only: replaced.id }, "replaced");
      const subject = await insertSession(trx, id, hashOfToken(token), device, provedAt);
      await record(trx, { account: id, role, action: "sign-in", outcome: "done", subject, requestId, detail });
      return true;
    });
    if (!isOpen) return undefined;
    if (replaced !== undefined) this.#forget(replaced.id);
    return token;
  }

  /**
   * Who holds a token; undefined for one that is unknown, ended or run out.
   *
   * @param idleSeconds since when nobody has done anything; infinite where somebody only looks: it keeps no session from running out
   */
  async find(token: string, idleSeconds = 0): Promise<Held | undefined> {
    const hash = hashOfToken(token);
    const believed = await this.#beliefs.get(hash.toString("base64"), () => this.#read(hash));
    if (believed === undefined) return undefined;
    const usedAt = performance.now() - idleSeconds * 1_000;
    if (!this.#isAway() && usedAt - believed.seenAt > touchMillis) {
      believed.seenAt = usedAt;
      // When it was last seen is told a minute late rather than that nothing is answered.
      await touchSession(this.#db, believed.held.session, idleSeconds).catch(() => {});
    }
    return believed.held;
  }

  async #read(hash: Buffer): Promise<Believed | undefined> {
    const found = await findSession(this.#db, hash);
    if (found === undefined || !isAlive(found.role, found)) return undefined;
    const { id: session, login, signsInBy } = found;
    const held = { session, login, signsInBy, principal: toPrincipal(found) };
    return { held, seenAt: performance.now() - found.sinceSeen * 1_000 };
  }

  /** Ends one session of an account; false where it has no such session that is open. */
  async end({ principal }: Held, session: string, reason: EndReason, requestId: string): Promise<boolean> {
    const { account, role } = principal;
    const ended = await this.#db.transaction().execute(async (trx) => {
      const ids = await endSessions(trx, account as number, { only: session }, reason);
      const outcome = ids.length > 0 ? "done" : "denied";
      await record(trx, { account, role, action: "session-end", outcome, subject: session, requestId });
      return ids;
    });
    this.#forget(...ended);
    return ended.length > 0;
  }

  /**
   * Changes the password of whoever holds a session, ends every session of the account, and gives the token of a new one.
   * Throws `sign-in-failed` when the password of until now is another, and `rate-limited` as a sign-in does: a session that
   * somebody left open must not be where its password is tried out.
   */
  async changePassword(held: Held, passwords: { now: string; next: string }, by: By) {
    const { account, role } = held.principal;
    const attempt = await this.#attempts.take(held.login, by.address);
    const { failures } = attempt;
    const found = await findAccountById(this.#db, account as number);
    const entry = { account, role, action: "password-change", requestId: by.requestId } as const;
    if (!(await verifyPassword(passwords.now, found?.password_hash))) {
      await record(this.#db, { ...entry, outcome: "denied", detail: { failures } });
      throw new HttpProblem("sign-in-failed", "The password of until now is another.");
    }
    const [hash, token] = [await hashPassword(passwords.next), newToken()];
    const ended = await this.#db.transaction().execute(async (trx) => {
      await this.#attempts.succeed(attempt, trx);
      await changePassword(trx, account as number, hash);
      const ids = await endSessions(trx, account as number, "all", "password");
      await insertSession(trx, account as number, hashOfToken(token), by.device);
      await record(trx, { ...entry, outcome: "done", detail: { sessionsEnded: ids.length } });
      return ids;
    });
    this.#forget(...ended);
    return token;
  }

  /** Puts on record that somebody asked for what their role is not for. */
  async recordDenial({ principal: { account, role } }: Held, subject: string, requestId: string): Promise<void> {
    await record(this.#db, { account, role, action: "duty", outcome: "denied", subject, requestId });
  }

  /** Reads an account's sessions and scope anew by the next request. */
  forgetAccount(account: number): void {
    this.#beliefs.forget(({ held }) => held.principal.account === account);
  }

  /** Believes nothing any more of sessions that have ended. */
  #forget(...sessions: string[]): void {
    this.#beliefs.forget(({ held }) => sessions.includes(held.session));
  }
}

function toPrincipal({ account, role, communities }: OpenSession): Principal {
  const scope = communities.includes(null) ? "city" : (communities as readonly number[]);
  return { account, role, scope };
}
