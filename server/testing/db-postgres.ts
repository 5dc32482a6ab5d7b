import pg from "pg";
import type { TestProject } from "vitest/node";
import { connect } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import { findServerPrograms, startPrivateCluster } from "./private-cluster.ts";
import { templateName } from "./provided.ts";

/** Global setup of the `db-postgres` project: one cluster, one migrated template. */
export async function setup(project: TestProject): Promise<() => void> {
  const bin = findServerPrograms();
  if (bin === undefined) throw new Error("No PostgreSQL server programs here; install postgresql and postgis.");
  const cluster = startPrivateCluster(bin);
  const admin = new pg.Client({ connectionString: cluster.url });
  await admin.connect();
  await admin.query(`create database ${templateName}`);
  await admin.end();
  const template = connect(
    cluster.url.replace("/postgres?", `/${templateName}?`),
    "postgres",
    "job",
    () => {},
    async () => {},
  );
  await migrate(template.pool);
  await template.close();
  project.provide("database", { kind: "postgres", url: cluster.url });
  return () => cluster.stop();
}
