import type { Clock } from "./clock.ts";
import type { FeedClient } from "./feed-client.ts";
import type { ToWorker } from "./messages.ts";
import { type PagePort, PageQueue } from "./page-queue.ts";
import type { TileNews } from "./wire.ts";

/** A frame; few changes go out at its pace. */
const frameMs = 16;
const fewChanges = 50;
/** Many changes are merged for as long. */
const mergeMs = 1_000;
/** Pages are told the status at least so often, so that they notice a worker that is dead. */
const beatMs = 5_000;
/** A page that has not been heard of for so long is gone; one that was only frozen says hello again. */
const forgetMs = 180_000;

/** Serves the pages of this browser from the one client: each change once, merged, in order, as fast as each keeps up. */
export class Outlet {
  readonly #clock: Clock;
  readonly #client: () => FeedClient;
  readonly #pages = new Map<PagePort, PageQueue>();
  #cancelFlush: (() => void) | undefined;
  #isMerging = false;
  #sentAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, client: () => FeedClient) {
    this.#clock = clock;
    this.#client = client;
    const beat = () => {
      this.#forget();
      this.#noteTrue();
      this.#sendStatus(true);
      clock.after(beatMs, beat);
    };
    clock.after(beatMs, beat);
  }

  heard(port: PagePort, message: ToWorker): void {
    if (message === "bye") {
      this.#pages.delete(port);
      return;
    }
    const now = this.#clock.now();
    if (message === "hello") {
      const page = new PageQueue(port);
      this.#pages.set(port, page);
      page.hear(now);
      this.#fill();
      page.status(this.#client().status, now, true);
      return;
    }
    const page = this.#pages.get(port);
    if (page === undefined) {
      port.postMessage({ type: "hello?" });
      return;
    }
    page.hear(now);
    if (message === "done") {
      page.takenIn();
      this.#noteTrue();
      this.#sendStatus(false);
    }
    if (message === "nudge") this.#client().nudge();
  }

  /** The client has changed: rows go out soon, another status and a heartbeat at once. */
  changed(): void {
    this.#fill();
    this.#noteTrue();
    this.#sendStatus(false);
    if (this.#cancelFlush === undefined) this.#flushAfter(frameMs);
  }

  tiles(news: TileNews): void {
    for (const page of this.#pages.values()) page.tiles(news);
  }

  #flushAfter(ms: number): void {
    this.#cancelFlush = this.#clock.after(ms, () => {
      this.#cancelFlush = undefined;
      this.#flush();
    });
  }

  #flush(): void {
    const { replica } = this.#client();
    const waitMs = this.#sentAt + mergeMs - this.#clock.now();
    if (!this.#isMerging && replica.changes >= fewChanges && waitMs > 0) {
      this.#isMerging = true;
      this.#flushAfter(waitMs);
      return;
    }
    this.#isMerging = false;
    const diff = replica.take();
    if (diff === null) return;
    this.#sentAt = this.#clock.now();
    for (const page of this.#pages.values()) if (page.isFilled) page.put(diff);
    this.#noteTrue();
    this.#sendStatus(false);
  }

  /** The client may know more than the pages have been given. */
  #noteTrue(): void {
    if (this.#client().replica.changes > 0) return;
    const trueAt = this.#trueAt;
    for (const page of this.#pages.values()) if (page.isFilled) page.noteTrue(trueAt);
  }

  get #trueAt(): number | null {
    const { ageMs } = this.#client().status;
    return ageMs === null ? null : this.#clock.now() - ageMs;
  }

  /** Sends everything to pages that hold nothing, once there is something. What they hold until then stays. */
  #fill(): void {
    const { replica } = this.#client();
    if (replica.position === null || [...this.#pages.values()].every(({ isFilled }) => isFilled)) return;
    const diff = replica.whole();
    for (const page of this.#pages.values()) {
      if (page.isFilled) continue;
      page.isFilled = true;
      page.put(diff);
      page.noteTrue(this.#trueAt);
    }
  }

  #sendStatus(isDue: boolean): void {
    const { status } = this.#client();
    for (const page of this.#pages.values()) page.status(status, this.#clock.now(), isDue);
  }

  #forget(): void {
    const now = this.#clock.now();
    for (const [port, { heardAt }] of [...this.#pages]) if (now - heardAt > forgetMs) this.#pages.delete(port);
  }
}
