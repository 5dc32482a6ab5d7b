import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { join } from "node:path";
import { buildApp } from "./app.ts";
import { listenerLimits } from "./app-options.ts";
import { Sealer } from "./audit/sealer.ts";
import { issueSetupToken } from "./auth/setup-queries.ts";
import { cityTimeZone } from "./city/queries.ts";
import { type Config, ConfigError } from "./config.ts";
import { type Database, openDatabase } from "./db/connect.ts";
import { inspectFence } from "./db/fence.ts";
import { migrate, requireKnownSchema } from "./db/migrate.ts";
import { ScopedDatabase } from "./db/scoped-database.ts";
import type { FeedLog } from "./feed/feed.ts";
import { Following } from "./following.ts";
import { quoted } from "./http/problems.ts";
import { newSecondListener } from "./http/second-listener.ts";
import { sweepDeadRuns } from "./imports/run-queries.ts";
import { loggerOptions } from "./logger.ts";
import { DailyRetention } from "./retention/daily-worker.ts";
import { MapEngine } from "./tiles/engine.ts";

export interface RunningServer {
  /** Where it listens, such as http://127.0.0.1:8080. */
  readonly url: string;
  /** Where accounts, policy, audit and figures are: an address of their own, or the same. */
  readonly adminUrl: string;
  /** Makes the first account, once, while there is none; undefined when there is one. */
  readonly setupToken: string | undefined;
  /** Brings the layers up to date now instead of within a second. */
  refresh(): Promise<void>;
  /** Finishes what is under way, then stops everything that this server started. */
  close(): Promise<void>;
}

/**
 * Starts the server: opens the database, refuses a schema that it does not know (the embedded one is its own, so it is
 * migrated), listens, and loads the layers while `/readyz` says so.
 *
 * @param database one that is open already; it is left open on close
 * @param waitForLayers resolve only when the layers are loaded
 */
