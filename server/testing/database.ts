import type pg from "pg";
import { inject } from "vitest";
import { connect, type Database } from "../db/connect.ts";
import { cloneTemplate, reportIdle } from "./migrated-cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** What a database project's global setup hands to its test files. */
    database: {
      readonly kind: "postgres" | "embedded";
      /** Maintenance database of the private cluster, or the embedded database itself. */
      readonly url: string;
    };
  }
}

/**
 * A migrated, empty database for one test file, of the kind that the running project is about: a clone of the template
 * on PostgreSQL, the shared instance with every table emptied on the embedded one. Close it in
 * `afterAll`; a clone is dropped then.
 *
 * @example
 * const database = await testDatabase();
 * afterAll(() => database.close());
 */
export async function testDatabase(): Promise<Database> {
  const { kind, url } = inject("database");
  if (kind === "postgres") return cloneTemplate(url, "job");
  const database = connect(url, "embedded", "job", reportIdle, async () => {});
  await emptyEveryTable(database.pool);
  return database;
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
