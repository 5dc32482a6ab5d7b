import type { FastifyServerOptions } from "fastify";
import type { Principal } from "../access/decide.ts";
import { buildApp } from "../app.ts";
import type { AppOptions } from "../app-options.ts";
import type { Database } from "../db/connect.ts";
import type { ScopedDatabase } from "../db/scoped-database.ts";
import type { Feed, FeedLog } from "../feed/feed.ts";
import { Following } from "../following.ts";
import type { App } from "../http/app-type.ts";
import { MapEngine } from "../tiles/engine.ts";
import type { Follower } from "../tiles/follower.ts";
import { testDatabase } from "./database.ts";
import { openScopedLogin } from "./scoped-login.ts";
import { writeSmallCity } from "./small-city.ts";

export interface TestApp {
  readonly app: App;
  readonly database: Database;
  /** Where there can be a second fence and somebody is known: what serves scoped principals. */
  readonly scoped: ScopedDatabase | undefined;
  readonly engine: MapEngine;
  readonly follower: Follower;
  readonly feed: Feed;
  /** Loads the layers and follows the database, for an app that was made without. */
  follow(): Promise<void>;
  get(url: string, headers?: Record<string, string>): ReturnType<typeof send>;
  post(url: string, body: object, headers?: Record<string, string>): ReturnType<typeof send>;
  patch(url: string, body: object, version?: number): ReturnType<typeof send>;
  /** `items` of every page, by following `next` from the first. */
  walk(url: string, limit: number): Promise<{ id: number }[]>;
  close(): Promise<void>;
}

const commandCentre: Principal = { account: null, role: "command", scope: "city" };
const asCommandCentre = () => commandCentre;

/**
 * The whole server over a test database that holds the small city, for `inject`. Close it in `afterAll`.
 *
 * @param layers load the layers and follow the database, as the real server does; without it only REST answers
 * @param live follow the feed: writes get numbers, streams hear of them
 * @param shownOnly communities that the database shows and lets be changed, whatever the server's own statements would let through
 * @param principalOf who asks, or whoever the session of a request belongs to; without it the command centre
 */
export async function testApp({
  layers = false,
  live = false,
  logger = false,
  trustedProxies = [],
  requireProof,
  wallNetworks = [],
  shownOnly,
  adminListener,
  provider,
  webRoot,
  principalOf = asCommandCentre,
}: Pick<AppOptions, "adminListener" | "provider" | "webRoot"> & {
  layers?: boolean;
  live?: boolean;
  logger?: FastifyServerOptions["logger"];
  trustedProxies?: readonly string[];
  requireProof?: AppOptions["requireProof"];
  wallNetworks?: readonly string[];
  shownOnly?: readonly number[];
  principalOf?: NonNullable<AppOptions["principalOf"]> | "sessions";
} = {}): Promise<TestApp> {
  const database = await testDatabase();
  await writeSmallCity(database.pool);
  const engine = new MapEngine("Asia/Shanghai");
  const following = new Following({ database, engine, hub: { mostStreams: 20, resetMillis: 300 }, log: quietLog });
  const { feed, follower } = following;
  const follow = async () => {
    await (await following.start()).loaded;
    await following.settled(60_000);
  };
  // Before anybody reads: to admit a login takes every table for itself.
  const scoped = principalOf === asCommandCentre ? undefined : await openScopedLogin(database);
  if (layers) await follow();
  else if (live) {
    await feed.start();
    await feed.settled();
  }
  const app = await buildApp({
    database,
    scoped: shownOnly && scoped ? cutTo(scoped, shownOnly) : scoped,
    feed: () => (live || layers ? feed : undefined),
    engine: () => engine,
    followerStatus: () => follower.status,
    tilePosition: (layer) => follower.position(layer),
    tileCacheBytes: 4_000_000,
    logger,
    trustedProxies,
    requireProof,
    wallNetworks,
    adminListener,
    provider,
    webRoot,
    principalOf: principalOf === "sessions" ? undefined : principalOf,
  });
  await app.ready();
  const get: TestApp["get"] = (url, headers = {}) => send(app, "GET", url, headers);
  return {
    app,
    database,
    scoped,
    engine,
    follower,
    feed,
    follow,
    get,
    post: (url, body, headers = {}) => send(app, "POST", url, headers, body),
    patch: (url, body, version) =>
      send(app, "PATCH", url, version === undefined ? {} : { "if-match": `"${version}"` }, body),
    walk: async (url, limit) => {
      const found: { id: number }[] = [];
      const mark = url.includes("?") ? "&" : "?";
      for (let after = ""; ; ) {
        const answer = await get(`${url}${mark}limit=${limit}${after}`);
        if (answer.statusCode !== 200) throw new Error(answer.body);
        const page: { items: { id: number }[]; next: string | null } = answer.json();
        found.push(...page.items);
        if (page.next === null) return found;
        after = `&after=${page.next}`;
      }
    },
    close: async () => {
      await app.close();
      await following.stop();
      await engine.close();
      await scoped?.close();
      await database.close();
    },
  };
}

/** The same login, with tokens of these communities only. */
function cutTo(scoped: ScopedDatabase, communities: readonly number[]): ScopedDatabase {
  const cut: ScopedDatabase = Object.create(scoped);
  cut.for = (capability) =>
    scoped.for({ ...capability, communities: capability.communities.filter((one) => communities.includes(one)) });
  return cut;
}

/** Connections break in tests; what goes wrong beyond that is worth seeing. */
const quietLog: FeedLog = {
  info: () => {},
  warn: () => {},
  error: (fields, message) => console.error(message, fields),
};

function send(
  app: App,
  method: "GET" | "POST" | "PATCH",
  url: string,
  headers: Record<string, string>,
  payload?: object,
) {
  return app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
}
