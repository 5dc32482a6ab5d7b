import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { connect, type Database } from "@one-map/server/db/connect";
import { migrate } from "@one-map/server/db/migrate";
import { findServerPrograms, hasPostgis, startPrivateCluster } from "@one-map/server/testing/private-cluster";
import type { PointRow } from "@one-map/tiles/columns";
import { from } from "pg-copy-streams";
import { root } from "../../run.ts";
import { categories, communityCount, syntheticIncidents } from "./synthetic-incidents.ts";

const reference = join(root, "tiles", "reference");
const ignore = () => {};

/**
 * A database with so many synthetic incidents and the reference functions. On the server that `DATABASE_URL` names it
 * is kept and used again by the next run; without one it lives in a cluster of the run's own, gone at its end.
 * Undefined where there is no PostgreSQL with PostGIS.
 */
export async function openReferenceDatabase(rowCount: number): Promise<Database | undefined> {
  const server = findServer();
  if (server === undefined) return undefined;
  const name = `one_map_bench_${rowCount}`;
  const admin = connect(server.url, "postgres", "job", ignore, async () => {});
  const { rowCount: isThere } = await admin.pool.query("select from pg_database where datname = $1", [name]);
  if (!isThere) await admin.pool.query(`create database ${name}`);
  await admin.close();
  const own = new URL(server.url);
  own.pathname = `/${name}`;
  const database = connect(own.href, "postgres", "job", ignore, async () => server.stop());
  try {
    if (!isThere) await fill(database, rowCount);
    for (const file of readdirSync(reference).filter((one) => one.endsWith(".sql"))) {
      await database.pool.query(readFileSync(join(reference, file), "utf8"));
    }
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

function findServer(): { url: string; stop: () => void } | undefined {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: ignore };
  const bin = findServerPrograms();
  if (bin === undefined || !hasPostgis(bin)) return undefined;
  // As much memory as the tables need: a server that reads them from the system's cache would be no fair reference.
  const cluster = startPrivateCluster(bin, ["shared_buffers=2GB", "work_mem=256MB", "max_wal_size=8GB"]);
  let stopped = false;
  const stop = () => {
    if (!stopped) cluster.stop();
    stopped = true;
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      stop();
      process.exit(130);
    });
  }
  return { url: cluster.url, stop };
}

async function fill({ pool }: Database, rowCount: number): Promise<void> {
  const started = performance.now();
  await migrate(pool);
  await pool.query("insert into city_meta (name_zh_hans, time_zone) values ('城', 'Asia/Shanghai')");
  await pool.query("insert into incident_category (code, name_zh_hans) select c, c from unnest($1::text[]) c", [
    categories,
  ]);
  await pool.query(
    `insert into community (code, name_zh_hans, geom)
     select i::text, i::text, st_multi(st_makeenvelope(i * 0.001, 0, i * 0.001 + 0.001, 0.001, 4326))
     from generate_series(1, $1) i`,
    [communityCount],
  );
  const client = await pool.connect();
  try {
    // Synthetic rows need no check of their references; it would be most of the work.
    await client.query("set session_replication_role = replica");
    const into = client.query(
      from(
        "copy incident (id, version, geom, community_id, category, priority, status, occurred_from, reported_at, arrived_at, closed_at) from stdin",
      ),
    );
    await pipeline(Readable.from(copyLines(syntheticIncidents(rowCount))), into);
  } finally {
    client.release(true);
  }
  await pool.query("vacuum (analyze) incident");
  console.log(`${rowCount} incidents written in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

/** Rows in the text format of COPY, some thousand at a time. */
function* copyLines(rows: Iterable<PointRow>): Generator<string> {
  let lines = "";
  const instant = (seconds: unknown) => new Date((seconds as number) * 1000).toISOString();
  for (const { id, version, lng, lat, values } of rows) {
    const [community, category, priority, status, occurred, reported, response] = values;
    const arrived = (reported as number) + (response as number);
    const point = `SRID=4326;POINT(${lng} ${lat})`;
    const times = `${instant(occurred)}\t${instant(reported)}\t${instant(arrived)}\t${instant(arrived)}`;
    lines += `${id}\t${version}\t${point}\t${community}\t${category}\t${priority}\t${status}\t${times}\n`;
    if (lines.length < 1 << 18) continue;
    yield lines;
    lines = "";
  }
  yield lines;
}
