/** Migrates the database of DATABASE_URL, for tests that kill it on the way. */
import { openDatabase } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";

const database = await openDatabase({ databaseUrl: process.env.DATABASE_URL, purpose: "job" });
await migrate(database.pool);
await database.close();
