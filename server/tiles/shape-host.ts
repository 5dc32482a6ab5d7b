import { setImmediate as nextTurn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { LayerDefinition } from "@one-map/tiles/catalogue";
import type { Checksum } from "@one-map/tiles/point-layer";
import type { TileCoord } from "@one-map/tiles/world";
import type { PackedShape, ShapeAnswer, ShapeRequest } from "./shape-messages.ts";

/** Characters of geometry handed over between two turns of the event loop: a millisecond. */
const charactersPerTurn = 1_000_000;

/**
 * A layer of lines or polygons that lives in a thread of its own. Each state is built by a fresh thread, every zoom
 * simplified and cut, while tiles go on coming from the one before; then it takes over whole. This thread only passes
 * messages, so neither building nor cutting makes anybody wait.
 */
export class ShapeHost {
  readonly definition: LayerDefinition;
  #state: ShapeThread | undefined;
  #sum: Checksum = { count: 0, versionSum: 0 };
  #version = 0;
  #loading: Promise<void> = Promise.resolve();

  constructor(definition: LayerDefinition) {
    this.definition = definition;
  }

  /** Number of shapes held. */
  get size(): number {
    return this.#sum.count;
  }

  /** Grows with each load that has taken over; starts at 0 in every process. */
  get version(): number {
    return this.#version;
  }

  /** Memory of the thread that answers, as it last said; 0 where there is none. */
  get bytes(): number {
    return this.#state?.bytes ?? 0;
  }

  /** Sums of what is held; of nothing known once the thread was lost, so that whoever compares loads again. */
  checksum(): Checksum {
    return this.#state?.isLost ? { count: -1, versionSum: -1 } : this.#sum;
  }

  /** Replaces everything, in the order of the calls; resolves when tiles come from these rows. */
  load(rows: readonly PackedShape[]): Promise<void> {
    const next = this.#loading.then(() => this.#replace(rows));
    this.#loading = next.catch(() => {});
    return next;
  }

  /** The tile as MVT of what is held at the call; zero bytes when it is empty. Rejects when the thread is lost. */
  async tile(coord: TileCoord): Promise<Uint8Array> {
    return this.#state === undefined ? new Uint8Array(0) : this.#state.tile(coord);
  }

  async close(): Promise<void> {
    await this.#loading;
    await this.#state?.end();
    this.#state = undefined;
  }

  async #replace(rows: readonly PackedShape[]): Promise<void> {
    const fresh = rows.length === 0 ? undefined : new ShapeThread(this.definition.id);
    await fresh?.build(rows);
    const before = this.#state;
    this.#state = fresh;
    this.#sum = { count: rows.length, versionSum: rows.reduce((sum, { version }) => sum + version, 0) };
    this.#version++;
    await before?.end();
  }
}

interface Waiting {
  resolve(tile: Uint8Array): void;
  reject(error: Error): void;
}

/** One thread and the requests that it has not answered yet. */
class ShapeThread {
  isLost = false;
  bytes = 0;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #ready: { resolve(): void; reject(error: Error): void } | undefined;
  #idle: (() => void) | undefined;
  #requests = 0;

  constructor(layer: string) {
    this.#worker = new Worker(new URL("./shape-worker.ts", import.meta.url), { workerData: layer });
    this.#worker.on("message", (message: ShapeAnswer) => this.#take(message));
    this.#worker.on("error", (error) => this.#lose(error));
    this.#worker.on("exit", () => this.#lose(new Error(`The thread of layer "${layer}" has ended.`)));
  }

  async build(rows: readonly PackedShape[]): Promise<void> {
    const ready = new Promise<void>((resolve, reject) => {
      this.#ready = { resolve, reject };
    });
    try {
      for (const part of partsOf(rows)) {
        this.#send({ kind: "rows", rows: part });
        await nextTurn();
      }
      this.#send({ kind: "build" });
      await ready;
    } catch (error) {
      await this.end();
      throw error;
    }
    this.#worker.unref();
  }

  tile({ z, x, y }: TileCoord): Promise<Uint8Array> {
    if (this.isLost) return Promise.reject(new Error("The thread of this layer has ended."));
    return new Promise((resolve, reject) => {
      const request = ++this.#requests;
      this.#waiting.set(request, { resolve, reject });
      // An answer that somebody waits for keeps the process alive.
      this.#worker.ref();
      this.#send({ kind: "tile", request, z, x, y });
    });
  }

  /** Ends the thread once it has answered everything. */
  async end(): Promise<void> {
    if (this.#waiting.size > 0) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
    }
    await this.#worker.terminate();
  }

  #send(message: ShapeRequest): void {
    this.#worker.postMessage(message);
  }

  #take(message: ShapeAnswer): void {
    if (message.kind !== "fault") this.bytes = message.bytes;
    if (message.kind === "ready") this.#ready?.resolve();
    else if (message.request === undefined) this.#ready?.reject(new Error((message as { reason: string }).reason));
    else {
      const waiting = this.#waiting.get(message.request);
      this.#waiting.delete(message.request);
      if (message.kind === "tile") waiting?.resolve(message.tile);
      else waiting?.reject(new Error(message.reason));
      this.#rest();
    }
  }

  #lose(error: Error): void {
    this.isLost = true;
    this.bytes = 0;
    this.#ready?.reject(error);
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#rest();
  }

  #rest(): void {
    if (this.#waiting.size > 0) return;
    this.#worker.unref();
    this.#idle?.();
  }
}

function* partsOf(rows: readonly PackedShape[]): Generator<PackedShape[]> {
  let part: PackedShape[] = [];
  let characters = 0;
  for (const row of rows) {
    part.push(row);
    characters += row.geometry.length;
    if (characters < charactersPerTurn) continue;
    yield part;
    part = [];
    characters = 0;
  }
  yield part;
}
