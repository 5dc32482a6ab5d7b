import type pg from "pg";
import type { Static } from "typebox";
import { scopedEpoch } from "./frames.ts";
import { type LiveState, readLive } from "./live-queries.ts";
import type { LiveSnapshot } from "./schema.ts";
import type { StreamScope } from "./scope.ts";

interface Held {
  readonly epoch: string;
  readonly seq: number;
  readonly state: LiveState;
  readonly readAt: number;
  /** As JSON, by the key of the scope that it is for. */
  readonly bodies: Map<string, Buffer>;
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

  /** The snapshot for a scope as JSON. Rejects with what the database says. */
  async get(scope: StreamScope): Promise<Buffer> {
    const held = await this.#current();
    const known = held.bodies.get(scope.key);
    if (known !== undefined) return known;
    const body = Buffer.from(JSON.stringify(snapshotFor(held.state, scope)));
    held.bodies.set(scope.key, body);
    return body;
  }

  async #current(): Promise<Held> {
    const { epoch, told } = this.#told();
    const since = performance.now() - longestHeldMillis;
    const isEnough = (held: Held | undefined) =>
      held !== undefined && held.epoch === epoch && held.seq >= told && held.readAt > since;
    if (isEnough(this.#held)) return this.#held as Held;
    // One that is under way may have begun too early; the next one has not.
    const first = this.#reading;
    if (first !== undefined) {
      const held = await first.catch(() => undefined);
      if (isEnough(held)) return held as Held;
    }
    this.#reading ??= this.#read();
    return this.#reading;
  }

  async #read(): Promise<Held> {
    this.#reads++;
    const readAt = performance.now();
    try {
      const state = await readLive(this.#pool);
      const { epoch, lastSeq: seq } = state.position;
      this.#held = { epoch, seq, readAt, state, bodies: new Map() };
      return this.#held;
    } finally {
      this.#reading = undefined;
    }
  }
}

/** What of the live state a scope holds. */
function snapshotFor({ position, asOf, incidents, units }: LiveState, scope: StreamScope): Static<typeof LiveSnapshot> {
  const isDrawn = scope.isDrawn ?? (() => true);
  return {
    epoch: scopedEpoch(position.epoch, scope),
    seq: position.lastSeq,
    asOf,
    incidents: incidents.filter(
      ({ communityId, category }) => scope.includes("incident", communityId) && isDrawn(category),
    ),
    units: units.filter(({ communityId }) => scope.includes("unit", communityId)),
  };
}
