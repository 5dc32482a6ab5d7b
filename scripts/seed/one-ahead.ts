/**
 * Runs statements of one connection in order, one at a time, without making the caller wait for the latest: the next
 * batch is made while the database works on this one.
 */
export class OneAhead {
  #latest: Promise<unknown> = Promise.resolve();

  /** Starts the work when what was started before it has ended; rejects when that failed. */
  async start(work: () => Promise<unknown>): Promise<void> {
    await this.#latest;
    this.#latest = work();
    // A failure is the next caller's to see; until then it is not unhandled.
    this.#latest.catch(() => {});
  }

  /** Resolves when everything has ended; rejects when the latest failed. */
  async end(): Promise<void> {
    await this.#latest;
  }
}
