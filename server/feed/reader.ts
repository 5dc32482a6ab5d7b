import { isDeepStrictEqual } from "node:util";
import type pg from "pg";
import type { FeedEvent } from "./event.ts";
import type { EventLog } from "./event-log.ts";
import type { Mark } from "./mark-file.ts";
import { type EventPage, readEvents, readPosition, renewEpoch } from "./queries.ts";

export interface ReaderOptions {
  readonly pool: pg.Pool;
  readonly log: EventLog;
  /** Events read before the newest at first, for those who come back after a restart of this server. */
  readonly history: number;
  /** Called when the database has been away for a second, and when it is back. */
  readonly onAway: (isAway: boolean) => void;
  readonly onFault: (error: Error) => void;
}

/** Looked at least so often, hint or none: hints get lost. */
const pollMillis = 1_000;

const pageSize = 2_000;

/** So long after it was last read the database may fail before anybody is told. */
const patienceMillis = 2_000;

const retryMillis = { first: 50, most: 400 } as const;

/** So often this process sees that it is awake. */
const awakeMillis = 200;

/** Reads numbered events from the primary into the log: when hinted, and every second. */
export class FeedReader {
  readonly #options: ReaderOptions;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;
  #isHinted = false;
  #wake: () => void = () => {};
  #readAt: Date | undefined;
  #lagMillis = 0;
  #lastRead = performance.now();
  #isAway = false;
  #mayBeOther = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
    // What answers on a new connection may be a database that was put back meanwhile.
    options.pool.on("connect", () => {
      this.#mayBeOther = true;
    });
  }

  /** When the feed was last read; undefined before the first time. */
  get readAt(): Date | undefined {
    return this.#readAt;
  }

  /** True while the database cannot be read. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /** Milliseconds from the newest change to its being read here. */
  get lagMillis(): number {
    return this.#lagMillis;
  }

  /**
   * Reads what there is, then goes on until stopped. Rejects when the first look fails.
   * @param mark the newest event that a server before this one has seen
   */
  async start(mark?: Mark): Promise<void> {
    const { pool, log, history } = this.#options;
    if (mark !== undefined) await this.#compare(mark.epoch, mark.event);
    const position = await readPosition(pool);
    log.begin(position, Math.max(position.floorSeq, position.lastSeq - history));
    while (await this.#read());
    this.#running = this.#run();
  }

  /** Says that there may be something new. */
  hint(): void {
    this.#isHinted = true;
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    let pause: number = retryMillis.first;
    let seen = performance.now();
    const awake = setInterval(() => {
      const now = performance.now();
      // Who was itself asleep, or at work on something else, finds its timeouts over and the answers unread: nobody was away.
      this.#lastRead += Math.max(0, now - seen - 2 * awakeMillis);
      seen = now;
    }, awakeMillis).unref();
    while (!this.#stopped) {
      if (!this.#isHinted) await this.#rest(pollMillis);
      this.#isHinted = false;
      try {
        while (!this.#stopped && (await this.#read()));
        pause = retryMillis.first;
      } catch (error) {
        this.#fail(error as Error);
        await this.#rest(pause * (0.5 + Math.random()));
        pause = Math.min(pause * 2, retryMillis.most);
        this.#isHinted = true;
      }
    }
    clearInterval(awake);
  }

  /** Reads one page; true when there may be another. */
  async #read(): Promise<boolean> {
    const page = await this.#readPage();
    this.#readAt = new Date();
    this.#lagMillis = page.lagMillis;
    this.#lastRead = performance.now();
    const isMore = this.#take(page);
    if (this.#isAway) {
      this.#isAway = false;
      this.#options.onAway(false);
    }
    return isMore;
  }

  async #readPage(): Promise<EventPage> {
    const { pool, log } = this.#options;
    for (;;) {
      if (this.#mayBeOther) {
        this.#mayBeOther = false;
        await this.#compareNewest().catch((error: unknown) => {
          this.#mayBeOther = true;
          throw error;
        });
      }
      const page = await readEvents(pool, log.seq, pageSize);
      // The reading itself may have taken a new connection: then what it read is not to be believed yet.
      if (!this.#mayBeOther) return page;
    }
  }

  async #compareNewest(): Promise<void> {
    const { log } = this.#options;
    const [held] = log.after(log.seq - 1, 1) ?? [];
    if (held !== undefined) await this.#compare(log.epoch, held);
  }

  /**
   * A database that was put back gives numbers again that others have seen: then it needs another epoch. It is known by
   * having less than was seen, or something else under the newest number.
   */
  async #compare(epoch: string, seen: FeedEvent): Promise<void> {
    const { pool } = this.#options;
    const { position, events } = await readEvents(pool, seen.seq - 1, 1);
    if (position.epoch !== epoch || seen.seq <= position.floorSeq) return;
    if (position.lastSeq < seen.seq || !isDeepStrictEqual(events[0], seen)) await renewEpoch(pool, position.epoch);
  }

  #take({ position, events }: EventPage): boolean {
    const { log } = this.#options;
    log.floorSeq = position.floorSeq;
    if (position.epoch !== log.epoch) {
      log.breakOff(position, "epoch");
      return false;
    }
    if (log.seq < position.floorSeq) {
      log.breakOff(position, "retention");
      return false;
    }
    const isDense = events.every(({ seq }, i) => seq === log.seq + 1 + i);
    if (!isDense || (events.length === 0 && position.lastSeq !== log.seq)) {
      log.breakOff(position, "gap");
      return false;
    }
    log.append(events);
    return events.length === pageSize;
  }

  #fail(error: Error): void {
    this.#options.onFault(error);
    if (this.#isAway || performance.now() - this.#lastRead < patienceMillis) return;
    this.#isAway = true;
    this.#options.onAway(true);
  }

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
