import type { Clock } from "./clock.ts";
import type { FeedClient, FeedStatus } from "./feed-client.ts";
import type { ToPage, ToWorker } from "./messages.ts";
import type { TileNews } from "./wire.ts";

/** One end of a channel to a page. */
export interface PagePort {
  postMessage(message: ToPage): void;
}

/** A frame; few changes go out at its pace. */
const frameMs = 16;
const fewChanges = 50;
/** Many changes are merged for as long. */
const mergeMs = 1_000;
/** Pages are told the status at least so often, so that they notice a worker that is dead. */
const beatMs = 5_000;
/** A page that has not been heard of for so long is gone; one that was only frozen says hello again. */
const forgetMs = 180_000;

interface Page {
  readonly port: PagePort;
  heardAt: number;
  /** It has been sent everything once, so that differences mean something to it. */
  isFilled: boolean;
}

/** Serves the pages of this browser from the one client: each change once, merged, in order. */
export class Outlet {
  readonly #clock: Clock;
  readonly #client: () => FeedClient;
  readonly #pages = new Map<PagePort, Page>();
  #cancelFlush: (() => void) | undefined;
  #isMerging = false;
  #sentAt = Number.NEGATIVE_INFINITY;
  #lastStatus = "";
  /** When the pages were last known to hold what is true; the client may know more than they have been sent. */
  #sentTrueAt: number | null = null;

  constructor(clock: Clock, client: () => FeedClient) {
    this.#clock = clock;
    this.#client = client;
    const beat = () => {
      this.#forget();
      if (this.#client().replica.changes === 0) this.#noteSent();
      this.#sendStatus();
      clock.after(beatMs, beat);
    };
    clock.after(beatMs, beat);
  }

  heard(port: PagePort, message: ToWorker): void {
    if (message === "bye") {
      this.#pages.delete(port);
      return;
    }
    let page = this.#pages.get(port);
    if (page === undefined || message === "hello") {
      page = { port, heardAt: 0, isFilled: false };
      this.#pages.set(port, page);
      this.#fill();
      port.postMessage({ type: "status", status: this.#status });
    }
    page.heardAt = this.#clock.now();
    if (message === "nudge") this.#client().nudge();
  }

  /** The client has changed: rows go out soon, another status and a heartbeat at once. */
  changed(): void {
    this.#fill();
    const { link, trouble } = this.#client().status;
    if (this.#client().replica.changes === 0) this.#noteSent();
    const brief = `${link} ${trouble} ${this.#sentTrueAt}`;
    if (brief !== this.#lastStatus) this.#sendStatus();
    this.#lastStatus = brief;
    if (this.#cancelFlush === undefined) this.#flushAfter(frameMs);
  }

  tiles(news: TileNews): void {
    this.#send({ type: "tiles", news });
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
    for (const { port, isFilled } of this.#pages.values()) if (isFilled) port.postMessage({ type: "diff", diff });
    this.#noteSent();
    this.#sendStatus();
  }

  #noteSent(): void {
    const { ageMs } = this.#client().status;
    const trueAt = ageMs === null ? null : this.#clock.now() - ageMs;
    // An age does not shrink by rounding.
    if (trueAt === null || this.#sentTrueAt === null || Math.abs(trueAt - this.#sentTrueAt) > 1)
      this.#sentTrueAt = trueAt;
  }

  get #status(): FeedStatus {
    const ageMs = this.#sentTrueAt === null ? null : this.#clock.now() - this.#sentTrueAt;
    return { ...this.#client().status, ageMs };
  }

  /** Sends everything to pages that hold nothing, once there is something. What they hold until then stays. */
  #fill(): void {
    const { replica } = this.#client();
    if (replica.position === null || [...this.#pages.values()].every(({ isFilled }) => isFilled)) return;
    const diff = replica.whole();
    for (const page of this.#pages.values()) {
      if (page.isFilled) continue;
      page.isFilled = true;
      page.port.postMessage({ type: "diff", diff });
    }
  }

  #sendStatus(): void {
    this.#send({ type: "status", status: this.#status });
  }

  #send(message: ToPage): void {
    for (const { port } of this.#pages.values()) port.postMessage(message);
  }

  #forget(): void {
    const now = this.#clock.now();
    for (const { port, heardAt } of [...this.#pages.values()]) if (now - heardAt > forgetMs) this.#pages.delete(port);
  }
}
