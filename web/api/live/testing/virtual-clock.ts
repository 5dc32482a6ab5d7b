import type { Clock } from "../clock.ts";

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly call: () => void;
}

/** Time that passes when a test says so, timers in order. */
export class VirtualClock implements Clock {
  #now = 0;
  #wallOffset = 1_790_000_000_000;
  #timers: Timer[] = [];
  #order = 0;

  now(): number {
    return this.#now;
  }

  wallNow(): number {
    return this.#now + this.#wallOffset;
  }

  after(ms: number, call: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, ms), order: this.#order++, call };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** Lets time pass, every timer at its moment. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#timers
        .filter(({ at }) => at <= end)
        .reduce<Timer | undefined>(
          (first, timer) =>
            first === undefined || timer.at < first.at || (timer.at === first.at && timer.order < first.order)
              ? timer
              : first,
          undefined,
        );
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.call();
    }
    this.#now = end;
  }

  /** Time passes and no timer is called: those that were due are called late. */
  freeze(ms: number): void {
    this.#now += ms;
  }

  /** Somebody sets the clock on the wall, or the machine sleeps: our own clock does not notice. */
  jump(ms: number): void {
    this.#wallOffset += ms;
  }
}
