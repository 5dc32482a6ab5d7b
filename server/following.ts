import type { Database } from "./db/connect.ts";
import { Feed, type FeedOptions } from "./feed/feed.ts";
import type { MapEngine } from "./tiles/engine.ts";
import { Follower } from "./tiles/follower.ts";

export interface FollowingOptions extends FeedOptions {
  readonly database: Database;
  readonly engine: MapEngine;
}

/** The feed of a database and the layers that follow it. */
export class Following {
  readonly feed: Feed;
  readonly follower: Follower;

  constructor({ engine, ...options }: FollowingOptions) {
    const { database, log } = options;
    const feed = new Feed(options);
    this.feed = feed;
    this.follower = new Follower({
      pool: database.pool,
      engine,
      events: feed.events,
      reading: () => feed.status,
      numbered: (withinMillis) => feed.numbered(withinMillis),
      onApplied: (applied) => feed.tiles.note(applied),
      onFault: (err) => log.warn({ err }, "layers could not be read"),
      onDrift: (layer) => log.error({ layer }, "a layer differed from its table and is read again"),
    });
  }

  /**
   * Begins to follow, and loads the layers. Rejects when the database cannot be read at first.
   * @returns resolves when every layer is loaded
   */
  async start(): Promise<{ readonly loaded: Promise<void> }> {
    await this.feed.start();
    return { loaded: this.follower.start() };
  }

  /** Resolves when everything committed before this call is in the layers; false when that takes longer. */
  settled(withinMillis: number): Promise<boolean> {
    return this.follower.settled(withinMillis);
  }

  async stop(): Promise<void> {
    await this.follower.stop();
    await this.feed.stop();
  }
}
