import type { ServerResponse } from "node:http";
import type { StreamScope } from "./scope.ts";

/** Bytes that may wait for a client; one that takes them no faster comes back later and gets what it missed. */
export const mostWaitingBytes = 262_144;

/** So long a client that is sent what it missed may take nothing at all. */
const drainMillis = 15_000;

export interface StreamOptions {
  readonly scope: StreamScope;
  readonly renew: () => Promise<StreamScope | undefined>;
  readonly beat: number;
  readonly onClosed: () => void;
  readonly onSlow: () => void;
}

/** One client that listens. */
export class Stream {
  scope: StreamScope;
  /** Says of this moment what the stream may hear; undefined when it may be open no longer. */
  readonly renew: () => Promise<StreamScope | undefined>;
  /** When the scope was last known to be so. */
  renewedAt = performance.now();
  /** The scope has changed, and the client has not been told yet. */
  isRescoped = false;
  /** In which second of ten it hears the heartbeat. */
  readonly beat: number;
  readonly #response: ServerResponse;
  readonly #onSlow: () => void;
  #isClosed = false;

  constructor(response: ServerResponse, { scope, renew, beat, onClosed, onSlow }: StreamOptions) {
    this.#response = response;
    this.scope = scope;
    this.renew = renew;
    this.beat = beat;
    this.#onSlow = onSlow;
    response.on("error", () => {});
    response.once("close", () => {
      this.#isClosed = true;
      onClosed();
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Sends bytes, or hangs up on a client that has let too many wait. */
  write(bytes: Buffer | string): void {
    if (this.#isClosed) return;
    this.#response.write(bytes);
    if (this.#response.writableLength <= mostWaitingBytes) return;
    this.#onSlow();
    this.destroy();
  }

  /** Resolves when everything has been handed to the network; hangs up on a client that takes nothing. */
  drained(): Promise<void> {
    if (this.#isClosed || !this.#response.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#response.off("drain", done);
        this.#response.off("close", done);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#onSlow();
        this.destroy();
      }, drainMillis);
      this.#response.once("drain", done);
      this.#response.once("close", done);
    });
  }

  /** Sends the last bytes and ends. */
  end(bytes: Buffer): void {
    if (!this.#isClosed) this.#response.end(bytes);
  }

  destroy(): void {
    this.#isClosed = true;
    this.#response.destroy();
  }
}
