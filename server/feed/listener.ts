import { randomUUID } from "node:crypto";
import type pg from "pg";

export interface ListenerOptions {
  readonly pool: pg.Pool;
  /** Called when there is something new, and after each new connection: something may have been missed. */
  readonly onHint: () => void;
  /** Called when a connection was lost or found deaf. */
  readonly onLost: (reason: string) => void;
  /** How often it calls itself, and after how long without hearing itself it gives the connection up. */
  readonly canaryMillis?: number;
  readonly deafMillis?: number;
}

const retryMillis = { first: 100, most: 1_000 } as const;

/**
 * Hears the sequencer's hints. A connection may look alive and hear nothing for days, so it calls itself through the
 * database and takes another one when it does not hear that.
 */
export class Listener {
  readonly #options: Required<ListenerOptions>;
  readonly #name = randomUUID();
  #running: Promise<void> = Promise.resolve();
  #stopped = false;
  #end: (reason: string | undefined) => void = () => {};

  constructor(options: ListenerOptions) {
    this.#options = { canaryMillis: 5_000, deafMillis: 12_000, ...options };
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#end(undefined);
    await this.#running;
  }

  async #run(): Promise<void> {
    let pause: number = retryMillis.first;
    while (!this.#stopped) {
      const client = await this.#options.pool.connect().catch(() => undefined);
      if (client !== undefined) {
        const reason = await this.#listen(client);
        client.release(true);
        pause = retryMillis.first;
        if (reason !== undefined) this.#options.onLost(reason);
      }
      if (!this.#stopped) await this.#rest(pause * (0.5 + Math.random()));
      pause = Math.min(pause * 2, retryMillis.most);
    }
  }

  /** Resolves when the connection is of no more use, with why; undefined on stop. */
  async #listen(client: pg.PoolClient): Promise<string | undefined> {
    const { pool, onHint, canaryMillis, deafMillis } = this.#options;
    let heardAt = performance.now();
    let canary: NodeJS.Timeout | undefined;
    const ended = new Promise<string | undefined>((resolve) => {
      this.#end = resolve;
      client.once("error", () => resolve("the connection was lost"));
      client.once("end", () => resolve("the connection was closed"));
      client.on("notification", ({ channel, payload }) => {
        if (channel === "feed") onHint();
        else if (payload === this.#name) heardAt = performance.now();
      });
      canary = setInterval(() => {
        if (performance.now() - heardAt > deafMillis) resolve("it heard nothing, not even itself");
        else void pool.query("select pg_notify('feed_canary', $1)", [this.#name]).catch(() => {});
      }, canaryMillis);
    });
    try {
      await client.query("listen feed");
      await client.query("listen feed_canary");
      onHint();
      return this.#stopped ? undefined : await ended;
    } catch (error) {
      return (error as Error).message;
    } finally {
      clearInterval(canary);
      this.#end = () => {};
      client.removeAllListeners("notification");
    }
  }

  #rest(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
