import { HeartbeatDelay } from "./heartbeat-delay.ts";
import { backOffMs, pace } from "./pace.ts";
import { Replica } from "./replica.ts";
import type { FeedEvent, Snapshot, TileNews } from "./wire.ts";

/** Why a request came to nothing, or an open stream to an end. */
export type Cause =
  | { readonly kind: "ended" | "network" | "foreign" }
  | { readonly kind: "refused"; readonly status: number; readonly retryAfterMs: number | null };

/** What keeps the picture from being fresh. */
export type Trouble = "network" | "busy" | "unauthorised" | "absent" | "resets" | "degraded" | "unreadable";

export interface FeedStatus {
  /** What the client is at; `down` between two attempts. */
  readonly link: "loading" | "connecting" | "open" | "down";
  /** Since the picture was last known to be true; null while there is none. */
  readonly ageMs: number | null;
  /** The server's clock now, epoch milliseconds; null before it was first heard. */
  readonly serverNow: number | null;
  readonly trouble: Trouble | null;
}

/** What the client asks of the world. Answers come back through its methods, with the number of the request. */
export interface FeedPorts {
  /** Milliseconds of a clock that nobody sets. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  connect(connection: number, token: string): void;
  disconnect(): void;
  load(load: number): void;
  cancelLoad(): void;
  /** Tiles of a layer have changed; of every layer, named `*`, when news may have been missed. */
  tiles(news: TileNews): void;
  /** The rows, the status or the next time of `tick` may be others. */
  changed(): void;
}

interface Heard {
  readonly event: FeedEvent;
  readonly at: number;
}

/**
 * The client's half of the feed: keeps the replica true through every fault of the way. It loads a snapshot, follows
 * the stream from there, and on doubt loads again while the old picture stays. No clock, network or timer of its own.
 */
export class FeedClient {
  readonly replica = new Replica();
  readonly #ports: FeedPorts;
  #phase: "idle" | "loading" | "connecting" | "open" | "waiting" = "idle";
  #connection = 0;
  #openedAt = 0;
  #heardAt = 0;
  #load = 0;
  /** When the snapshot on its way was asked for; null when none is. */
  #loadAt: number | null = null;
  /** The rows are not to be trusted: a snapshot is due before the stream goes on. */
  #mustLoad = true;
  #buffer: Heard[] = [];
  #renamedDueAt = Number.POSITIVE_INFINITY;
  #waitUntil = 0;
  /** From when on somebody who looks may cut the wait short. */
  #hurryFrom = 0;
  #failures = 0;
  #resets: number[] = [];
  #trouble: Trouble | null = null;
  #trueAt: number | null = null;
  #delay = new HeartbeatDelay();
  #clock: { readonly serverTime: number; readonly at: number } | null = null;
  #slept: { readonly at: number; readonly ms: number } | null = null;

  constructor(ports: FeedPorts) {
    this.#ports = ports;
  }

