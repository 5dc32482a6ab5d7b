import { setImmediate as nextTurn } from "node:timers/promises";
import type { LayerDefinition } from "@one-map/tiles/catalogue";
import type { PointChange, PointLayer } from "@one-map/tiles/point-layer";
import type pg from "pg";
import type { FeedEvent, FeedPosition } from "../feed/event.ts";
import { readPosition } from "../feed/queries.ts";
import type { MapEngine } from "./engine.ts";
import { copyPoints, readPointsById, readShapes } from "./layer-queries.ts";
import { type LayerSource, layerSources } from "./layer-sources.ts";
import type { ShapeHost } from "./shape-host.ts";

/** Changes applied, and values merged, between two turns of the event loop: 2 to 5 ms each. */
const rowsPerTurn = 1_000;
const valuesPerTurn = 150_000;

/** Values merged for each row read: more than the row will cost. */
const valuesPerRow = 300;

/** Shapes are built again for at most a fourth of the time. */
const mostDuty = 4;

/** Where something changed, and whose it is. */
export interface ChangedPlace {
  readonly lng: number;
  readonly lat: number;
  readonly scope: number | null;
}

/** What a layer has taken in: the places that changed, or undefined when any may have. */
export interface Applied {
  readonly layer: string;
  /** The layer contains everything up to this number. */
  readonly seq: number;
  readonly places: readonly ChangedPlace[] | undefined;
}

/** One layer of the map as it follows the feed: what it contains, and what it has still to take in. */
export class LayerFollower {
  readonly definition: LayerDefinition;
  readonly source: LayerSource;
  readonly #points: PointLayer | undefined;
  readonly #shapes: ShapeHost | undefined;
  /** Ids to be read again; true for one that was gone in between, whatever it is now. */
  #pending = new Map<number, boolean>();
  #places: ChangedPlace[] = [];
  #isStale = true;
  #isLoading = false;
  #isTaking = false;
  #notBefore = 0;
  #touchedSeq = 0;
  readonly #refused = new Set<number>();
  #contains: Pick<FeedPosition, "epoch"> & { readonly seq: number } = { epoch: "", seq: 0 };

  constructor(definition: LayerDefinition, engine: MapEngine) {
    this.definition = definition;
    this.source = layerSources[definition.id as keyof typeof layerSources];
    this.#points = engine.findPoints(definition.id);
    this.#shapes = engine.findShapes(definition.id);
  }

  /** Place in the feed up to which it contains everything; seq 0 before it was loaded. */
  get contains(): { readonly epoch: string; readonly seq: number } {
    return this.#contains;
  }

  /** Number of the last event that concerned it. */
  get touchedSeq(): number {
    return this.#touchedSeq;
  }

  /** Ids of rows that the layer cannot hold, as of a version beyond 32 bits; they are left out. */
  get refused(): ReadonlySet<number> {
    return this.#refused;
  }

  /** True while it is to be read again as a whole. */
  get isStale(): boolean {
    return this.#isStale || this.#isLoading;
  }

  /** True when it should be read again now. */
  get isDue(): boolean {
    return this.#isStale && !this.#isLoading && this.restMillis === 0;
  }

