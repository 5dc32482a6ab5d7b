import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import { type LayerDefinition, layers } from "@one-map/tiles/catalogue";
import type pg from "pg";
import type { FeedEvent, FeedKind } from "../feed/event.ts";
import type { EventLog } from "../feed/event-log.ts";
import { tokenOf } from "../feed/frames.ts";
import type { MapEngine } from "./engine.ts";
import { type Applied, LayerFollower } from "./layer-follower.ts";
import { SelfCheck } from "./self-check.ts";

export interface FollowerOptions {
  readonly pool: pg.Pool;
  readonly engine: MapEngine;
  /** The feed, as it is read in this process. */
  readonly events: EventLog;
  /** When the feed was last read, and whether the database is away. */
  readonly reading: () => { readonly readAt: Date | undefined; readonly isAway: boolean };
  /** Number up to which everything is numbered that has been committed; undefined when it is not known in time. */
  readonly numbered: (withinMillis: number) => Promise<{ readonly seq: number } | undefined>;
  /** Called whenever a layer has taken something in. */
  readonly onApplied: (applied: Applied) => void;
  readonly onFault: (error: Error) => void;
  /** Called when a layer was found to be other than its table; it is read again. */
  readonly onDrift: (layer: string) => void;
}

export interface FollowerStatus {
  /** False until every layer has been loaded once. */
  readonly isLoaded: boolean;
  /** Instant at which the layers were as the database; undefined before the first. */
  readonly syncedAt: Date | undefined;
  /** Why they are not now. */
  readonly fault: string | undefined;
  /** The layer that is being read whole now, and its rows so far. */
  readonly loading?: { readonly layer: string; readonly rows: number } | undefined;
  /** Layers that answer as they were while they are read again. */
  readonly stale?: readonly string[];
  /** Times that a layer was found to differ from its table, and rows that layers cannot hold. */
  readonly drifts?: number;
  readonly refused?: number;
}

/** Events taken note of together. */
const pageSize = 2_000;

const retryMillis = 250;

/** What changes fastest is read first. */
const paces: readonly LayerDefinition["pace"][] = ["seconds", "minutes", "rarely"];

const checkMillis = 60_000;

/** Layer of a kind of event; visits have none. */
const layerOfKind: Readonly<Partial<Record<FeedKind, string>>> = {
  area: "areas",
  community: "communities",
  road: "roads",
  "police-room": "police-rooms",
  residence: "residences",
  venue: "venues",
  incident: "incidents",
  unit: "units",
};

/**
 * Keeps the engine as the database is: takes in what the feed tells, in order, and reads a layer whole where the feed
 * cannot tell, while the layer goes on answering as it was.
 */
