import type { Clock } from "./clock.ts";
import type { FeedStatus } from "./feed-client.ts";
import type { ToPage, ToWorker } from "./messages.ts";
import type { LiveDiff } from "./replica.ts";
import { SentTimes } from "./sent-times.ts";
import type { TileNews } from "./wire.ts";

/** What a page hears of the feed. */
export interface LiveListener {
  diff(diff: LiveDiff): void;
  tiles(news: TileNews): void;
  /** @param toldAt of the page's clock; what was told may have lain unread since */
  status(status: FeedStatus, toldAt: number): void;
}

/** A worker at the other end of a channel. */
export interface WorkerPort {
  send(message: ToWorker): void;
  /** Lets go of the channel, and of the worker where it is this page's own. */
  end(): void;
}

/** A page says that it is still there so often. */
const hereMs = 20_000;
const watchMs = 5_000;
/** The worker speaks every 5 s; after so long without a word it is dead or hangs. */
const deadMs = 16_000;

/**
 * A page's end of the channel to the worker. A worker that falls silent is replaced: the first time by connecting
 * again, after that by a worker of the page's own.
 */
export class PageLink {
  readonly #clock: Clock;
  readonly #open: (isOwn: boolean, heard: (message: ToPage) => void, failed: () => void) => WorkerPort;
  readonly #listener: LiveListener;
  readonly #sent = new SentTimes();
  #port: WorkerPort | undefined;
  #openings = 0;
  #heardAt = 0;
  #watchedAt = 0;
  #isEnded = false;

  constructor(
    clock: Clock,
    open: (isOwn: boolean, heard: (message: ToPage) => void, failed: () => void) => WorkerPort,
    listener: LiveListener,
  ) {
    this.#clock = clock;
    this.#open = open;
    this.#listener = listener;
    this.#connect();
    this.#watchedAt = clock.now();
    clock.after(watchMs, () => this.#watch());
    clock.after(hereMs, () => this.#here());
  }

  send(message: ToWorker): void {
    this.#sent.sent(this.#clock.now(), message === "hello");
    this.#port?.send(message);
  }

  end(): void {
    this.#isEnded = true;
    this.send("bye");
    this.#port?.end();
  }

  #connect(): void {
    this.#port?.end();
    const opening = ++this.#openings;
    this.#heardAt = this.#clock.now();
    this.#port = this.#open(
      opening > 2,
      (message) => {
        if (opening === this.#openings && !this.#isEnded) this.#hear(message);
      },
      () => {
        if (opening !== this.#openings || this.#isEnded) return;
        this.#openings = Math.max(this.#openings, 2);
        this.#connect();
      },
    );
    this.send("hello");
  }

  #hear(message: ToPage): void {
    this.#heardAt = this.#clock.now();
    if (message.type === "diff") this.#listener.diff(message.diff);
    else if (message.type === "tiles") this.#listener.tiles(message.news);
    else if (message.type === "done?") this.send("done");
    else if (message.type === "hello?") this.send("hello");
    else {
      const toldAt = this.#sent.momentOf(message.heard, message.sinceMs, this.#clock.now());
      if (toldAt !== null) this.#listener.status(message.status, toldAt);
    }
  }

  #watch(): void {
    if (this.#isEnded) return;
    const now = this.#clock.now();
    // A page that was frozen has its messages still before it.
    const isLate = now - this.#watchedAt > 2 * watchMs;
    this.#watchedAt = now;
    if (isLate) this.#heardAt = now;
    else if (now - this.#heardAt > deadMs) this.#connect();
    this.#clock.after(watchMs, () => this.#watch());
  }

  #here(): void {
    if (this.#isEnded) return;
    this.send("here");
    this.#clock.after(hereMs, () => this.#here());
  }
}
