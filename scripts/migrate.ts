/** `pnpm db:migrate`: brings the database of DATABASE_URL, or the embedded one, to the newest schema. */
import { openDatabase } from "@one-map/server/db/connect";
import { raiseFence } from "@one-map/server/db/fence-queries";
import { listMigrations, migrate } from "@one-map/server/db/migrate";

const database = await openDatabase({ databaseUrl: process.env.DATABASE_URL, purpose: "job" });
try {
  const applied = await migrate(database.pool, (name) => console.log(`applied ${name}`));
  const { length } = await listMigrations();
  // What a restore or an upgrade of PostGIS forgets, and logins that were made since.
  await raiseFence(database.pool);
  console.log(`${applied.length} of ${length} migrations applied now; the ${database.kind} database is up to date.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof Error && error.cause !== undefined) console.error(String(error.cause));
  process.exitCode = 1;
} finally {
  await database.close();
}
