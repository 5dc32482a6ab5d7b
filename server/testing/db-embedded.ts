import type { TestProject } from "vitest/node";
import { connect } from "../db/connect.ts";
import { startEmbedded } from "../db/embedded.ts";
import { migrate } from "../db/migrate.ts";

/** Global setup of the `db-embedded` project: one database in memory, shared by the whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const embedded = await startEmbedded("memory");
  const database = connect(
    embedded.url,
    "embedded",
    "job",
    () => {},
    async () => {},
  );
  await migrate(database.pool);
  await database.close();
  project.provide("database", { kind: "embedded", url: embedded.url });
  return () => embedded.stop();
}
