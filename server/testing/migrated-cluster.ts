import { randomBytes } from "node:crypto";
import pg from "pg";
import { connect, type Database } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import type { PoolPurpose } from "../db/pool.ts";
import { type PrivateCluster, startPrivateCluster } from "./private-cluster.ts";

/** Name of the migrated database that is cloned. */
const templateName = "one_map_template";

/** A PostgreSQL of the test run's own with a migrated, empty database to clone. */
export async function startMigratedCluster(bin: string): Promise<PrivateCluster> {
  // Vacuum and statistics come when a test asks for them, and not in the middle of one that counts or looks at plans.
  const cluster = startPrivateCluster(bin, ["autovacuum=off"]);
  await administrate(cluster.url, `create database ${templateName}`);
  const template = connectTo(cluster.url, templateName, "job", async () => {});
  await migrate(template.pool);
  await template.close();
  return cluster;
}

/**
 * A clone of its migrated database (0.05 to 0.5 s), dropped when it is closed.
 *
 * @param url of the maintenance database
 */
export async function cloneTemplate(url: string, purpose: PoolPurpose): Promise<Database> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administrate(url, `create database ${name} template ${templateName}`);
  return connectTo(url, name, purpose, () => administrate(url, `drop database if exists ${name} with (force)`));
}

function connectTo(url: string, name: string, purpose: PoolPurpose, stop: () => Promise<void>): Database {
  return connect(url.replace("/postgres?", `/${name}?`), "postgres", purpose, reportIdle, stop);
}

async function administrate(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Says what an idle connection ended with, but for a dropped clone's, which is 57P01. */
export function reportIdle(error: Error): void {
  if ((error as { code?: string }).code !== "57P01") console.error("idle connection:", error.message);
}
