import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import type { FeedEvent } from "./event.ts";
import type { EventLog } from "./event-log.ts";
import type { Hub } from "./hub.ts";
import { type Incident, readIncidents, readUnits, type Unit } from "./live-queries.ts";
import { type Published, publish } from "./published.ts";

export interface PublisherOptions {
  readonly pool: pg.Pool;
  readonly log: EventLog;
  readonly hub: Hub;
  readonly lagMillis: () => number;
  readonly onFault: (error: Error) => void;
}

/** Events whose rows are read together. */
const pageSize = 1_000;

const retryMillis = 250;

/** Takes events from the log to the hub, each with its row as it is now. */
export class Publisher {
  readonly #options: PublisherOptions;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;
  #seq = 0;
  #breaks = 0;

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Hands the hub what the log holds, then goes on until stopped. */
  async start(): Promise<void> {
    const { log, hub } = this.#options;
    const after = log.firstSeq - 1;
    this.#seq = after;
    this.#breaks = log.breaks;
    const history: Published[] = [];
    for (;;) {
      const events = log.after(this.#seq, pageSize) ?? [];
      if (events.length === 0) break;
      history.push(...(await this.#withRows(events)));
      this.#seq = events.at(-1)?.seq as number;
    }
    hub.begin(log.epoch, after, history, log.floorSeq);
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#options.log.wakeAll();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { log, hub, lagMillis, onFault } = this.#options;
    while (!this.#stopped) {
      const events = this.#breaks === log.breaks ? log.after(this.#seq, pageSize) : undefined;
      if (events === undefined) {
        hub.breakOff(log.epoch, log.seq, this.#breaks === log.breaks ? "gap" : log.reason);
        this.#breaks = log.breaks;
        this.#seq = log.seq;
      } else if (events.length === 0) {
        await log.changed();
      } else {
        try {
          hub.publish(await this.#withRows(events), lagMillis(), log.floorSeq);
          this.#seq = events.at(-1)?.seq as number;
        } catch (error) {
          onFault(error as Error);
          await wait(retryMillis);
        }
      }
    }
  }

  async #withRows(events: readonly FeedEvent[]): Promise<Published[]> {
    const { pool, log } = this.#options;
    const ids = { incident: new Set<number>(), unit: new Set<number>() };
    for (const event of events)
      if (event.op !== "r" && (event.kind === "incident" || event.kind === "unit")) ids[event.kind].add(event.id);
    const rows = {
      incident: byId<Incident>(ids.incident.size === 0 ? [] : await readIncidents(pool, [...ids.incident])),
      unit: byId<Unit>(ids.unit.size === 0 ? [] : await readUnits(pool, [...ids.unit])),
    };
    return events.map((event) => {
      const isLive = event.op !== "r" && (event.kind === "incident" || event.kind === "unit");
      return publish(log.epoch, event, isLive ? rows[event.kind].get(event.id) : undefined);
    });
  }
}

function byId<T extends { readonly id: number }>(rows: readonly T[]): ReadonlyMap<number, T> {
  return new Map(rows.map((row) => [row.id, row]));
}
