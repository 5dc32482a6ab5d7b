import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { connect, type Database } from "../db/connect.ts";
import { templateName } from "./provided.ts";

/**
 * A migrated, empty database for one test file, of the kind that the running project is about: a clone of the template
 * on PostgreSQL (0.05 to 0.5 s), the shared instance with every table emptied on the embedded one. Close it in
 * `afterAll`; a clone is dropped then.
 *
 * @example
 * const database = await testDatabase();
 * afterAll(() => database.close());
 */
export async function testDatabase(): Promise<Database> {
  const { kind, url } = inject("database");
  if (kind === "embedded") {
    const database = connect(url, "embedded", "job", reportIdle, async () => {});
    await emptyEveryTable(database.pool);
    return database;
  }
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administrate(url, `create database ${name} template ${templateName}`);
  return connect(url.replace("/postgres?", `/${name}?`), "postgres", "job", reportIdle, () =>
    administrate(url, `drop database if exists ${name} with (force)`),
  );
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

/** But for what the migrations themselves write. */
async function emptyEveryTable(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'access')
       and tablename not in ('schema_migration', 'spatial_ref_sys', 'response_standard')`,
  );
  await pool.query(`truncate ${rows.map((row) => row.name).join(", ")} restart identity cascade`);
  // The audit refuses to be emptied, but for a superuser who switches its triggers off.
  await pool.query(
    `begin; set local session_replication_role = replica;
     truncate audit.inbox, audit.entry, audit.seal, audit.cut restart identity;
     truncate retention.hold, retention.run, retention.incident_past restart identity; commit`,
  );
}

function reportIdle(error: Error): void {
  // A dropped clone ends idle connections with 57P01; anything else is worth seeing.
  if ((error as { code?: string }).code !== "57P01") console.error("idle connection:", error.message);
}
