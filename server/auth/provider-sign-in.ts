import type { Kysely } from "kysely";
import { type AuditEntry, record } from "../audit/queries.ts";
import type { DB } from "../db/schema.gen.ts";
import { HttpProblem } from "../http/problems.ts";
import { type IdentityProvider, ProviderFault, secretsOf } from "./provider.ts";
import { type Attempt, accountOfSubject, insertAttempt, proveSession, takeAttemptOf } from "./provider-queries.ts";
import type { By, Held, Sessions } from "./sessions.ts";
import { hashOfToken, newToken } from "./tokens.ts";

/** What a provider that does not say when somebody proved who they are is worth to exports and emergencies: nothing. */
const never = new Date(0);

/** What was brought back from the provider. */
export interface Answer {
  readonly state: string;
  readonly code?: string;
  readonly iss?: string;
  readonly error?: string;
}

/** Sign-ins by a provider of identities, and proofs of who has signed in by it. */
export class ProviderSignIns {
  readonly #db: Kysely<DB>;
  readonly #provider: IdentityProvider;
  readonly #sessions: Sessions;

  constructor(db: Kysely<DB>, provider: IdentityProvider, sessions: Sessions) {
    this.#db = db;
    this.#provider = provider;
    this.#sessions = sessions;
  }

  /**
   * Begins an attempt.
   *
   * @param redirect where the provider is to lead back to
   * @param held whose proof it is; undefined for a sign-in
   * @returns the address at the provider, and the token that binds the attempt to the browser
   */
  async begin(redirect: string, held: Held | undefined): Promise<{ readonly address: string; readonly token: string }> {
    const token = newToken();
    await insertAttempt(this.#db, hashOfToken(token), redirect, held?.session ?? null);
    return { address: await this.#provider.addressFor(token, redirect, { again: held !== undefined }), token };
  }

  /**
   * Ends an attempt with what the provider said: gives the token of a new session, or undefined when it was a proof of one that is
   * open. Each attempt ends once. Throws `attempt-unknown` for one that this browser did not begin, `provider-refused` where the answer
   * does not hold, `provider-unavailable` without one, `sign-in-failed` for an account that was ended; all are on record.
   *
   * @param token of the attempt, from the browser's cookie
   */
  async finish(token: string | undefined, answer: Answer, by: By): Promise<string | undefined> {
    const attempt = await this.#take(token, answer.state, by);
    const callback = new URL(attempt.redirect);
    for (const [name, value] of Object.entries(answer)) callback.searchParams.set(name, value);
    const isProof = attempt.session !== null;
    // Since the attempt was begun: what somebody proved before is what is not enough.
    const within = isProof ? Math.ceil(attempt.age) : undefined;
    const identity = await this.#provider.identify(token as string, callback, within).catch(async (error: unknown) => {
      if (!(error instanceof ProviderFault)) throw error;
      const outcome = error.isAway ? "failed" : "denied";
      await this.#record(attempt, { outcome, detail: { by: "provider", reason: error.reason } }, by);
      throw new HttpProblem(error.isAway ? "provider-unavailable" : "provider-refused", error.message);
    });
    if (attempt.session !== null) {
      await this.#prove(attempt, attempt.session, identity.subjectHash, identity.authenticatedAt ?? never, by);
      return undefined;
    }
    const { id, role, isEnded } = await accountOfSubject(this.#db, identity.subjectHash, by.requestId);
    if (!isEnded)
      return this.#sessions.open({ id, role }, by, {
        provedAt: identity.authenticatedAt ?? never,
        detail: { by: "provider" },
      });
    await this.#record(
      attempt,
      { account: id, role, outcome: "denied", detail: { by: "provider", reason: "ended" } },
      by,
    );
    throw new HttpProblem("sign-in-failed", "This account was ended.");
  }

  /** The attempt of a browser. Another state leaves it as it is: nobody else's link may spoil it. */
  async #take(token: string | undefined, state: string, by: By): Promise<Attempt> {
    const isOwn = token !== undefined && secretsOf(token).state === state;
    const attempt = isOwn ? await takeAttemptOf(this.#db, hashOfToken(token)) : undefined;
    if (attempt !== undefined) return attempt;
    const reason = token === undefined ? "cookie" : isOwn ? "taken" : "state";
    await this.#record(undefined, { outcome: "denied", detail: { by: "provider", reason } }, by);
    throw new HttpProblem("attempt-unknown", "This browser did not begin that, or it has been done, or is too old.");
  }

  async #prove(attempt: Attempt, session: string, subjectHash: Buffer, at: Date, by: By): Promise<void> {
    const proved = await this.#db.transaction().execute(async (trx) => {
      const whose = await proveSession(trx, session, subjectHash, at);
      const detail = { by: "provider" };
      if (whose !== undefined) await this.#record(attempt, { ...whose, outcome: "done", detail }, by, trx);
      return whose;
    });
    if (proved !== undefined) return;
    await this.#record(attempt, { outcome: "denied", detail: { by: "provider", reason: "subject" } }, by);
    throw new HttpProblem("provider-refused", "The provider knows somebody else than who is signed in here.");
  }

  async #record(
    attempt: Attempt | undefined,
    entry: Partial<AuditEntry> & Pick<AuditEntry, "outcome">,
    { requestId }: By,
    db: Kysely<DB> = this.#db,
  ): Promise<void> {
    const session = attempt?.session ?? undefined;
    const action = session === undefined ? "sign-in" : "provider-again";
    await record(db, { account: null, role: "anyone", action, subject: session, requestId, ...entry });
  }
}