export class Follower {
  readonly #options: FollowerOptions;
  readonly #layers: readonly LayerFollower[];
  readonly #byId: ReadonlyMap<string, LayerFollower>;
  readonly #check: SelfCheck;
  #cursor = 0;
  #breaks = 0;
  #running: Promise<void> = Promise.resolve();
  #loads: Promise<void> = Promise.resolve();
  #isLoading = false;
  #stopped = false;
  #isLoaded = false;
  #syncedAt: Date | undefined;
  #notedAt: Date | undefined;
  #fault: string | undefined;
  #loading: FollowerStatus["loading"];
  #waiting: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#layers = (layers as readonly LayerDefinition[])
      .toSorted((a, b) => paces.indexOf(a.pace) - paces.indexOf(b.pace))
      .map((one) => new LayerFollower(one, options.engine));
    this.#byId = new Map(this.#layers.map((layer) => [layer.definition.id, layer]));
    this.#check = new SelfCheck({
      pool: options.pool,
      settle: () => this.settled(5_000),
      onDrift: (layer) => {
        options.onDrift(layer);
        options.events.wakeAll();
      },
    });
  }

  get status(): FollowerStatus {
    const { isAway, readAt } = this.#options.reading();
    if (this.#isCurrent) this.#syncedAt = readAt;
    return {
      isLoaded: this.#isLoaded,
      syncedAt: this.#syncedAt,
      fault: this.#fault ?? (isAway ? unreadable : undefined),
      loading: this.#loading,
      stale: this.#layers.filter((layer) => layer.isStale).map(({ definition }) => definition.id),
      drifts: this.#check.drifts,
      refused: this.#layers.reduce((sum, { refused }) => sum + refused.size, 0),
    };
  }

  /** Token of the place in the feed up to which a layer contains everything; undefined before it was loaded. */
  position(layer: string): string | undefined {
    const { epoch = "", seq = 0 } = this.#byId.get(layer)?.contains ?? {};
    return epoch === "" ? undefined : tokenOf(epoch, seq);
  }

  /** Loads every layer, then goes on following until stopped. Resolves after the first load. The feed must have begun. */
  async start(): Promise<void> {
    const { events } = this.#options;
    this.#cursor = events.seq;
    this.#breaks = events.breaks;
    this.#running = this.#run();
    await this.#until(() => this.#isLoaded || this.#stopped);
    this.#timer = setInterval(
      () => void this.#check.next(this.#layers).catch(this.#options.onFault),
      checkMillis,
    ).unref();
  }

  /** Resolves when everything committed before this call is in the layers; false when that takes longer. */
  async settled(withinMillis: number): Promise<boolean> {
    const late = performance.now() + withinMillis;
    const numbered = await this.#options.numbered(withinMillis);
    if (numbered === undefined) return false;
    const isThere = () => this.#isCurrent && this.#cursor >= numbered.seq;
    await this.#until(() => isThere() || this.#stopped, late - performance.now());
    return isThere();
  }

  /** Compares every layer with its table now; the layers that differed and are being read again. */
  async check(): Promise<string[]> {
    const found: string[] = [];
    for (const layer of this.#layers) if (await this.#check.run(layer)) found.push(layer.definition.id);
    return found;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#options.events.wakeAll();
    this.#wake();
    await this.#running;
    await this.#loads;
  }

  get #isCurrent(): boolean {
    const { events } = this.#options;
    return this.#breaks === events.breaks && this.#cursor === events.seq && this.#layers.every((one) => one.isCurrent);
  }

  async #run(): Promise<void> {
    const { events } = this.#options;
    while (!this.#stopped) {
      this.#noteNews();
      const isApplied = await this.#applyNoted();
      this.#loadNext();
      this.#wake();
      if (!isApplied) await wait(retryMillis);
      else if (!this.#hasWork && !(await this.#mergeOrNot()) && !this.#hasWork) await events.changed();
    }
  }

  get #hasWork(): boolean {
    const { events } = this.#options;
    const isNews = this.#breaks !== events.breaks || this.#cursor !== events.seq;
    return this.#stopped || isNews || this.#layers.some((one) => one.hasNoted || (one.isDue && !this.#isLoading));
  }

  /** Takes note of what the feed tells. */
  #noteNews(): void {
    const { events, reading } = this.#options;
    const news = this.#breaks === events.breaks ? events.after(this.#cursor, pageSize) : undefined;
    if (news === undefined) {
      for (const layer of this.#layers) layer.invalidate();
      this.#breaks = events.breaks;
      this.#cursor = events.seq;
      return;
    }
    for (const event of news) this.#layerOf(event)?.note(event);
    this.#cursor += news.length;
    if (this.#cursor === events.seq) this.#notedAt = reading().readAt;
  }

  #layerOf({ kind }: FeedEvent): LayerFollower | undefined {
    return this.#byId.get(layerOfKind[kind] ?? "");
  }

  /** True unless the database could not be read. */
  async #applyNoted(): Promise<boolean> {
    const { pool, events, onApplied, onFault } = this.#options;
    const upTo = { epoch: events.epoch, seq: this.#cursor };
    try {
      for (const layer of this.#layers) {
        const applied = await layer.applyNoted(pool, upTo);
        if (applied !== undefined) onApplied(applied);
      }
      if (this.#layers.every((layer) => layer.isCurrent)) {
        this.#fault = undefined;
        this.#syncedAt = this.#notedAt;
      }
      return true;
    } catch (error) {
      this.#fault = unreadable;
      onFault(error as Error);
      return false;
    }
  }

  /** Reads one layer whole, beside what is taken in meanwhile. */
  #loadNext(): void {
    const due = this.#isLoading ? undefined : this.#layers.find((layer) => layer.isDue);
    if (due !== undefined) this.#loads = this.#load(due);
  }

  async #load(layer: LayerFollower): Promise<void> {
    const { pool, events, onApplied, onFault } = this.#options;
    this.#isLoading = true;
    try {
      const onRows = (rows: number) => {
        this.#loading = { layer: layer.definition.id, rows };
      };
      onApplied(await layer.load(pool, onRows));
      // Shapes that change all the time are not built all the time.
      // Up to the next millisecond: a timer that goes off a little early would be the last one.
      setTimeout(() => events.wakeAll(), Math.ceil(layer.restMillis) + 1).unref();
    } catch (error) {
      this.#fault = unreadable;
      onFault(error as Error);
      await wait(retryMillis);
    }
    this.#isLoading = false;
    this.#loading = undefined;
    this.#isLoaded ||= this.#layers.every(({ contains }) => contains.epoch !== "");
    events.wakeAll();
    this.#wake();
  }

  /** Goes on with merges for a moment; true while there is more to do. */
  async #mergeOrNot(): Promise<boolean> {
    let isMore = false;
    for (const layer of this.#layers) isMore = layer.mergeSome() || isMore;
    if (isMore) await nextTurn();
    return isMore;
  }

  /** Resolves when it is so, looked at after each step; or after the time. */
  async #until(isSo: () => boolean, withinMillis = Infinity): Promise<void> {
    const late = performance.now() + withinMillis;
    while (!isSo() && performance.now() < late) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(Math.max(late - performance.now(), 0), 1_000));
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

const unreadable = "the database could not be read";
