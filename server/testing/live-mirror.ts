import { setTimeout as wait } from "node:timers/promises";
import { fetchAs } from "./cookie-jar.ts";
import { type LiveClient, type LiveEvent, listen } from "./live-client.ts";

interface Row {
  readonly id: number;
  readonly v: number;
  readonly status?: string;
}

/** What a client of the live feed holds, kept by the rules of the wire, and what it saw go wrong. */
export class LiveMirror {
  readonly #origin: string;
  #rows = { incident: new Map<number, Row>(), unit: new Map<number, Row>() };
  #epoch = "";
  #seq = 0;
  #client: LiveClient | undefined;
  #read = 0;
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();
  /**
   * Events applied; numbers that did not follow; numbers that a snapshot held already, which are not applied; versions
   * that did not go on, and of these the ones applied a second time.
   */
  readonly counts = {
    ...{ applied: 0, gaps: 0, repeated: 0, backwards: 0, twice: 0 },
    ...{ resets: 0, connects: 0, degraded: 0, byes: 0, beats: 0 },
  };
  readonly #versions = new Map<string, number>();
  /** Called with each change that it takes in. */
  onChange: (event: LiveEvent) => void = () => {};

  /** @param origin where the server listens; it may go away and come back there */
  constructor(origin: string) {
    this.#origin = origin;
  }

  get token(): string {
    return `${this.#epoch}.${this.#seq}`;
  }

  get seq(): number {
    return this.#seq;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#client?.close();
    await this.#running;
  }

  /** Hangs up, as a network does; it comes back by itself. */
  cut(): void {
    this.#client?.close();
  }

  /** What it holds, in an order of its own. */
  state(): { incidents: Row[]; units: Row[] } {
    const sorted = (rows: ReadonlyMap<number, Row>) => [...rows.values()].sort((a, b) => a.id - b.id);
    return { incidents: sorted(this.#rows.incident), units: sorted(this.#rows.unit) };
  }

  /** What somebody holds who begins now. */
  async fresh(): Promise<{ seq: number; incidents: Row[]; units: Row[] }> {
    const answer = await fetchAs(`${this.#origin}/api/live/snapshot`, { signal: AbortSignal.timeout(20_000) });
    if (!answer.ok) throw new Error(`snapshot: ${answer.status}`);
    const { seq, incidents, units } = (await answer.json()) as { seq: number; incidents: Row[]; units: Row[] };
    return { seq, incidents, units };
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      try {
        if (this.#epoch === "") await this.#load();
        await this.#follow();
      } catch {
        // The server is away; whoever listens tries again.
      }
      if (!this.#isStopped) await wait(50 + Math.random() * 100);
    }
  }

  async #load(): Promise<void> {
    const answer = await fetchAs(`${this.#origin}/api/live/snapshot`, { signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) throw new Error(`snapshot: ${answer.status}`);
    const { epoch, seq, incidents, units } = (await answer.json()) as {
      epoch: string;
      seq: number;
      incidents: Row[];
      units: Row[];
    };
    this.#rows = { incident: byId(incidents), unit: byId(units) };
    this.#versions.clear();
    [this.#epoch, this.#seq] = [epoch, seq];
  }

  async #follow(): Promise<void> {
    const client = await listen(new URL("/api/live", this.#origin), { token: this.token });
    if (client.status !== 200) throw new Error(`stream: ${client.status}`);
    this.#client = client;
    this.#read = 0;
    this.counts.connects++;
    let isClosed = false;
    void client.closed.then(() => {
      isClosed = true;
    });
    while (!this.#isStopped) {
      const event = client.heard[this.#read];
      if (event === undefined) {
        if (isClosed) return;
        await Promise.race([client.more(), client.closed]);
        continue;
      }
      this.#read++;
      if (this.#read >= 1_000) {
        client.forget(this.#read);
        this.#read = 0;
      }
      if (event.event === "reset") {
        this.counts.resets++;
        // What is heard meanwhile waits in `heard`.
        for (let tries = 0; ; tries++) {
          try {
            await this.#load();
            break;
          } catch (error) {
            if (tries > 20 || this.#isStopped) throw error;
            await wait(200);
          }
        }
      } else {
        this.#take(event);
      }
    }
  }

  #take(event: LiveEvent): void {
    if (event.event === "degraded") this.counts.degraded++;
    if (event.event === "bye") this.counts.byes++;
    const [epoch, digits] = event.id?.split(".") ?? [];
    if (epoch !== this.#epoch) return;
    const seq = Number(digits);
    if (event.event === "hb") {
      this.counts.beats++;
      if (seq > this.#seq) this.counts.gaps++;
      return;
    }
    if (seq <= this.#seq) {
      this.counts.repeated++;
      return;
    }
    if (seq !== this.#seq + 1) this.counts.gaps++;
    this.#seq = seq;
    this.#apply(event);
    this.onChange(event);
  }

  #apply({ data }: LiveEvent): void {
    const { k, id, v, op, row } = data as { k: string; id: number; v: number; op: string; row?: Row };
    const key = `${k} ${id}`;
    const before = this.#versions.get(key) ?? 0;
    if (op === "d") this.#versions.delete(key);
    else {
      if (v <= before) this.counts.backwards++;
      if (v === before) this.counts.twice++;
      this.#versions.set(key, v);
    }
    if (k !== "incident" && k !== "unit") return;
    this.counts.applied++;
    const rows = this.#rows[k];
    if (op === "d" || row === undefined || row.status === "closed") rows.delete(id);
    else if (row.v > (rows.get(id)?.v ?? 0)) rows.set(id, row);
  }
}

function byId(rows: readonly Row[]): Map<number, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
