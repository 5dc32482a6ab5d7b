import type pg from "pg";
import { beat, type RunCounts } from "./run-queries.ts";

const everyMillis = 1_000;

/** Keeps a run alive in the eyes of others, and hears when it shall stop. */
export class Heartbeat {
  readonly #stop = new AbortController();
  readonly #pool: pg.Pool;
  readonly #runId: number;
  readonly #counts: () => RunCounts;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> = Promise.resolve();
  #isOver = false;

  /** Aborted by whoever started the run, or by a request for it to stop. */
  readonly signal: AbortSignal;

  constructor(pool: pg.Pool, runId: number, counts: () => RunCounts, signal: AbortSignal | undefined) {
    this.#pool = pool;
    this.#runId = runId;
    this.#counts = counts;
    this.signal = signal === undefined ? this.#stop.signal : AbortSignal.any([signal, this.#stop.signal]);
    this.#schedule();
  }

  /** No more signs of life; resolves when the last one is given. */
  async stop(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#timer);
    await this.#beating;
  }

  #schedule(): void {
    if (this.#isOver) return;
    this.#timer = setTimeout(() => {
      this.#beating = this.#beat().finally(() => this.#schedule());
    }, everyMillis);
  }

  async #beat(): Promise<void> {
    try {
      if (await beat(this.#pool, this.#runId, this.#counts())) this.#stop.abort(new Error("stopped"));
    } catch {
      // A beat that is missed is one of sixty; if the database is gone, the import fails by itself.
    }
  }
}
