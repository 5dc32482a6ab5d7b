import type pg from "pg";
import type { Database } from "../db/connect.ts";
import { newPool } from "../db/pool.ts";
import { EventLog } from "./event-log.ts";
import { Hub, type HubOptions } from "./hub.ts";
import { Listener } from "./listener.ts";
import { MarkFile } from "./mark-file.ts";
import { Publisher } from "./publisher.ts";
import { countParked } from "./queries.ts";
import { FeedReader } from "./reader.ts";
import { Sequencer } from "./sequencer.ts";
import { Snapshots } from "./snapshots.ts";
import { TileNews } from "./tile-news.ts";

/** What the feed has to say for the log. */
export interface FeedLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface FeedOptions {
  readonly database: Pick<Database, "url" | "kind" | "pool">;
  readonly log: FeedLog;
  readonly hub: HubOptions;
  /** File outside the database that remembers how far it was; without it a restore is noticed only while this runs. */
  readonly markPath?: string | undefined;
}

export interface FeedStatus {
  /** Changes that no event could be made of, since ever. */
  readonly parked: number;
  /** True where this server numbers the events. */
  readonly leads: boolean;
  /** True while the database cannot be read. */
  readonly isAway: boolean;
  /** When the feed was last read. */
  readonly readAt: Date | undefined;
  /** From the newest change to its being read here. */
  readonly lagMillis: number;
}

const markMillis = 5_000;

/** Events held for followers and for streams that come back. */
const history = 20_000;

/**
 * The live feed of one server, on connections of its own: numbers what was committed, reads what is numbered, and tells
 * everybody who listens.
 */
export class Feed {
  readonly events = new EventLog(history);
  readonly hub: Hub;
  readonly snapshots: Snapshots;
  /** What is to be told of tiles. */
  readonly tiles: TileNews;
  readonly #pool: pg.Pool;
  readonly #sequencer: Sequencer;
  readonly #reader: FeedReader;
  readonly #listener: Listener | undefined;
  readonly #publisher: Publisher;
  readonly #mark: MarkFile | undefined;
  #marking: NodeJS.Timeout | undefined;
  #parked = 0;

  constructor({ database, log, hub, markPath }: FeedOptions) {
    const { url, kind } = database;
    const onFault = (error: Error) => log.warn({ err: error }, "the feed could not reach the database");
    this.#pool = newPool({ url, kind, purpose: "feed", onError: onFault });
    this.hub = new Hub({ history, ...hub });
    this.tiles = new TileNews((frameOf) => this.hub.tell(frameOf));
    this.snapshots = new Snapshots(database.pool, () => this.hub);
    this.#sequencer = new Sequencer({
      pool: this.#pool,
      kind,
      onMoved: () => this.#reader.hint(),
      onParked: (rows) => {
        this.#parked += rows;
        log.error({ rows }, "changes that no event can be made of were put into feed.outbox_dead");
      },
      onFault,
    });
    if (markPath !== undefined)
      this.#mark = new MarkFile(markPath, (err) => log.warn({ err }, "how far the feed is could not be remembered"));
    this.#reader = new FeedReader({
      pool: this.#pool,
      log: this.events,
      history,
      onAway: (isAway) => {
        log.warn({ isAway }, isAway ? "the database is away" : "the database is back");
        this.hub.setAway(isAway);
      },
      onFault,
    });
    // Nobody hears anything on the embedded database; its one server numbers and hears itself.
    if (kind === "postgres")
      this.#listener = new Listener({
        pool: this.#pool,
        onHint: () => this.#reader.hint(),
        onLost: (reason) => log.warn({ reason }, "the feed's listener takes another connection"),
      });
    this.#publisher = new Publisher({
      pool: this.#pool,
      log: this.events,
      hub: this.hub,
      lagMillis: () => this.#reader.lagMillis,
      onFault,
    });
  }

  /** Reads what came last, then follows. Rejects when the database cannot be read at first. */
  async start(): Promise<void> {
    this.#parked = await countParked(this.#pool);
    await this.#reader.start(await this.#mark?.read());
    this.#marking = setInterval(() => void this.#remember(), markMillis).unref();
    this.#sequencer.start();
    this.#listener?.start();
    await this.#publisher.start();
  }

  async stop(): Promise<void> {
    this.tiles.stop();
    await this.hub.close();
    await this.#sequencer.stop();
    await this.#listener?.stop();
    await this.#reader.stop();
    clearInterval(this.#marking);
    await this.#remember();
    await this.#publisher.stop();
    await this.#pool.end();
  }

  /** Place in the feed that contains everything committed before this call; undefined when that takes longer. */
  async numbered(withinMillis: number): Promise<{ epoch: string; seq: number } | undefined> {
    const seq = await this.#sequencer.numbered(withinMillis);
    return seq === undefined ? undefined : { epoch: this.events.epoch, seq };
  }

  /** Resolves when every stream has been told what was committed before this call; false when that takes longer. */
  async settled(withinMillis = 10_000): Promise<boolean> {
    const late = performance.now() + withinMillis;
    const seq = (await this.numbered(withinMillis))?.seq ?? Infinity;
    while (this.hub.told < seq && performance.now() < late) await this.hub.follow(late - performance.now());
    return this.hub.told >= seq;
  }

  async #remember(): Promise<void> {
    const { epoch, seq } = this.events;
    const [event] = this.events.after(seq - 1, 1) ?? [];
    if (event !== undefined) await this.#mark?.write({ epoch, event });
  }

  /** How far it is, who listens and what went wrong, as figures. */
  get figures() {
    const { events, hub, snapshots, status } = this;
    const { parked, leads, isAway, lagMillis } = status;
    return {
      ...{ seq: events.seq, toldSeq: hub.told, lagMillis, leads, isAway, breaks: events.breaks, parked },
      snapshots: snapshots.reads,
      streams: hub.counts,
    };
  }

  get status(): FeedStatus {
    return {
      parked: this.#parked,
      leads: this.#sequencer.leads,
      isAway: this.#reader.isAway,
      readAt: this.#reader.readAt,
      lagMillis: this.#reader.lagMillis,
    };
  }
}
