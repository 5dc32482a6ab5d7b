import type { TestProject } from "vitest/node";
import { startMigratedCluster } from "./migrated-cluster.ts";
import { findServerPrograms } from "./private-cluster.ts";

/** Global setup of the `db-postgres` project: one cluster, one migrated template. */
export async function setup(project: TestProject): Promise<() => void> {
  const bin = findServerPrograms();
  if (bin === undefined) throw new Error("No PostgreSQL server programs here; install postgresql and postgis.");
  const cluster = await startMigratedCluster(bin);
  project.provide("database", { kind: "postgres", url: cluster.url });
  return () => cluster.stop();
}
