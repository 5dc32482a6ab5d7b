import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { connect, type Database } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import { keepCookie } from "./cookie-jar.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { freePort } from "./free-port.ts";
import { freshPicture, tilesOverHttp } from "./fresh-layers.ts";
import { LiveMirror } from "./live-mirror.ts";
import { findServerPrograms, type PrivateCluster, startPrivateCluster } from "./private-cluster.ts";
import { type ServerProcess, startServerProcess } from "./server-process.ts";
import { signedIn } from "./signed-in.ts";
import { writeSmallCity } from "./small-city.ts";

/** A PostgreSQL that can be broken, a small city in it, and servers that can be. */
export interface Stage {
  readonly cluster: PrivateCluster;
  /** Past the proxy, straight to the database; its connections are made anew when they break. */
  readonly database: Database;
  /** Between the servers and the database. */
  readonly link: FaultProxy;
  /** Of somebody of the command centre, who has signed in to every server. */
  readonly cookie: string;
  startServer(environment?: Record<string, string>, port?: number): Promise<StageServer>;
  close(): Promise<void>;
}

export interface StageServer {
  readonly origin: string;
  readonly port: number;
  readonly process: ServerProcess;
}

/** Commits are on disk, as far as a killed process can tell; the machine itself never fails here. */
const durable = ["synchronous_commit=on", "full_page_writes=on", "max_connections=60"];

/** @param more settings of PostgreSQL as `name=value` */
export async function openStage(more: readonly string[] = []): Promise<Stage> {
  const bin = findServerPrograms();
  if (bin === undefined) throw new Error("No PostgreSQL server programs here; install postgresql and postgis.");
  const cluster = startPrivateCluster(bin, [...durable, ...more]);
  const admin = new pg.Client({ connectionString: cluster.url });
  await admin.connect();
  await admin.query("create database stage");
  await admin.end();
  const url = cluster.url.replace("/postgres?", "/stage?");
  const database = connect(
    url,
    "postgres",
    "job",
    () => {},
    async () => {},
  );
  await migrate(database.pool);
  await writeSmallCity(database.pool);
  const { cookie } = await signedIn(database.db, "command");
  const link = await startFaultProxy(cluster.socket);
  const folder = mkdtempSync(join(tmpdir(), "one-map-stage-"));
  const servers: StageServer[] = [];
  return {
    cluster,
    database,
    link,
    cookie,
    startServer: async (environment = {}, port) => {
      const own = port ?? (await freePort());
      const process = startServerProcess({
        DATABASE_URL: `postgres://postgres@127.0.0.1:${link.port}/stage`,
        DATA_DIR: folder,
        PORT: String(own),
        LOG_LEVEL: "error",
        WEB_ROOT: "/nowhere",
        ...environment,
      });
      await process.listening;
      const server = { origin: `http://127.0.0.1:${own}`, port: own, process };
      servers.push(server);
      keepCookie(server.origin, cookie);
      await ready(server.origin);
      return server;
    },
    close: async () => {
      for (const { process } of servers) process.kill("SIGKILL");
      await Promise.all(servers.map(({ process }) => process.ended));
      await link.close();
      await database.close();
      cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves when a server says that it is ready. */
export async function ready(origin: string, withinMillis = 60_000): Promise<void> {
  const late = performance.now() + withinMillis;
  for (;;) {
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    if (performance.now() > late) throw new Error(`not ready: ${answer?.status}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A client that listens, and has taken in what there is. */
export async function startMirror(origin: string, database: Database): Promise<LiveMirror> {
  const mirror = new LiveMirror(origin);
  mirror.start();
  const late = performance.now() + 30_000;
  while (mirror.counts.beats === 0) {
    if (performance.now() > late) throw new Error("the client heard no heartbeat");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await settle(mirror, database);
  return mirror;
}

/** Resolves when a client holds everything that is committed now, and the same as one that begins now. */
export async function settle(mirror: LiveMirror, database: Database, withinMillis = 30_000): Promise<void> {
  const late = performance.now() + withinMillis;
  const last = await lastNumber(database, late);
  for (;;) {
    const fresh = await mirror.fresh().catch(() => undefined);
    const held = mirror.state();
    // A snapshot may be given out again for a moment; one that is older than the commits says nothing.
    const isNew = fresh !== undefined && fresh.seq >= last;
    if (isNew && JSON.stringify(held) === JSON.stringify({ incidents: fresh.incidents, units: fresh.units })) return;
    if (performance.now() > late)
      throw new Error(
        `the client at ${mirror.token} differs from a snapshot of ${fresh?.seq}: ${differences(held, fresh)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Number of the newest event once everything committed has one. */
async function lastNumber({ pool }: Database, late: number): Promise<number> {
  for (;;) {
    const found = await pool
      .query<{ seq: number; waiting: number }>(
        "select last_seq as seq, (select count(*) from feed.outbox) as waiting from feed.meta",
      )
      .catch(() => undefined);
    const row = found?.rows[0];
    if (row?.waiting === 0) return row.seq;
    if (performance.now() > late) throw new Error(`${row?.waiting} changes have no number`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function differences(held: object, fresh: object | undefined): string {
  const of = (state: object | undefined, kind: string) =>
    new Map(((state as Record<string, { id: number }[]>)?.[kind] ?? []).map((row) => [row.id, JSON.stringify(row)]));
  return ["incidents", "units"]
    .flatMap((kind) => {
      const [a, b] = [of(held, kind), of(fresh, kind)];
      return [...new Set([...a.keys(), ...b.keys()])]
        .filter((id) => a.get(id) !== b.get(id))
        .map((id) => `${kind} ${id}: ${a.get(id)} / ${b.get(id)}`);
    })
    .slice(0, 5)
    .join("\n");
}

/** Resolves when the tiles of a server are those of layers that have just been loaded. */
export async function tilesAsFresh(origin: string, { pool }: Database, withinMillis = 30_000): Promise<void> {
  const late = performance.now() + withinMillis;
  for (;;) {
    const [held, fresh] = [await tilesOverHttp(origin), await freshPicture(pool)];
    const differing = Object.keys(fresh).filter(
      (layer) => JSON.stringify(held[layer]) !== JSON.stringify(fresh[layer]?.tiles),
    );
    if (differing.length === 0) return;
    if (performance.now() > late) throw new Error(`tiles of ${differing.join(", ")} differ from those of a fresh load`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
