import type { Cause } from "../feed-client.ts";
import type { Transport } from "../feed-runner.ts";
import { SseParser } from "../sse-parser.ts";
import { type Heartbeat, readEvent, readSnapshot } from "../wire.ts";
import type { ModelServer, ModelStream } from "./model-server.ts";
import type { VirtualClock } from "./virtual-clock.ts";

type Connected = Parameters<Transport["connect"]>[1];

interface Link {
  readonly on: Connected;
  readonly parser: SseParser;
  readonly stream: ModelStream;
  /** Change events that have arrived, for a network or a server that sends them again. */
  readonly arrived: string[];
  /** Server's clock against ours, at the last heartbeat, and how long those since a jump of the clock took. */
  offset: number;
  delays: number[];
}

const latencyMs = 20;

/** Makes a call do nothing once whoever it was for is dead. */
export type Guard = <A extends unknown[]>(call: (...args: A) => void) => (...args: A) => void;

/** The way between server and client: it breaks, stalls, repeats and swaps what it carries, on request. */
export class ModelNetwork {
  /** Moments at which the client has asked for the stream or a snapshot. */
  readonly requests: number[] = [];
  #isDown = false;
  /** Bytes wait somewhere on the way. */
  #isStalled = false;
  #snapshotMs = 40;
  /** Answers to the next requests, instead of what they ask for. */
  #refusals: Cause[] = [];
  #streamRefusal: Cause | undefined;
  #isHanging = false;
  #links = new Set<Link>();
  /** The connection that ended last, with what was still on its way. */
  #ended: Link | undefined;
  /** Heartbeats that have arrived: until when the picture was true, and how far the client's estimate may be off. */
  readonly beats: { readonly trueAt: number; readonly error: number }[] = [];
  readonly #clock: VirtualClock;
  readonly #server: ModelServer;

  constructor(clock: VirtualClock, server: ModelServer) {
    this.#clock = clock;
    this.#server = server;
  }

  setDown(isDown: boolean): void {
    this.#isDown = isDown;
    if (isDown) this.cut("network");
  }

  setStalled(isStalled: boolean): void {
    this.#isStalled = isStalled;
  }

  refuse(causes: readonly Cause[]): void {
    this.#refusals.push(...causes);
  }

  slowSnapshots(ms: number): void {
    this.#snapshotMs = ms;
  }

  /** The server takes connections and says nothing at all. */
  hang(isHanging: boolean): void {
    this.#isHanging = isHanging;
  }

  /** Every stream is refused, until the world is quietened. */
  refuseStreams(cause: Cause | undefined): void {
    this.#streamRefusal = cause;
  }

  /** Every fault ends. */
  quieten(): void {
    this.setDown(false);
    this.setStalled(false);
    this.#refusals = [];
    this.#streamRefusal = undefined;
    this.#isHanging = false;
    this.#snapshotMs = 40;
  }

  transport(guard: Guard): Transport {
    return {
      connect: (token, given) => {
        this.requests.push(this.#clock.now());
        let link: Link | undefined;
        let isOver = false;
        const on = { opened: guard(given.opened), received: guard(given.received), closed: guard(given.closed) };
        this.#clock.after(latencyMs, () => {
          if (isOver) return;
          if (this.#isHanging) return;
          const refusal = this.#refusal() ?? this.#streamRefusal;
          if (refusal !== undefined) return on.closed(refusal);
          link = { on, parser: new SseParser(), stream: this.#server.open(token), arrived: [], offset: 0, delays: [] };
          this.#links.add(link);
          on.opened();
        });
        return () => {
          isOver = true;
          if (link !== undefined) this.#drop(link);
        };
      },
      load: (on) => {
        this.requests.push(this.#clock.now());
        let isOver = false;
        const [loaded, failed] = [guard(on.loaded), guard(on.failed)];
        this.#clock.after(latencyMs, () => {
          if (isOver) return;
          const refusal = this.#refusal();
          if (refusal !== undefined) return failed(refusal);
          const snapshot = this.#server.snapshot();
          this.#clock.after(this.#snapshotMs, () => {
            if (isOver) return;
            if (this.#isDown) failed({ kind: "network" });
            else loaded(readSnapshot(snapshot));
          });
        });
        return () => {
          isOver = true;
        };
      },
    };
  }

  #refusal(): Cause | undefined {
    return this.#isDown ? { kind: "network" } : this.#refusals.shift();
  }

  #drop(link: Link): void {
    this.#ended = link;
    this.#links.delete(link);
    this.#server.streams.delete(link.stream);
  }

  /** Every connection ends; what was on its way is lost. */
  cut(kind: "ended" | "network", retryMs?: number): void {
    for (const link of [...this.#links]) {
      this.#drop(link);
      link.on.closed({ kind }, retryMs);
    }
  }

  /** Brings events from the way to the client, all of them unless told how many. */
  deliver(most = Number.POSITIVE_INFINITY): void {
    if (this.#isStalled && most === Number.POSITIVE_INFINITY) return;
    for (const link of [...this.#links])
      for (let i = 0; i < most && this.#links.has(link); i++) {
        const text = link.stream.queue.shift();
        if (text === undefined) break;
        if (isRow(text)) link.arrived.push(text);
        this.#arrive(link, text);
      }
  }

  #arrive(link: Link, text: string): void {
    const { on, parser } = link;
    const bytes = new TextEncoder().encode(text);
    const half = bytes.length >> 1;
    for (const part of [bytes.subarray(0, half), bytes.subarray(half)])
      for (const event of parser.push(part)) {
        const read = readEvent(event);
        if (read === null) continue;
        if (read.type === "hb") this.#noteBeat(link, read, JSON.parse(event.data) as { sent: number });
        on.received(read);
      }
  }

  /** Of a delay that all heartbeats of a connection had, or since a clock was set, nobody can know. */
  #noteBeat(link: Link, { serverTime, lagMs }: Heartbeat, { sent }: { sent: number }): void {
    if (Math.abs(serverTime - sent - link.offset) > 1) link.delays = [];
    link.offset = serverTime - sent;
    link.delays = [...link.delays.slice(-29), this.#clock.now() - sent];
    this.beats.push({ trueAt: sent - lagMs, error: Math.min(...link.delays) });
  }

  /** Rows that have arrived come once more. */
  duplicate(from: number, count: number): void {
    for (const link of [...this.#links]) {
      const first = from % Math.max(1, link.arrived.length);
      for (const text of link.arrived.slice(first, first + count)) if (this.#links.has(link)) this.#arrive(link, text);
    }
  }

  /** A row on its way arrives as something that cannot be read. */
  garble(): void {
    for (const { stream } of this.#links) {
      const i = stream.queue.findIndex(isRow);
      const text = stream.queue[i];
      if (text !== undefined) stream.queue[i] = text.replace(/"v":\d+/, '"v":"?"');
    }
  }

  /** What was on its way over a connection that has ended arrives after all. */
  haunt(): void {
    const link = this.#ended;
    if (link !== undefined) for (const text of link.stream.queue.splice(0)) this.#arrive(link, text);
  }

  /** Rows on their way come the other way round, from one of them up to what is no row: heartbeats stay in place. */
  reorder(at: number): void {
    for (const { stream } of this.#links) {
      const { queue } = stream;
      const first = at % Math.max(1, queue.length);
      const rows = queue.slice(first);
      const end = rows.findIndex((text) => !isRow(text));
      queue.splice(first, end < 0 ? rows.length : end, ...rows.slice(0, end < 0 ? rows.length : end).reverse());
    }
  }
}

function isRow(text: string): boolean {
  return text.startsWith("event: change");
}
