import { problemOfDatabaseError } from "../http/database-problems.ts";
import { HttpProblem } from "../http/problems.ts";

/** So long another server may go on believing in what has ended. */
const believedMillis = 5_000;

/** So long what was believed last is still believed while the database does not answer: nobody can end anything then. */
const outageMillis = 10 * 60_000;

/** So long whoever is known waits for another look. */
const patienceMillis = 500;

const most = 20_000;

interface Belief<T> {
  readonly value: T;
  /** When it was read. */
  readonly at: number;
  /** Until then it is believed without another look. */
  until: number;
}

export interface BeliefOptions {
  /** Whether the database is known not to answer. */
  readonly isAway?: () => boolean;
  /** Called when something is believed no more: what was opened by it has to be looked at again. */
  readonly onForgotten?: () => void;
}

/**
 * What was read of the database about who asks, by a secret's hash. It is read again after five seconds, once for however
 * many ask at that moment.
 */
export class Beliefs<T> {
  readonly #isAway: () => boolean;
  readonly #onForgotten: () => void;
  readonly #known = new Map<string, Belief<T>>();
  readonly #reading = new Map<string, Promise<T | undefined>>();
  /** How often something was to be believed no more. */
  #forgotten = 0;

  constructor({ isAway = () => false, onForgotten = () => {} }: BeliefOptions = {}) {
    this.#isAway = isAway;
    this.#onForgotten = onForgotten;
  }

  /** What is believed under a key; else what `read` finds. Throws what it throws, unless that is an outage. */
  get(key: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
    const known = this.#known.get(key);
    if (known !== undefined && performance.now() < known.until) return Promise.resolve(known.value);
    const reading = this.#reading.get(key);
    if (reading !== undefined) return reading;
    const begun = this.#read(key, read).finally(() => {
      if (this.#reading.get(key) === begun) this.#reading.delete(key);
    });
    this.#reading.set(key, begun);
    return begun;
  }

  /** Believes nothing any more of what fits. */
  forget(fits: (value: T) => boolean): void {
    this.#forgotten++;
    // Whoever asks from now on hears nothing that was read before.
    this.#reading.clear();
    for (const [key, { value }] of this.#known) if (fits(value)) this.#known.delete(key);
    this.#onForgotten();
  }

  async #read(key: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
    if (this.#isAway()) return this.#ofBefore(key, new HttpProblem("db-unavailable", "The database does not answer."));
    const found = this.#take(key, read);
    const known = this.#known.get(key);
    try {
      if (known === undefined || isTooOld(known) || (await isSettledWithin(found, patienceMillis))) return await found;
    } catch (error) {
      return this.#ofBefore(key, error);
    }
    // What it says is taken when it comes; who was known does not wait for a database that has no connection free.
    found.catch(() => {});
    known.until = performance.now() + believedMillis;
    return known.value;
  }

  async #take(key: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
    const [at, forgotten] = [performance.now(), this.#forgotten];
    const value = await read();
    // It may have ended since it was read.
    if (forgotten !== this.#forgotten) return value;
    if (this.#known.size >= most) this.#known.clear();
    if (value === undefined) this.#known.delete(key);
    else this.#known.set(key, { value, at, until: at + believedMillis });
    return value;
  }

  /** What was believed before an outage. Throws what happened where that is too long ago, or was no outage. */
  #ofBefore(key: string, error: unknown): T {
    const known = this.#known.get(key);
    const slug = error instanceof HttpProblem ? error.slug : problemOfDatabaseError(error as Error)?.slug;
    const isOutage = slug === "db-unavailable" || slug === "overloaded" || slug === "query-timeout";
    if (known === undefined || !isOutage || isTooOld(known)) throw error;
    // Not each request waits for a database that does not answer.
    known.until = performance.now() + believedMillis;
    return known.value;
  }
}

/** Whether nobody should be believed for as long as that without another look. */
function isTooOld({ at }: Belief<unknown>): boolean {
  return performance.now() - at > outageMillis;
}

/** Whether something is settled in time, however it ends. */
function isSettledWithin(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    const settled = () => {
      clearTimeout(timer);
      resolve(true);
    };
    promise.then(settled, settled);
  });
}
