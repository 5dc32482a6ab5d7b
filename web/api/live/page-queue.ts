import type { FeedStatus } from "./feed-client.ts";
import { mergeDiffs, TileNewsPile } from "./merge-diffs.ts";
import type { ToPage } from "./messages.ts";
import type { LiveDiff } from "./replica.ts";
import type { TileNews } from "./wire.ts";

/** One end of a channel to a page. */
export interface PagePort {
  postMessage(message: ToPage): void;
}

/**
 * What is on its way to one page. A page that has not taken in what it was sent is sent no more of it: what comes
 * meanwhile is merged here, where a row takes room once, and not in the queue of the channel, where it takes room for
 * each of its changes until the page has none left.
 */
export class PageQueue {
  /** When the page was last heard of, and how often. */
  heardAt = 0;
  #heard = 0;
  /** It has been sent everything once, so that differences mean something to it. */
  isFilled = false;
  readonly #port: PagePort;
  #isTakingIn = false;
  #diff: LiveDiff | null = null;
  readonly #news = new TileNewsPile();
  /** Until when what the page has been sent is true. */
  #trueAt: number | null = null;
  #lastStatus = "";

  constructor(port: PagePort) {
    this.#port = port;
  }

  hear(now: number): void {
    this.heardAt = now;
    this.#heard++;
  }

  /** Sends a difference, or merges it with those that wait. */
  put(diff: LiveDiff): void {
    this.#diff = this.#diff === null ? diff : mergeDiffs(this.#diff, diff);
    this.#send();
  }

  tiles(news: TileNews): void {
    this.#news.add(news);
    this.#send();
  }

  /** The page has taken in what it was sent last. */
  takenIn(): void {
    this.#isTakingIn = false;
    this.#send();
  }

  /** Everything that is known has been given to this queue; the page knows it when nothing waits here. */
  noteTrue(trueAt: number | null): void {
    if (this.#diff !== null) return;
    // An age does not shrink by rounding.
    if (trueAt === null || this.#trueAt === null || Math.abs(trueAt - this.#trueAt) > 1) this.#trueAt = trueAt;
  }

  /** Tells the status with the age of what the page has; one that says nothing new only where it is due. */
  status(status: FeedStatus, now: number, isDue: boolean): void {
    const brief = `${status.link} ${status.trouble} ${this.#trueAt}`;
    if (!isDue && brief === this.#lastStatus) return;
    this.#lastStatus = brief;
    const ageMs = this.#trueAt === null ? null : now - this.#trueAt;
    const [heard, sinceMs] = [this.#heard, now - this.heardAt];
    this.#port.postMessage({ type: "status", status: { ...status, ageMs }, heard, sinceMs });
  }

  #send(): void {
    if (this.#isTakingIn) return;
    const [diff, news] = [this.#diff, this.#news.take()];
    if (diff === null && news.length === 0) return;
    this.#diff = null;
    this.#isTakingIn = true;
    for (const one of news) this.#port.postMessage({ type: "tiles", news: one });
    if (diff !== null) this.#port.postMessage({ type: "diff", diff });
    this.#port.postMessage({ type: "done?" });
  }
}