export async function startServer(
  config: Config,
  { database: given, waitForLayers = false }: { database?: Database; waitForLayers?: boolean } = {},
): Promise<RunningServer> {
  // What was started, to be stopped in the opposite order, also when a later step fails.
  const started: (() => Promise<void>)[] = [];
  const close = async () => {
    for (let stop = started.pop(); stop !== undefined; stop = started.pop()) await stop();
  };
  let log: FeedLog | undefined;
  try {
    const onError = (error: Error) => log?.warn({ err: error }, "idle database connection lost");
    const database = given ?? (await open(config, onError));
    if (given === undefined) started.push(() => database.close());
    if (database.kind === "embedded") await migrate(database.pool);
    await requireKnownSchema(database.pool);
    const scoped = await openScoped(config, database, onError);
    if (scoped !== undefined) started.push(() => scoped.close());
    const fence = await inspectFence(database, scoped);
    await sweepDeadRuns(database.pool);
    const sealer = new Sealer({
      pool: database.pool,
      headPath: config.auditHeadPath,
      onFault: (error) => log?.warn({ err: error }, "the audit could not be sealed"),
    });
    sealer.start();
    started.push(() => sealer.stop());
    const retention = new DailyRetention({
      db: database.db,
      onReport: ({ asOf, items }) => log?.info({ asOf, items }, "deleted by age"),
      onFault: (error) => log?.warn({ err: error }, "nothing could be deleted by age"),
    });
    retention.start();
    started.push(() => retention.stop());
    const engine = engineIn(await cityTimeZone(database.db));
    const following = new Following({
      database,
      engine,
      hub: { mostStreams: config.mostStreams },
      markPath: config.dataDir === "memory" ? undefined : join(config.dataDir, "feed-mark.json"),
      log: lateLog(() => log),
    });
    started.push(
      () => engine.close(),
      () => following.stop(),
    );
    const { feed, follower } = following;
    const adminListener = config.admin && newSecondListener(listenerLimits);
    const app = await buildApp({
      database,
      scoped,
      feed: () => feed,
      engine: () => engine,
      followerStatus: () => follower.status,
      tilePosition: (layer) => follower.position(layer),
      tileCacheBytes: config.tileCacheBytes,
      adminListener,
      provider: config.provider,
      webRoot: config.webRoot,
      wallNetworks: config.wallNetworks,
      trustedProxies: config.trustedProxies,
      logger: loggerOptions(config),
    });
    log = app.log;
    for (const note of fence.notes) log[fence.stands ? "info" : "warn"]({}, note);
    started.push(() => app.close());
    const url = await app
      .listen({ host: config.host, port: config.port })
      .catch((error: NodeJS.ErrnoException) => Promise.reject(toConfigError(error, mainPlace(config))));
    const adminUrl = adminListener === undefined ? url : await listenBeside(adminListener, adminPlace(config) as Place);
    const setupToken = await issueSetupToken(database.db);
    const { loaded } = await following.start();
    if (waitForLayers) await loaded;
    const refresh = async () => {
      await following.settled(refreshMillis);
    };
    return { url, adminUrl, setupToken, refresh, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function open({ databaseUrl, dataDir }: Config, onError: (error: Error) => void): Promise<Database> {
  return openDatabase({ databaseUrl, dataDir, onError });
}

async function openScoped(
  { databaseUrlScoped: url }: Config,
  { url: cityUrl }: Database,
  onError: (error: Error) => void,
): Promise<ScopedDatabase | undefined> {
  return url === undefined ? undefined : ScopedDatabase.open({ url, cityUrl, onError });
}

/** Throws ConfigError for a time zone that is unknown here: nothing but changing it will help. */
function engineIn(timeZone: string): MapEngine {
  try {
    return new MapEngine(timeZone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ConfigError(`The time zone ${quoted(timeZone)} of the city (city_meta.time_zone) is unknown here.`);
  }
}

/** So long `refresh` waits at most. */
const refreshMillis = 60_000;

/** A log for what is made before the application that has one. */
function lateLog(log: () => FeedLog | undefined): FeedLog {
  return {
    info: (fields, message) => log()?.info(fields, message),
    warn: (fields, message) => log()?.warn(fields, message),
    error: (fields, message) => log()?.error(fields, message),
  };
}

/** Somewhere to listen, and the variables that say so. */
interface Place {
  readonly host: string;
  readonly port: number;
  readonly variables: string;
}

const mainPlace = ({ host, port }: Config): Place => ({ host, port, variables: "HOST, PORT" });
const adminPlace = ({ admin }: Config): Place | undefined => admin && { ...admin, variables: "ADMIN_HOST, ADMIN_PORT" };

/** Throws ConfigError when the server could not listen there: better said before a city is made than after. */
export async function requireFreePort(config: Config): Promise<void> {
  const probes: Server[] = [];
  try {
    // Each is held until all are found free: two of one address are one too many.
    for (const place of [mainPlace(config), adminPlace(config)]) {
      if (place === undefined) continue;
      const probe = createServer();
      probes.push(probe);
      await listenBeside(probe, place);
    }
  } finally {
    for (const probe of probes) probe.close();
  }
}

/** Listens and says where, such as http://127.0.0.1:8081. Throws ConfigError where it cannot. */
async function listenBeside(server: Server, place: Place): Promise<string> {
  try {
    server.listen({ host: place.host, port: place.port });
    await once(server, "listening");
  } catch (error) {
    throw toConfigError(error as NodeJS.ErrnoException, place);
  }
  const { address, family, port } = server.address() as AddressInfo;
  // Of every address one that can be opened here.
  const host = address === "0.0.0.0" || address === "::" ? "127.0.0.1" : address;
  return `http://${family === "IPv6" && host !== "127.0.0.1" ? `[${host}]` : host}:${port}`;
}

const listenFaults: Readonly<Record<string, string>> = {
  EADDRINUSE: "somebody listens there already",
  EACCES: "this user may not",
  EADDRNOTAVAIL: "this machine has no such address",
  ENOTFOUND: "there is no such host",
};

function toConfigError(error: NodeJS.ErrnoException, { host, port, variables }: Place): Error {
  const reason = listenFaults[error.code ?? ""];
  return reason === undefined ? error : new ConfigError(`Cannot listen on ${host}:${port} (${variables}): ${reason}.`);
}
