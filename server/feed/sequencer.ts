import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { forget, isWaiting, type Tick, tick, tryToLead } from "./queries.ts";

export interface SequencerOptions {
  /** Connections of the feed's own. */
  readonly pool: pg.Pool;
  /** The embedded database has one session for everybody: no lock tells two leaders apart, and nobody hears a hint. */
  readonly kind: "postgres" | "embedded";
  /** Called after each tick that numbered something. */
  readonly onMoved: (lastSeq: number) => void;
  /** Called when rows had to be put aside. */
  readonly onParked: (rows: number) => void;
  /** Called when the database could not be used; it is tried again. */
  readonly onFault: (error: Error) => void;
}

/** Rows numbered at most in one transaction: some hundred milliseconds of work. */
const batch = 5_000;

/** Between two ticks: while there is something to do, and at most, as silence goes on. */
const busyMillis = 15;
const idleMillis = 100;

/** How often one who does not lead looks whether somebody does. */
const standByMillis = 500;

/** How often every row of the outbox is looked at, and events past their time are dropped. */
const sweepMillis = 300_000;
const forgetMillis = 60_000;
const keepHours = 72;

/** Between two attempts of somebody who waits for a number while the connection is made again. */
const againMillis = 20;

/** Between two attempts to connect: from, to. */
const retryMillis = { first: 100, most: 1_000 } as const;

/**
 * Numbers committed changes. Of all servers on a database one leads, by an advisory lock that ends with its connection;
 * the others stand by, and number too when the leader is alive and does nothing, or when somebody here waits for the
 * number of his own change. That is safe: whoever numbers holds the row `feed.meta` meanwhile.
 */
export class Sequencer {
  readonly #options: SequencerOptions;
  #client: pg.PoolClient | undefined;
  #leads = false;
  #stopped = false;
  #running: Promise<void> = Promise.resolve();
  #waiting: Promise<Tick> | undefined;
  #underWay: Promise<unknown> = Promise.resolve();
  #wake: () => void = () => {};
  #isSwept = false;

  constructor(options: SequencerOptions) {
    this.#options = options;
  }

  /** True while this one numbers alone. */
  get leads(): boolean {
    return this.#leads;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Ends its connection, so that another one may lead at once. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#running;
  }

  /**
   * Number up to which everything is numbered that was committed before this call; undefined when it is not known
   * within that time, or the database is away.
   */
  async numbered(withinMillis: number): Promise<number | undefined> {
    const deadline = performance.now() + withinMillis;
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, withinMillis, undefined).unref());
    while (!this.#stopped && performance.now() < deadline) {
      const done = await Promise.race([this.#tick(), late]).catch(() => undefined);
      if (done === undefined) await Promise.race([wait(againMillis), late]);
      else if (done.moved + done.parked < batch) return done.lastSeq;
    }
    return undefined;
  }

  async #run(): Promise<void> {
    let pause: number = retryMillis.first;
    while (!this.#stopped) {
      try {
        this.#client = await this.#options.pool.connect();
        pause = retryMillis.first;
        await this.#serve(this.#client);
      } catch (error) {
        if (!this.#stopped) this.#options.onFault(error as Error);
      } finally {
        this.#leads = false;
        // Closed rather than kept: the lock ends with the session.
        this.#client?.release(true);
        this.#client = undefined;
      }
      await this.#rest(pause * (0.5 + Math.random()));
      pause = Math.min(pause * 2, retryMillis.most);
    }
  }

  async #serve(client: pg.PoolClient): Promise<void> {
    while (!this.#stopped && !(await this.#mayLead(client))) {
      // The lock is a courtesy, the fence is the row: a leader that was stopped must not stop the feed.
      if (await isWaiting(client)) await this.#tick();
      await this.#rest(standByMillis);
    }
    this.#leads = true;
    this.#isSwept = false;
    let sweptAt = performance.now();
    let forgotAt = -Infinity;
    for (let pause = 0; !this.#stopped; ) {
      const { moved, parked } = await this.#tick();
      const now = performance.now();
      if (now - sweptAt > sweepMillis) {
        this.#isSwept = false;
        sweptAt = now;
      }
      if (now - forgotAt > forgetMillis) {
        forgotAt = now;
        await forget(client, keepHours).catch(refuseAllButLocks);
      }
      if (moved + parked >= batch) pause = 0;
      else pause = moved > 0 ? busyMillis : Math.min(pause * 1.5 + 1, idleMillis);
      await this.#rest(pause);
    }
  }

  async #mayLead(client: pg.PoolClient): Promise<boolean> {
    return this.#options.kind === "embedded" || (await tryToLead(client));
  }

  /** A tick that begins after this call; all who ask before it begins share it. */
  #tick(): Promise<Tick> {
    this.#waiting ??= this.#underWay.then(() => {
      this.#waiting = undefined;
      const made = this.#makeTick();
      this.#underWay = made.catch(() => {});
      return made;
    });
    return this.#waiting;
  }

  async #makeTick(): Promise<Tick> {
    const client = this.#client;
    if (client === undefined) throw new Error("The database is away.");
    const { kind, onMoved, onParked } = this.#options;
    const sweep = !this.#isSwept;
    const done = await tick(client, { batch, sweep, hint: kind === "postgres" });
    if (sweep && done.moved + done.parked < batch) this.#isSwept = true;
    if (done.moved > 0) onMoved(done.lastSeq);
    if (done.parked > 0) onParked(done.parked);
    return done;
  }

  /** Resolves after the time, or at once on stop. */
  #rest(milliseconds: number): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Somebody reads what is to be dropped: it is tried again. */
function refuseAllButLocks(error: Error & { code?: string }): void {
  if (error.code !== "55P03") throw error;
}
