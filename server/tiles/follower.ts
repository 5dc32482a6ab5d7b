import { setImmediate as nextTurn } from "node:timers/promises";
import { type LayerDefinition, layers } from "@one-map/tiles/catalogue";
import type { PointChange, PointLayer } from "@one-map/tiles/point-layer";
import type pg from "pg";
import type { MapEngine } from "./engine.ts";
import {
  copyPoints,
  readChangedPoints,
  readShapes,
  readState,
  readWatermark,
  type SourceState,
} from "./layer-queries.ts";
import { type LayerSource, layerSources } from "./layer-sources.ts";
import type { ShapeHost } from "./shape-host.ts";

/** Changes are looked for this often; a table is checked for at most a twentieth of the time. */
const tickMillis = 1_000;
const mostDuty = 20;

/** Transactions overlap: a row may be stamped earlier than one already read, by as long as its transaction was open. */
const overlapMillis = 2_000;

/** Changes applied, and values merged, between two turns of the event loop: 2 to 5 ms each. */
const rowsPerTurn = 1_000;
const valuesPerTurn = 150_000;

/** Values merged for each row read: more than the row will cost. */
const valuesPerRow = 300;

interface Followed {
  readonly definition: LayerDefinition;
  readonly source: LayerSource;
  watermark: Date;
  notBefore: number;
}

export interface FollowerStatus {
  /** False until every layer has been loaded once. */
  readonly isLoaded: boolean;
  /** Instant of the last look at the database that succeeded; undefined before the first. */
  readonly syncedAt: Date | undefined;
  /** Why the last look failed. */
  readonly fault: string | undefined;
  /** The layer that is being read whole now, and its rows so far. */
  readonly loading?: { readonly layer: string; readonly rows: number } | undefined;
}

/**
 * Keeps the engine as the database is, whoever writes: compares sums of versions, then reads what changed. Sums that
 * still differ (a row was deleted, a long transaction came late) mean a whole re-read of that layer.
 */
export class Follower {
  readonly #pool: pg.Pool;
  readonly #engine: MapEngine;
  readonly #followed: readonly Followed[];
  readonly #onFault: (error: Error) => void;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;
  #status: FollowerStatus = { isLoaded: false, syncedAt: undefined, fault: undefined };

  constructor(pool: pg.Pool, engine: MapEngine, onFault: (error: Error) => void) {
    this.#pool = pool;
    this.#engine = engine;
    this.#onFault = onFault;
    this.#followed = (layers as readonly LayerDefinition[]).map((definition) => ({
      definition,
      source: layerSources[definition.id as keyof typeof layerSources],
      watermark: new Date(0),
      notBefore: 0,
    }));
  }

  get status(): FollowerStatus {
    return this.#status;
  }

  /** Loads every layer, then goes on looking for changes until stopped. Resolves after the first load. */
  async start(): Promise<void> {
    await this.refresh();
    this.#schedule();
  }

  /** Brings every layer up to date now; a call while one is under way waits for a fresh one. */
  async refresh(): Promise<void> {
    await this.#running?.catch(() => {});
    this.#running = this.#syncAll(true);
    await this.#running;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running?.catch(() => {});
  }

  #schedule(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#syncAll(false);
      void this.#running.catch(() => {}).finally(() => this.#schedule());
    }, tickMillis);
  }

  async #syncAll(isUrgent: boolean): Promise<void> {
    try {
      for (const followed of this.#followed) {
        if (this.#stopped) return;
        if (isUrgent || performance.now() >= followed.notBefore) await this.#sync(followed);
      }
      this.#status = { isLoaded: true, syncedAt: new Date(), fault: undefined };
    } catch (error) {
      this.#status = { ...this.#status, fault: "the database could not be read" };
      this.#onFault(error as Error);
      if (isUrgent) throw error;
    }
  }

  async #sync(followed: Followed): Promise<void> {
    const startedAt = performance.now();
    const points = this.#engine.findPoints(followed.definition.id);
    const shapes = this.#engine.findShapes(followed.definition.id);
    const client = await this.#pool.connect();
    try {
      // One snapshot for sum and rows: otherwise a commit in between would look like a loss.
      await client.query("begin isolation level repeatable read read only");
      const state = await readState(client, followed.source);
      followed.notBefore = performance.now() + (performance.now() - startedAt) * mostDuty;
      if (points) await this.#syncPoints(client, followed, points, state);
      else if (shapes) await this.#syncShapes(client, followed, shapes, state);
    } finally {
      await client.query("commit").catch(() => {});
      client.release();
    }
  }

  async #syncPoints(client: pg.PoolClient, followed: Followed, layer: PointLayer, state: SourceState): Promise<void> {
    if (isSame(layer.checksum(), state) && layer.version > 0) return;
    const since = new Date(followed.watermark.getTime() - overlapMillis);
    const watermark = (await readWatermark(client, followed.source)) ?? followed.watermark;
    if (layer.version > 0) {
      const changed = await readChangedPoints(client, followed.definition, followed.source, since);
      const changes = changed.map(
        ({ row, published }): PointChange => (published ? { op: "upsert", row } : { op: "delete", id: row.id }),
      );
      for (let from = 0; from < changes.length; from += rowsPerTurn) {
        layer.apply(changes.slice(from, from + rowsPerTurn));
        await nextTurn();
      }
      while (layer.mergeSome(valuesPerTurn)) await nextTurn();
    }
    if (layer.version === 0 || !isSame(layer.checksum(), state)) await this.#load(client, followed, layer);
    followed.watermark = watermark;
  }

  /** Reads a layer whole, in pieces small enough for requests to be answered in between. */
  async #load(client: pg.PoolClient, { definition, source }: Followed, layer: PointLayer): Promise<void> {
    const snapshot = layer.begin();
    let before = 0;
    try {
      await copyPoints(
        client,
        definition,
        source,
        (row) => snapshot.add(row),
        (rows) => {
          snapshot.mergeSome((rows - before) * valuesPerRow);
          before = rows;
          this.#status = { ...this.#status, loading: { layer: definition.id, rows } };
        },
      );
      snapshot.close();
      while (snapshot.mergeSome(valuesPerTurn)) await nextTurn();
      layer.replace(snapshot);
    } finally {
      this.#status = { ...this.#status, loading: undefined };
    }
  }

  async #syncShapes(client: pg.PoolClient, followed: Followed, layer: ShapeHost, state: SourceState): Promise<void> {
    if (isSame(layer.checksum(), state) && layer.version > 0) return;
    await layer.load(await readShapes(client, followed.definition, followed.source));
  }
}

function isSame(held: SourceState, state: SourceState): boolean {
  return held.count === state.count && held.versionSum === state.versionSum;
}
