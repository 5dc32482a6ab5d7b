import type pg from "pg";
import type { Static } from "typebox";
import { readLive } from "./live-queries.ts";
import type { LiveSnapshot } from "./schema.ts";

interface Held {
  readonly epoch: string;
  readonly seq: number;
  readonly body: Buffer;
  readonly readAt: number;
}

/** Nothing may have changed for hours; a snapshot says of when it is all the same. */
const longestHeldMillis = 2_000;

/**
 * The snapshot for everybody who begins: read once for all who ask while it is being read, and given out again for
 * two seconds while nothing changes. A stream goes on from where the hub is, so a snapshot must never be older than that.
 */
export class Snapshots {
  readonly #pool: pg.Pool;
  readonly #told: () => { readonly epoch: string; readonly told: number };
  #held: Held | undefined;
  #reading: Promise<Held> | undefined;
  #reads = 0;

  /** @param told how far streams have been told */
  constructor(pool: pg.Pool, told: () => { readonly epoch: string; readonly told: number }) {
    this.#pool = pool;
    this.#told = told;
  }

  /** How often the database was asked. */
  get reads(): number {
    return this.#reads;
  }

  /** The snapshot as JSON. Rejects with what the database says. */
  async get(): Promise<Buffer> {
    const { epoch, told } = this.#told();
    const since = performance.now() - longestHeldMillis;
    const isEnough = (held: Held | undefined) =>
      held !== undefined && held.epoch === epoch && held.seq >= told && held.readAt > since;
    if (isEnough(this.#held)) return this.#held?.body as Buffer;
    // One that is under way may have begun too early; the next one has not.
    const first = this.#reading;
    if (first !== undefined) {
      const held = await first.catch(() => undefined);
      if (isEnough(held)) return held?.body as Buffer;
    }
    this.#reading ??= this.#read();
    return (await this.#reading).body;
  }

  async #read(): Promise<Held> {
    this.#reads++;
    const readAt = performance.now();
    try {
      const { position, asOf, incidents, units } = await readLive(this.#pool);
      const { epoch, lastSeq: seq } = position;
      const snapshot: Static<typeof LiveSnapshot> = { epoch, seq, asOf, incidents: [...incidents], units: [...units] };
      this.#held = { epoch, seq, readAt, body: Buffer.from(JSON.stringify(snapshot)) };
      return this.#held;
    } finally {
      this.#reading = undefined;
    }
  }
}
