import { connect, type Database, openDatabase } from "@one-map/server/db/connect";
import { migrate } from "@one-map/server/db/migrate";
import { cloneTemplate } from "@one-map/server/testing/migrated-cluster";

/**
 * A migrated, empty database to serve: a clone on the run's PostgreSQL, which is there at once, or an embedded one of its
 * own.
 *
 * @param cluster address of that PostgreSQL; null where the machine has none
 */
export async function openEmptyDatabase(cluster: string | null): Promise<Database> {
  if (cluster !== null) return cloneTemplate(cluster, "serve");
  const database = await openDatabase({ dataDir: "memory" });
  await fill(database, ({ pool }) => migrate(pool));
  return database;
}

/** Writes what a server is to show, which may take longer than a request is allowed to. */
export async function fill(database: Database, write: (job: Database) => Promise<unknown>): Promise<void> {
  const job = connect(database.url, database.kind, "job", console.error, async () => {});
  await write(job);
  await job.close();
}
