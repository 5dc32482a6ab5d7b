import type pg from "pg";
import type { Database } from "../db/connect.ts";
import { newPool } from "../db/pool.ts";
import { Sequencer } from "./sequencer.ts";

/** What the feed has to say for the log. */
export interface FeedLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The live feed of one server: numbers what was committed, on connections of its own. */
export class Feed {
  readonly #pool: pg.Pool;
  readonly #sequencer: Sequencer;

  constructor({ url, kind }: Pick<Database, "url" | "kind">, log: FeedLog) {
    const onFault = (error: Error) => log.warn({ err: error }, "the feed lost its connection");
    this.#pool = newPool({ url, kind, purpose: "feed", onError: onFault });
    this.#sequencer = new Sequencer({
      pool: this.#pool,
      kind,
      onMoved: () => {},
      onParked: (rows) => log.error({ rows }, "changes that no event can be made of were put into feed.outbox_dead"),
      onFault,
    });
  }

  start(): void {
    this.#sequencer.start();
  }

  async stop(): Promise<void> {
    await this.#sequencer.stop();
    await this.#pool.end();
  }
}