  start(): void {
    if (this.#phase === "idle") this.#resume();
    this.#ports.changed();
  }

  get status(): FeedStatus {
    const now = this.#ports.now();
    const link = this.#phase === "waiting" ? "down" : this.#loadAt !== null ? "loading" : this.#phase;
    const sleep = this.#slept !== null && now - this.#slept.at >= pace.wakeGraceMs ? this.#slept.ms : 0;
    return {
      link: link === "idle" ? "connecting" : link,
      ageMs: this.#trueAt === null ? null : Math.max(0, now - this.#trueAt) + sleep,
      serverNow: this.#clock && this.#clock.serverTime + (now - this.#clock.at) + sleep,
      trouble: this.#trouble,
    };
  }

  /** When `tick` is next to be called. */
  get dueAt(): number {
    return Math.min(
      this.#phase === "waiting" ? this.#waitUntil : Number.POSITIVE_INFINITY,
      this.#phase === "connecting" ? this.#heardAt + pace.connectMs : Number.POSITIVE_INFINITY,
      this.#phase === "open" ? this.#heardAt + pace.silenceMs : Number.POSITIVE_INFINITY,
      this.#phase === "open" && this.#loadAt === null ? this.#renamedDueAt : Number.POSITIVE_INFINITY,
      this.#loadAt === null ? Number.POSITIVE_INFINITY : this.#loadAt + pace.loadMs,
    );
  }

  tick(): void {
    const now = this.#ports.now();
    if (now < this.dueAt) return;
    if (this.#loadAt !== null && now >= this.#loadAt + pace.loadMs) this.#fail("network");
    else if (this.#phase === "waiting") this.#resume();
    else if (this.#phase === "open" && now < this.#heardAt + pace.silenceMs) this.#beginLoad();
    else this.#fail("network");
    this.#ports.changed();
  }

  /** The network is back, or somebody looks at the page. */
  nudge(): void {
    const now = this.#ports.now();
    if (this.#phase === "waiting" && now >= this.#hurryFrom) this.#resume();
    else if (this.#phase === "open" && now - this.#heardAt > pace.suspectMs) this.#open();
    else return;
    this.#ports.changed();
  }

  /** The clock on the wall has gone on by so much while ours stood still: asleep, most likely, and deaf since. */
  wake(ms: number): void {
    this.#slept = { at: this.#ports.now(), ms: (this.#slept?.ms ?? 0) + ms };
    if (this.#phase === "open") this.#open();
    else if (this.#phase === "waiting" && this.#ports.now() >= this.#hurryFrom) this.#resume();
    this.#ports.changed();
  }

  opened(connection: number): void {
    if (connection !== this.#connection || this.#phase !== "connecting") return;
    this.#phase = "open";
    this.#openedAt = this.#heardAt = this.#ports.now();
    // News of tiles is not repeated: whatever was said while nobody listened is lost.
    this.#ports.tiles({ layer: "*", tiles: null });
    this.#ports.changed();
  }

  received(connection: number, event: FeedEvent): void {
    if (connection !== this.#connection || this.#phase !== "open") return;
    this.#heardAt = this.#ports.now();
    if (event.type === "tiles") this.#ports.tiles(event);
    else if (event.type === "degraded") this.#trouble = "degraded";
    else if (event.type === "bye") this.#wait(Math.min(event.retryMs, pace.mostRetryAfterMs), "network");
    else if (event.type === "reset") this.#reset();
    else if (event.type === "broken") {
      this.#disconnect();
      this.#trouble = "unreadable";
      this.#reset();
    } else if (this.#loadAt === null) this.#apply({ event, at: this.#heardAt });
    else if (this.#buffer.push({ event, at: this.#heardAt }) > pace.mostBuffered) this.#disconnect();
    this.#ports.changed();
  }

  /** @param retryMs pause that the stream has asked for, where it has */
  closed(connection: number, cause: Cause, retryMs?: number): void {
    if (connection !== this.#connection || (this.#phase !== "open" && this.#phase !== "connecting")) return;
    const wasOpen = this.#phase === "open";
    this.#disconnect();
    if (cause.kind === "refused" && cause.status === 409) this.#reset();
    // A snapshot on its way is as good without the stream; the stream goes on from it.
    else if (this.#loadAt === null)
      this.#fail(cause, wasOpen && this.#failures === 0 && retryMs !== undefined ? retryMs : undefined);
    this.#ports.changed();
  }

  loaded(load: number, snapshot: Snapshot): void {
    if (load !== this.#load || this.#loadAt === null) return;
    this.#trueAt = this.#loadAt;
    this.#loadAt = null;
    this.#mustLoad = false;
    this.#slept = null;
    this.replica.load(snapshot);
    const serverTime = Date.parse(snapshot.asOf);
    if (!Number.isNaN(serverTime)) this.#clock = { serverTime, at: this.#trueAt };
    const buffer = this.#buffer;
    this.#buffer = [];
    for (const heard of buffer) {
      // What is buffered may itself call for another snapshot, or for a halt.
      if (this.#loadAt !== null) this.#buffer.push(heard);
      else if (!this.#mustLoad) this.#apply(heard);
    }
    if (this.#phase === "loading" && this.#loadAt === null) this.#open();
    this.#ports.changed();
  }

  loadFailed(load: number, cause: Cause): void {
    if (load !== this.#load || this.#loadAt === null) return;
    this.#fail(cause);
    this.#ports.changed();
  }

  #apply(heard: Heard): void {
    const { event, at } = heard;
    if (event.type !== "hb" && event.type !== "change" && event.type !== "leave") return;
    if (event.at.epoch !== this.replica.position?.epoch) {
      this.#reset();
      if (this.#loadAt !== null) this.#buffer.push(heard);
      return;
    }
    if (event.type === "hb") {
      this.replica.confirm(event.at.seq);
      const sentAt = at - this.#delay.note(at, event.serverTime);
      this.#trueAt = Math.max(this.#trueAt ?? 0, sentAt - event.lagMs);
      this.#clock = { serverTime: event.serverTime, at: sentAt };
      this.#slept = null;
      this.#trouble = null;
      if (at - this.#openedAt >= pace.backOffMostMs) this.#failures = 0;
      return;
    }
    this.replica.apply(event);
    if (event.kind === "community" || event.kind === "road")
      this.#renamedDueAt = Math.min(this.#renamedDueAt, at + pace.renamedMs * (1 + this.#ports.random()));
  }

  /** The rows cannot be brought up to date by events; too often, and the client stops for a while. */
  #reset(): void {
    const now = this.#ports.now();
    this.#resets = [...this.#resets.filter((at) => now - at < pace.resetWindowMs), now];
    this.#mustLoad = true;
    if (this.#resets.length < pace.mostResets) this.#beginLoad();
    else {
      this.#resets = [];
      this.#wait(pace.haltMs, "resets");
    }
  }

  #resume(): void {
    if (this.#mustLoad) this.#beginLoad();
    else this.#open();
  }

  #beginLoad(): void {
    if (this.#loadAt !== null) this.#ports.cancelLoad();
    if (this.#phase !== "open") this.#phase = "loading";
    this.#loadAt = this.#ports.now();
    this.#mustLoad = true;
    this.#buffer = [];
    this.#renamedDueAt = Number.POSITIVE_INFINITY;
    this.#ports.load(++this.#load);
  }

  #open(): void {
    const { token } = this.replica;
    this.#disconnect();
    if (token === null || this.#loadAt !== null) return;
    this.#phase = "connecting";
    this.#heardAt = this.#ports.now();
    this.#delay = new HeartbeatDelay();
    this.#ports.connect(++this.#connection, token);
  }

  /** Ends the stream; a snapshot on its way stays, and what was buffered for it is of no use any more. */
  #disconnect(): void {
    if (this.#phase === "open" || this.#phase === "connecting") this.#ports.disconnect();
    this.#connection++;
    this.#buffer = [];
    if (this.#phase !== "waiting") this.#phase = "loading";
  }

  /** @param delayMs instead of the pause that grows with the failures */
  #fail(cause: Cause | "network", delayMs?: number): void {
    const backOff = backOffMs(this.#failures++, this.#ports.random());
    const status = cause !== "network" && cause.kind === "refused" ? cause.status : 0;
    const retryAfterMs = cause !== "network" && cause.kind === "refused" ? cause.retryAfterMs : null;
    if (status === 401 || status === 403) {
      // Whoever is let in next may be somebody else: nothing goes on from what is held.
      this.#mustLoad = true;
      this.#wait(pace.absentMs, "unauthorised", pace.hurryMs);
    } else if (status === 204 || status === 404) this.#wait(pace.absentMs, "absent", pace.hurryMs);
    else if (retryAfterMs !== null) {
      const asked = Math.min(retryAfterMs, pace.mostRetryAfterMs) * (1 + this.#ports.random() / 5);
      this.#wait(Math.max(backOff, asked), "busy");
    } else {
      const isForeign = cause !== "network" && cause.kind === "foreign";
      this.#wait(delayMs ?? backOff, isForeign ? "unreadable" : status >= 500 ? "busy" : "network", 0);
    }
  }

  /** @param hurryAfterMs when a nudge may end the wait; never by default */
  #wait(ms: number, trouble: Trouble, hurryAfterMs = Number.POSITIVE_INFINITY): void {
    this.#disconnect();
    if (this.#loadAt !== null) this.#ports.cancelLoad();
    this.#loadAt = null;
    this.#phase = "waiting";
    this.#waitUntil = this.#ports.now() + ms;
    this.#hurryFrom = this.#ports.now() + hurryAfterMs;
    this.#trouble = trouble;
  }
}
