import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { DB } from "../db/schema.gen.ts";
import { AttemptLimit } from "../http/attempt-limit.ts";
import { HttpProblem } from "../http/problems.ts";
import { lockMinutes, mostFailuresOfNetwork, networkOf } from "./lifetime.ts";
import { forgetFailures, secondsToForget, takeAttempt } from "./queries.ts";

/** An attempt that counts as a failure until it is known to be none. */
export interface Attempt {
  readonly key: Buffer;
  readonly network: string;
  /** How many failures in a row it makes, of that login from that network. */
  readonly failures: number;
}

/**
 * Holds back whoever tries passwords: five of a login from one network, and of a network so many over all logins, so that nobody tries
 * a common password with every login that there is. The latter is counted by each server for itself.
 */
export class Attempts {
  readonly #db: Kysely<DB>;
  readonly #ofNetworks: AttemptLimit;

  /** @param now epoch milliseconds */
  constructor(db: Kysely<DB>, now: () => number = Date.now) {
    this.#db = db;
    this.#ofNetworks = new AttemptLimit({
      mostEach: mostFailuresOfNetwork,
      mostTogether: Number.POSITIVE_INFINITY,
      windowMs: lockMinutes * 60_000,
      now,
    });
  }

  /** Counts an attempt with a login from an address. Throws `rate-limited` for one too many, before anything is weighed. */
  async take(login: string, address: string): Promise<Attempt> {
    const network = networkOf(address);
    const wait = this.#ofNetworks.take(network);
    if (wait > 0) throw tooMany(wait);
    const key = createHash("sha256").update(`${login}\n${network}`).digest();
    let failures: number | undefined;
    try {
      failures = await takeAttempt(this.#db, key);
    } finally {
      // No password is weighed: neither a login that waits nor a database that is away shuts the whole network out.
      if (failures === undefined) this.#ofNetworks.giveBack(network);
    }
    if (failures !== undefined) return { key, network, failures };
    throw tooMany(Math.max(1, Math.ceil(await secondsToForget(this.#db, key))));
  }

  /** It was no guess: the login begins anew, and of the network this one counts no longer. What failed before it still does. */
  async succeed({ key, network }: Attempt, db: Kysely<DB> = this.#db): Promise<void> {
    await forgetFailures(db, key);
    this.#ofNetworks.giveBack(network);
  }
}

function tooMany(retryAfterSeconds: number): HttpProblem {
  return new HttpProblem("rate-limited", "Too many failed sign-ins; wait.", [], { retryAfterSeconds });
}
