import type { FeedEvent, FeedPosition } from "./event.ts";

/** Why what was said before no longer leads to what is now. */
export type BreakReason = "epoch" | "gap" | "retention";

/**
 * The latest events in memory, dense and in order, for everybody in this process who follows the feed. Each follower
 * keeps his own place and asks for what comes after it.
 */
export class EventLog {
  readonly #capacity: number;
  readonly #ring: FeedEvent[] = [];
  #epoch = "";
  #first = 1;
  #last = 0;
  #breaks = 0;
  #reason: BreakReason = "epoch";
  #waiting: (() => void)[] = [];
  /** Events up to this one are kept nowhere any more. */
  floorSeq = 0;

  /** @param capacity events held; older ones are forgotten */
  constructor(capacity = 20_000) {
    this.#capacity = capacity;
  }

  get epoch(): string {
    return this.#epoch;
  }

  /** Number of the newest event; it may not be held. */
  get seq(): number {
    return this.#last;
  }

  /** Number of the oldest event that is held; one more than the newest when none is. */
  get firstSeq(): number {
    return this.#first;
  }

  /** How often the numbers have broken off; whoever sees it grow must begin again. */
  get breaks(): number {
    return this.#breaks;
  }

  /** Why they did last. */
  get reason(): BreakReason {
    return this.#reason;
  }

  /** Goes on after a number of an epoch, with nothing held; not a break, for a log that held nothing before. */
  begin({ epoch }: Pick<FeedPosition, "epoch">, seq: number): void {
    this.#epoch = epoch;
    this.#ring.length = 0;
    this.#first = seq + 1;
    this.#last = seq;
  }

  /** Goes on elsewhere: what was held leads to nothing now. */
  breakOff({ epoch, lastSeq }: Pick<FeedPosition, "epoch" | "lastSeq">, reason: BreakReason): void {
    this.begin({ epoch }, lastSeq);
    this.#breaks++;
    this.#reason = reason;
    this.#tell();
  }

  /** Adds events that follow the newest, without a gap; throws RangeError otherwise. */
  append(events: readonly FeedEvent[]): void {
    for (const event of events) {
      if (event.seq !== this.#last + 1) throw new RangeError(`Event ${event.seq} does not follow ${this.#last}.`);
      this.#last = event.seq;
      this.#ring[event.seq % this.#capacity] = event;
    }
    this.#first = Math.max(this.#first, this.#last - this.#capacity + 1);
    if (events.length > 0) this.#tell();
  }

  /** At most so many events after a number, in order; undefined when they are no longer, or not yet, known here. */
  after(seq: number, limit: number): readonly FeedEvent[] | undefined {
    if (seq < this.#first - 1 || seq > this.#last) return undefined;
    const count = Math.min(this.#last - seq, limit);
    return Array.from({ length: count }, (_, i) => this.#ring[(seq + 1 + i) % this.#capacity] as FeedEvent);
  }

  /** Resolves when something is added, or the numbers break off. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Wakes everybody who waits, for instance to stop. */
  wakeAll(): void {
    this.#tell();
  }

  #tell(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
