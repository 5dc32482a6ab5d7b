import type { Kysely } from "kysely";
import type { DB } from "../db/schema.gen.ts";
import type { RetentionReport } from "./rules.ts";
import { hoursSinceRun, readMoment, runRetention } from "./run-queries.ts";

export interface DailyRetentionOptions {
  readonly db: Kysely<DB>;
  readonly onReport: (report: RetentionReport) => void;
  readonly onFault: (error: Error) => void;
  /** The clock that ages are counted by; that of the database unless given. */
  readonly now?: () => Date | Promise<Date>;
  /** Milliseconds between two looks at whether it is time; a quarter of an hour unless given. */
  readonly everyMillis?: number;
}

/** Hours between two runs. */
const dailyHours = 24;

/** Deletes by age once a day, on whichever server looks first; the others find that it was done. */
export class DailyRetention {
  readonly #options: DailyRetentionOptions;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  readonly #stopped = new AbortController();
  #isFaulty = false;

  constructor(options: DailyRetentionOptions) {
    this.#options = options;
  }

  /** Begins to look; the first time after a while, when a start is over. */
  start(): void {
    if (this.#stopped.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#look().finally(() => this.start());
    }, this.#options.everyMillis ?? 900_000);
    this.#timer.unref();
  }

  /** Looks no more; a run that is under way ends after its statement. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #look(): Promise<void> {
    const { db, onReport, onFault, now = () => readMoment(db) } = this.#options;
    try {
      const hours = await hoursSinceRun(db);
      if (hours === null || hours >= dailyHours) {
        const report = await runRetention(db, {
          asOf: await now(),
          signal: this.#stopped.signal,
          onFault: (subject, error) => onFault(new Error(`${subject} could not be deleted by age`, { cause: error })),
        });
        if (report !== undefined) onReport(report);
      }
      this.#isFaulty = false;
    } catch (error) {
      // Once, not every time while the database is away.
      if (!this.#isFaulty) onFault(error as Error);
      this.#isFaulty = true;
    }
  }
}
