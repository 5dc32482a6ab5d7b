import { type Api, type AwayError, RefusedError } from "./api.ts";
import type { AdvanceCommand, BadFixCommand, Command, ReportCommand, VisitCommand } from "./commands.ts";
import { withPatience } from "./patience.ts";

/** How the server took what it was told. */
export interface Delivery {
  /** Commands that it took. */
  taken: number;
  /** Changes that came too late: somebody else had moved the call on, or closed it. */
  overtaken: number;
  /** Positions that cannot be true, refused as they should be; and those that were taken all the same. */
  badRefused: number;
  badTaken: number;
  /** Positions that a newer one of the same unit made pointless before they were sent. */
  superseded: number;
  /** Requests repeated because nobody answered. */
  repeated: number;
  /** Refusals that nothing explains, the latest ones in words. */
  readonly faults: string[];
}

interface Versioned {
  readonly id: number;
  readonly version: number;
}

interface CallRow extends Versioned {
  readonly status: string;
}

const atOnce = 6;
const mostFaults = 20;

/**
 * Tells the server what happens: for each call and each unit in order, several of them at once, each until it has been
 * taken or refused. While the server is away everything waits; of the positions of a unit only the newest is kept.
 */
export class Courier {
  readonly delivery: Delivery = {
    taken: 0,
    overtaken: 0,
    badRefused: 0,
    badTaken: 0,
    superseded: 0,
    repeated: 0,
    faults: [],
  };
  /** Since when nobody has answered, milliseconds of `performance.now()`; undefined while somebody does. */
  awaySince: number | undefined;
  readonly #api: Api;
  readonly #signal: AbortSignal;
  /** Calls on the server by their number; undefined for one that it refused. */
  readonly #calls = new Map<number, Versioned | undefined>();
  readonly #units = new Map<number, number>();
  readonly #waiting = new Map<string, Command[]>();
  readonly #busy = new Map<string, Promise<void>>();
  #backlog = 0;

  /** @param adopted number of calls that the server knew already → their id */
  constructor(api: Api, adopted: ReadonlyMap<number, number>, signal: AbortSignal) {
    this.#api = api;
    this.#signal = signal;
    for (const [call, id] of adopted) this.#calls.set(call, { id, version: 0 });
  }

  /** Commands that wait to be told. */
  get backlog(): number {
    return this.#backlog;
  }

  submit(command: Command): void {
    const key = keyOf(command);
    const queue = this.#waiting.get(key) ?? [];
    if (command.do === "fix" && queue.at(-1)?.do === "fix") {
      queue.pop();
      this.#backlog--;
      this.delivery.superseded++;
    }
    queue.push(command);
    this.#backlog++;
    this.#waiting.set(key, queue);
    this.#startMore();
  }

