/**
 * When a page said what to the worker. The worker's clock counts from another moment, and what it tells may lie unread
 * for long; so it tells how much it has heard and how long ago, from which follows when it spoke, at the earliest.
 */
export class SentTimes {
  #times: number[] = [];
  /** Messages whose times are no longer kept. */
  #gone = 0;

  /** A message is sent; a greeting is the first of a new count. */
  sent(now: number, isGreeting: boolean): void {
    if (isGreeting) {
      this.#times = [];
      this.#gone = 0;
    }
    this.#times.push(now);
  }

  /**
   * The earliest moment at which the worker can have spoken, `sinceMs` after it had heard so many messages; null where
   * it counts messages of before the greeting.
   */
  momentOf(heard: number, sinceMs: number, now: number): number | null {
    const time = this.#times[heard - this.#gone - 1];
    if (time === undefined) return null;
    this.#times.splice(0, heard - this.#gone - 1);
    this.#gone = heard - 1;
    return Math.min(now, time + sinceMs);
  }
}
