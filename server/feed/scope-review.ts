import { setImmediate as nextTurn } from "node:timers/promises";
import type { StreamScope } from "./scope.ts";
import type { Stream } from "./stream.ts";

/** Every stream's scope is read anew so often: a right that was taken away ends within this, and what the reader believes. */
const reviewMillis = 2_500;

/** After so long without an answer a stream hears nothing that is not public: whoever it is for may have lost every right. */
const patienceMillis = 15_000;

/** Streams that are asked about at a time. */
const atOnce = 8;

/**
 * Of these, each so many between two turns for other requests: most of what is asked is believed without a wait, and ten thousand
 * streams at once would be a third of a second without a tile.
 */
const atATurn = 16;

export interface ReviewOptions {
  readonly streams: ReadonlySet<Stream>;
  readonly onRescoped: (stream: Stream, scope: StreamScope) => void;
  /** The stream may be open no longer. */
  readonly onEnded: (stream: Stream) => void;
  /** Nobody knows what the stream may hear. */
  readonly onUnknown: (stream: Stream) => unknown;
}

/** Looks again, every few seconds, at what each stream may hear. */
export class ScopeReview {
  readonly #options: ReviewOptions;
  readonly #timer: NodeJS.Timeout;
  #round: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(options: ReviewOptions) {
    this.#options = options;
    let looked = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      // A process that was itself asleep has not been looking for an answer meanwhile.
      const asleep = Math.max(0, now - looked - 2 * reviewMillis);
      looked = now;
      for (const stream of options.streams) {
        stream.renewedAt += asleep;
        if (stream.renewedAt < now - patienceMillis) options.onUnknown(stream);
      }
      void this.#begin();
    }, reviewMillis).unref();
  }

  /** Looks at all of them as they are now; resolves when each has been told. */
  look(): Promise<void> {
    if (this.#round === undefined) return this.#begin();
    // The round that is under way may have passed what has just changed; one more is enough for all who ask meanwhile.
    this.#next ??= this.#round.then(() => {
      this.#next = undefined;
      return this.#begin();
    });
    return this.#next;
  }

  #begin(): Promise<void> {
    this.#round ??= this.#lookAtAll().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #lookAtAll(): Promise<void> {
    const waiting = [...this.#options.streams];
    const work = async () => {
      let looked = 0;
      for (let stream = waiting.pop(); stream !== undefined; stream = waiting.pop()) {
        await this.#lookAt(stream);
        if (++looked % atATurn === 0) await nextTurn();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  async #lookAt(stream: Stream): Promise<void> {
    const { onEnded, onRescoped } = this.#options;
    try {
      const scope = await stream.renew();
      if (stream.isClosed) return;
      stream.renewedAt = performance.now();
      if (scope === undefined) onEnded(stream);
      else if (scope.key !== stream.scope.key) onRescoped(stream, scope);
    } catch {
      // It is asked about again; until then it hears what it heard, and not for long.
    }
  }
}