  /** So long it should not be read again. */
  get restMillis(): number {
    return Math.max(this.#notBefore - performance.now(), 0);
  }

  /** True when there is something noted that it can take in. */
  get hasNoted(): boolean {
    return !this.isStale && this.#pending.size > 0;
  }

  /** True when it has taken in all that it was told. */
  get isCurrent(): boolean {
    return !this.isStale && !this.#isTaking && this.#pending.size === 0;
  }

  checksum(): { readonly count: number; readonly versionSum: number } {
    return (this.#points ?? this.#shapes)?.checksum() ?? { count: 0, versionSum: 0 };
  }

  /** What it was told before leads nowhere: it is to be read again. Goes on answering as it is. */
  invalidate(): void {
    this.#isStale = true;
    this.#notBefore = 0;
  }

  /** Takes note of an event of its table. */
  note(event: FeedEvent): void {
    this.#touchedSeq = event.seq;
    if (event.op === "r" || this.#points === undefined) {
      this.#isStale = true;
      return;
    }
    const { id, op, box, oldBox, scope, oldScope } = event;
    this.#pending.set(id, op === "d" || this.#pending.get(id) === true);
    if (box !== null) this.#places.push({ lng: box[0], lat: box[1], scope });
    if (oldBox !== null) this.#places.push({ lng: oldBox[0], lat: oldBox[1], scope: oldScope });
  }

  /**
   * Reads what it has noted and takes it in; undefined when it cannot now, or there was nothing.
   * @param upTo place in the feed up to which everything was noted
   */
  async applyNoted(
    pool: pg.Pool,
    upTo: { readonly epoch: string; readonly seq: number },
  ): Promise<Applied | undefined> {
    if (this.isStale) return undefined;
    const [pending, places] = [this.#pending, this.#places];
    if (pending.size > 0) {
      this.#pending = new Map();
      this.#places = [];
      this.#isTaking = true;
      try {
        await this.#readAgain(pool, pending, upTo.seq);
      } catch (error) {
        // What came meanwhile was noted after it.
        this.#pending = new Map([...pending, ...this.#pending]);
        this.#places = [...places, ...this.#places];
        throw error;
      } finally {
        this.#isTaking = false;
      }
    }
    if (upTo.epoch !== this.#contains.epoch || upTo.seq > this.#contains.seq) this.#contains = upTo;
    return places.length === 0 ? undefined : { layer: this.definition.id, seq: upTo.seq, places };
  }

  /** Goes on with merges; true while there is more to do. */
  mergeSome(): boolean {
    return this.#points?.mergeSome(valuesPerTurn) ?? false;
  }

  /**
   * Reads it whole from one moment of the database; what is noted meanwhile is taken in afterwards.
   * @param onRows called now and then with the rows so far
   */
  async load(pool: pg.Pool, onRows: (rows: number) => void): Promise<Applied> {
    const started = performance.now();
    this.#isLoading = true;
    this.#isStale = false;
    this.#pending.clear();
    this.#places = [];
    const client = await pool.connect().catch((error: unknown) => {
      this.#failLoad();
      throw error;
    });
    try {
      await client.query("begin isolation level repeatable read read only");
      const position = await readPosition(client);
      if (this.#points !== undefined) await this.#loadPoints(client, this.#points, position.lastSeq, onRows);
      else await this.#shapes?.load(await readShapes(client, this.definition, this.source));
      await client.query("commit");
      client.release();
      this.#contains = { epoch: position.epoch, seq: position.lastSeq };
      this.#isLoading = false;
      return { layer: this.definition.id, seq: position.lastSeq, places: undefined };
    } catch (error) {
      client.release(true);
      this.#failLoad();
      throw error;
    } finally {
      if (this.#shapes !== undefined)
        this.#notBefore = performance.now() + (performance.now() - started) * (mostDuty - 1);
    }
  }

  #failLoad(): void {
    this.#isLoading = false;
    this.#isStale = true;
  }

  /** Reads in pieces small enough for requests to be answered in between. */
  async #loadPoints(
    client: pg.PoolClient,
    layer: PointLayer,
    seq: number,
    onRows: (rows: number) => void,
  ): Promise<void> {
    const snapshot = layer.begin();
    let before = 0;
    const refused: number[] = [];
    await copyPoints(
      client,
      this.definition,
      this.source,
      (row) => {
        try {
          snapshot.add(row);
        } catch (error) {
          if (!(error instanceof TypeError)) throw error;
          refused.push(row.id);
        }
      },
      (rows) => {
        snapshot.mergeSome((rows - before) * valuesPerRow);
        before = rows;
        onRows(rows);
      },
    );
    snapshot.close();
    while (snapshot.mergeSome(valuesPerTurn)) await nextTurn();
    layer.replace(snapshot, seq);
    this.#refused.clear();
    for (const id of refused) this.#refused.add(id);
  }

  async #readAgain(pool: pg.Pool, pending: ReadonlyMap<number, boolean>, seq: number): Promise<void> {
    const layer = this.#points as PointLayer;
    const ids = [...pending.keys()];
    for (let from = 0; from < ids.length; from += rowsPerTurn) {
      const some = ids.slice(from, from + rowsPerTurn);
      const rows = await readPointsById(pool, this.definition, this.source, some);
      this.#apply(layer, changesOf(some, pending, rows), seq);
      if (ids.length > rowsPerTurn) await nextTurn();
    }
  }

  /** A row that the layer cannot hold must not keep out the others: then one by one, and without that one. */
  #apply(layer: PointLayer, changes: readonly PointChange[], seq: number): void {
    for (const change of changes) this.#refused.delete(change.op === "delete" ? change.id : change.row.id);
    try {
      layer.apply(changes, seq);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      for (const change of changes) this.#applyOne(layer, change);
    }
  }

  #applyOne(layer: PointLayer, change: PointChange): void {
    try {
      layer.apply([change]);
    } catch (error) {
      if (!(error instanceof TypeError) || change.op === "delete") throw error;
      const { id } = change.row;
      this.#refused.add(id);
      layer.apply([{ op: "delete", id }]);
    }
  }
}

function changesOf(
  ids: readonly number[],
  pending: ReadonlyMap<number, boolean>,
  rows: Awaited<ReturnType<typeof readPointsById>>,
): PointChange[] {
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id): PointChange[] => {
    const row = found.get(id);
    const gone: PointChange = { op: "delete", id };
    if (row === undefined) return [gone];
    // One that was deleted and has come again may have a lower version.
    return pending.get(id) === true ? [gone, { op: "upsert", row }] : [{ op: "upsert", row }];
  });
}