  /** Resolves when everything has been told, or at once when the signal says stop. */
  async drain(): Promise<void> {
    while (this.#busy.size > 0 && !this.#signal.aborted) await Promise.race(this.#busy.values());
  }

  #startMore(): void {
    for (const key of this.#waiting.keys()) {
      if (this.#busy.size >= atOnce) return;
      if (this.#busy.has(key)) continue;
      const running = this.#work(key).finally(() => {
        this.#busy.delete(key);
        if (!this.#signal.aborted) this.#startMore();
      });
      this.#busy.set(key, running);
    }
  }

  /** Tells the commands of one call or unit, one after the other. */
  async #work(key: string): Promise<void> {
    // Others get their turn after a few: a unit that reports a lot must not hold up a call.
    for (let turn = 0; turn < 4; turn++) {
      const queue = this.#waiting.get(key) as Command[];
      const command = queue.shift();
      if (queue.length === 0) this.#waiting.delete(key);
      if (command === undefined || this.#signal.aborted) return;
      try {
        await this.#deliver(command);
      } catch (error) {
        if (this.#signal.aborted) return;
        this.#fault(error as Error);
      } finally {
        this.#backlog--;
      }
      if (queue.length === 0) return;
    }
    // To the end of the line, where it keeps what came in meanwhile.
    const rest = this.#waiting.get(key);
    if (rest === undefined) return;
    this.#waiting.delete(key);
    this.#waiting.set(key, rest);
  }

  #deliver(command: Command): Promise<void> {
    switch (command.do) {
      case "report":
        return this.#report(command);
      case "advance":
        return this.#advance(command);
      case "status":
        return this.#changeUnit(command.unit, { status: command.status });
      case "fix":
        return this.#changeUnit(command.unit, { position: command.position });
      case "bad-fix":
        return this.#sendNonsense(command);
      case "visit":
        return this.#visit(command);
    }
  }

  async #report({ call, category, priority, position }: ReportCommand): Promise<void> {
    this.#calls.set(call, undefined);
    let isUnsure = false;
    const row = await this.#ask(async () => {
      // The answer may have been lost after the call was taken down: nobody calls twice at the very same place.
      const known = isUnsure ? await this.#findReported(category, position) : undefined;
      isUnsure = true;
      return known ?? this.#api.post<Versioned>("/api/incidents", { category, priority, position });
    });
    this.#calls.set(call, row);
    this.delivery.taken++;
  }

  async #findReported(category: string, position: readonly number[]): Promise<Versioned | undefined> {
    const newest = await this.#api.list<CallRow & { category: string; position: readonly number[] }>(
      "/api/incidents?open=true",
      200,
    );
    return newest.find((one) => one.category === category && String(one.position) === String(position));
  }

  async #advance({ call, to }: AdvanceCommand): Promise<void> {
    const held = this.#calls.get(call);
    if (held === undefined) return;
    let current: Versioned = held;
    const path = `/api/incidents/${held.id}`;
    for (let tries = 0; tries < 3; tries++) {
      try {
        if (current.version === 0) current = await this.#ask(() => this.#api.get<CallRow>(path));
        const { version } = current;
        this.#calls.set(call, await this.#ask(() => this.#api.patch<CallRow>(path, version, { status: to })));
        this.delivery.taken++;
        return;
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        // Gone, or moved on by somebody to where this change makes no sense.
        if (error.status === 404 || error.status === 422) break;
        if (error.status !== 412) throw error;
        const seen = await this.#ask(() => this.#api.get<CallRow>(path));
        this.#calls.set(call, seen);
        // Either this very change, its answer lost, or somebody was faster.
        if (seen.status === to) break;
        current = seen;
      }
    }
    this.delivery.overtaken++;
  }

  async #changeUnit(unit: number, change: object): Promise<void> {
    const path = `/api/units/${unit}`;
    for (let tries = 0; tries < 3; tries++) {
      try {
        const version = this.#units.get(unit) ?? (await this.#ask(() => this.#api.get<Versioned>(path))).version;
        const row = await this.#ask(() => this.#api.patch<Versioned>(path, version, change));
        this.#units.set(unit, row.version);
        this.delivery.taken++;
        return;
      } catch (error) {
        if (!(error instanceof RefusedError) || error.status !== 412) throw error;
        // Somebody else changed it: ask for its version and try again.
        this.#units.delete(unit);
      }
    }
    this.delivery.overtaken++;
  }

  async #sendNonsense({ unit, kind, position }: BadFixCommand): Promise<void> {
    const [lng, lat] = position;
    const bodies = {
      swapped: { position: [lat, lng] },
      "null-island": { position: [0, 0] },
      elsewhere: { position: [lng - 6, lat] },
      future: { position, lastFixAt: new Date(Date.now() + 3_600_000).toISOString() },
    };
    try {
      await this.#changeUnit(unit, bodies[kind]);
      this.delivery.badTaken++;
    } catch (error) {
      if (!(error instanceof RefusedError) || error.status !== 422) throw error;
      this.delivery.badRefused++;
    }
  }

  async #visit({ unit, key, place, dwellSeconds, outcome }: VisitCommand): Promise<void> {
    const where = place.kind === "venue" ? { venueId: place.id } : { residenceId: place.id };
    await this.#ask(() =>
      this.#api.post("/api/visits", { clientKey: key, unitId: unit, dwellSeconds, outcome, ...where }),
    );
    this.delivery.taken++;
  }

  async #ask<T>(work: () => Promise<T>): Promise<T> {
    const answer = await withPatience(work, this.#signal, (error) => this.#noteAway(error));
    this.awaySince = undefined;
    return answer;
  }

  #noteAway(_error: AwayError): void {
    this.delivery.repeated++;
    this.awaySince ??= performance.now();
  }

  #fault({ message }: Error): void {
    this.delivery.faults.push(message);
    if (this.delivery.faults.length > mostFaults) this.delivery.faults.shift();
  }
}

/** What has to be told in order belongs together: all of one call, all of one unit. */
function keyOf(command: Command): string {
  if (command.do === "report" || command.do === "advance") return `call ${command.call}`;
  return command.do === "visit" ? `visit ${command.key}` : `unit ${command.unit}`;
}
