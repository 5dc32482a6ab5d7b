import type { LiveIncident, LiveUnit, Snapshot } from "../wire.ts";
import type { VirtualClock } from "./virtual-clock.ts";

type Kind = "incident" | "unit";
type Row = LiveIncident | LiveUnit;

interface Pending {
  readonly kind: string;
  readonly id: number;
  readonly v: number;
  readonly op: "i" | "u" | "d";
  readonly community: number | null;
  readonly was: number | null;
  readonly at: number;
}

/** An event as it was sent, for replay. */
interface Sent {
  readonly seq: number;
  readonly text: string;
}

/** What a row was from a moment on. */
interface Past {
  readonly at: number;
  readonly v: number;
  readonly isLive: boolean;
}

export interface ModelStream {
  /** Events on their way to the client, in order. */
  queue: string[];
}

/**
 * The server's half of the feed in memory, as its wire format says: rows with versions, an outbox, a sequencer that
 * numbers densely, streams in one scope, a snapshot of one moment.
 */
export class ModelServer {
  readonly clock: VirtualClock;
  rows = { incident: new Map<number, LiveIncident>(), unit: new Map<number, LiveUnit>() };
  readonly streams = new Set<ModelStream>();
  /** Every version that each row has had, with its moment. */
  readonly past = new Map<string, Past[]>();
  epoch = "e.1";
  seq = 0;
  isMute = false;
  #epochs = 1;
  #nextId = 1;
  #outbox: Pending[] = [];
  #log: Sent[] = [];
  #floor = 0;
  #names = 0;
  #backup: { rows: ModelServer["rows"]; nextId: number; seq: number } = {
    rows: { incident: new Map(), unit: new Map() },
    nextId: 1,
    seq: 0,
  };

  constructor(clock: VirtualClock) {
    this.clock = clock;
    const beat = () => {
      this.heartbeat();
      clock.after(10_000, beat);
    };
    clock.after(10_000, beat);
  }

  createIncident(communityId: number | null): void {
    this.#put("incident", {
      id: this.#nextId++,
      v: 1,
      communityId,
      category: "noise",
      priority: 3,
      status: "reported",
      occurredAt: this.#time(),
      reportedAt: this.#time(),
      dispatchedAt: null,
      arrivedAt: null,
      closedAt: null,
      position: [107.1, 34.3],
      community: { zhHans: `社区${this.#names}`, zhHant: null, en: null },
      street: null,
    });
  }

  createUnit(): void {
    this.#put("unit", {
      id: this.#nextId++,
      v: 1,
      communityId: 1,
      callSign: `u${this.#nextId}`,
      kind: "car",
      status: "available",
      lastFixAt: null,
      position: null,
    });
  }

  /** Changes one of the rows; which, and what becomes of it, is the test's choice. */
  change(kind: Kind, choice: number, what: number): void {
    const table = this.rows[kind] as Map<number, Row>;
    const row = [...table.values()][choice % Math.max(1, table.size)];
    if (row === undefined) return;
    const v = row.v + 1;
    if (what % 8 === 0) this.#delete(kind, row);
    else if (kind === "unit") {
      const unit = { ...(row as LiveUnit), v, lastFixAt: this.#time(), position: [107 + what / 1_000, 34.3] };
      this.#put("unit", { ...unit, status: what % 3 === 0 ? "off_duty" : "available" }, row);
    } else {
      const status = (["reported", "dispatched", "on_scene", "closed"] as const)[what % 4] ?? "reported";
      const closedAt = status === "closed" ? this.#time() : null;
      this.#put("incident", { ...(row as LiveIncident), v, status, closedAt, communityId: what % 5 || null }, row);
    }
  }

  /** A community is renamed: rows that name it change without a version of their own. */
  rename(): void {
    this.#names++;
    const community = { zhHans: `社区${this.#names}`, zhHant: null, en: null };
    for (const row of this.rows.incident.values()) this.rows.incident.set(row.id, { ...row, community });
    this.#commit({ kind: "community", id: 1, v: this.#names, op: "u", community: 1, was: 1 });
  }

  /** Something changes that the live set does not hold. */
  changeVenue(): void {
    this.#commit({ kind: "venue", id: 1, v: 1, op: "u", community: 2, was: 2 });
  }

  #put(kind: Kind, row: Row, before?: Row): void {
    (this.rows[kind] as Map<number, Row>).set(row.id, row);
    const op = before === undefined ? "i" : "u";
    const was = before === undefined ? null : before.communityId;
    this.#commit({ kind, id: row.id, v: row.v, op, community: row.communityId, was });
    this.#remember(kind, row, (row as LiveIncident).status !== "closed");
  }

  #delete(kind: Kind, row: Row): void {
    this.rows[kind].delete(row.id);
    this.#commit({ kind, id: row.id, v: row.v, op: "d", community: null, was: row.communityId });
    this.#remember(kind, row, false);
  }

  #commit(change: Omit<Pending, "at">): void {
    this.#outbox.push({ ...change, at: this.clock.now() });
  }

  #remember(kind: Kind, { id, v }: Row, isLive: boolean): void {
    const key = `${kind} ${id}`;
    const past = this.past.get(key) ?? [];
    past.push({ at: this.clock.now(), v, isLive });
    this.past.set(key, past);
  }

  /** The sequencer's tick: everything committed gets its number and goes out to every stream. */
  sequence(): void {
    for (const { kind, id, v, op, community, was } of this.#outbox) {
      const held = kind === "incident" || kind === "unit" ? this.rows[kind].get(id) : undefined;
      const data = { k: kind, id, v, op, s: community, os: was, b: null, ob: null, ...(held && { row: held }) };
      const seq = ++this.seq;
      this.#log.push({ seq, text: encode("change", data, `${this.epoch}.${seq}`) });
      this.#send(this.#log.at(-1)?.text ?? "");
    }
    if (this.#outbox.length > 0) this.#send(encode("tiles", { seq: this.seq, layer: "incidents", tiles: [[7, 1, 2]] }));
    this.#outbox = [];
  }

  heartbeat(): void {
    if (!this.isMute) this.#send(this.#beat());
  }

  #beat(): string {
    const lag = this.clock.now() - (this.#outbox[0]?.at ?? this.clock.now());
    const sent = this.clock.now();
    return encode("hb", { seq: this.seq, t: this.#time(), lag, sent }, `${this.epoch}.${this.seq}`);
  }

  /** A stream from this token on: what was missed, or a reset, then a heartbeat. */
  open(token: string): ModelStream {
    const stream: ModelStream = { queue: [] };
    const [, epoch, after] = /^(.+)\.(\d+)$/.exec(token) ?? [];
    const from = Number(after);
    if (epoch !== this.epoch || from > this.seq) stream.queue.push(reset("epoch"));
    else if (from < this.#floor) stream.queue.push(reset("retention"));
    else stream.queue.push(...this.#log.filter(({ seq }) => seq > from).map(({ text }) => text));
    if (!this.isMute) stream.queue.push(this.#beat());
    this.streams.add(stream);
    return stream;
  }

  /** Every stream is told to start over, as after a change of scope. */
  reset(why: string): void {
    this.#send(reset(why));
  }

  say(event: string, data: object): void {
    this.#send(encode(event, data));
  }

  /** Old events are dropped. */
  forget(): void {
    this.#log = this.#log.slice(-2);
    this.#floor = (this.#log[0]?.seq ?? this.seq + 1) - 1;
  }

  backUp(): void {
    const { incident, unit } = this.rows;
    this.#backup = {
      rows: { incident: new Map(incident), unit: new Map(unit) },
      nextId: this.#nextId,
      seq: this.seq,
    };
  }

  /** The database goes back to the backup: ids, versions and numbers are given again, in another epoch. */
  restore(): void {
    const { rows, nextId, seq } = this.#backup;
    this.rows = { incident: new Map(rows.incident), unit: new Map(rows.unit) };
    this.#nextId = nextId;
    this.seq = seq;
    this.epoch = `e.${++this.#epochs}`;
    this.#outbox = [];
    this.#log = [];
    this.#floor = this.seq;
    this.past.clear();
    this.#send(reset("epoch"));
  }

  /** The live set of this moment; changes that have no number yet are in it. */
  snapshot(): Snapshot {
    return structuredClone({
      epoch: this.epoch,
      seq: this.seq,
      asOf: this.#time(),
      incidents: [...this.rows.incident.values()].filter(({ status }) => status !== "closed"),
      units: [...this.rows.unit.values()],
    });
  }

  #send(text: string): void {
    for (const { queue } of this.streams) queue.push(text);
  }

  #time(): string {
    return new Date(this.clock.wallNow()).toISOString();
  }
}

function encode(event: string, data: object, id?: string): string {
  return `event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}

const reset = (why: string) => encode("reset", { why, snapshot: "/api/live/snapshot" });
