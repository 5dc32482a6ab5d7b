import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { exportHead } from "./head-file.ts";
import { readHead, sealBatch } from "./queries.ts";

export interface SealerOptions {
  readonly pool: pg.Pool;
  /** File that the head of the chain is added to, once a day and when the sealer stops; none is written without. */
  readonly headPath?: string | undefined;
  readonly onFault: (error: Error) => void;
  /** Milliseconds between two looks at the inbox; 1,000 unless given. */
  readonly everyMillis?: number;
}

/** Rows of one batch at most: a seal of 80 kB. */
export const mostInBatch = 5_000;

const dayMillis = 86_400_000;

/** What is not sealed by then is sealed by whoever comes next. */
const longestStopMillis = 2_000;

/** Seals what was recorded, beside those who record: nobody waits for it, and what a crash leaves is sealed later. */
export class Sealer {
  readonly #options: SealerOptions;
  #timer: NodeJS.Timeout | undefined;
  #sealing: Promise<void> = Promise.resolve();
  #exportedAt = Number.NEGATIVE_INFINITY;
  #isStopped = false;
  #isFaulty = false;

  constructor(options: SealerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#schedule();
  }

  /** Seals everything that has been committed before this call. */
  async sealAll(): Promise<void> {
    const { pool } = this.#options;
    for (let taken = mostInBatch; taken === mostInBatch; ) taken = await sealBatch(pool, mostInBatch);
  }

  /** Seals what is left, exports the head, and ends; a database that does not answer keeps nobody from ending. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    const patience = new AbortController();
    const last = this.#sealing.then(() => this.#round(true)).finally(() => patience.abort());
    await Promise.race([last, wait(longestStopMillis, undefined, { signal: patience.signal }).catch(() => {})]);
  }

  #schedule(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#sealing = this.#round(false).finally(() => this.#schedule());
    }, this.#options.everyMillis ?? 1_000);
    this.#timer.unref();
  }

  async #round(isLast: boolean): Promise<void> {
    const { pool, headPath, onFault } = this.#options;
    try {
      await this.sealAll();
      if (headPath !== undefined && (isLast || performance.now() - this.#exportedAt > dayMillis)) {
        const head = await readHead(pool);
        if (head !== undefined) await exportHead(headPath, head);
        this.#exportedAt = performance.now();
      }
      this.#isFaulty = false;
    } catch (error) {
      // Once, not every second while the database is away.
      if (!this.#isFaulty) onFault(error as Error);
      this.#isFaulty = true;
    }
  }
}
