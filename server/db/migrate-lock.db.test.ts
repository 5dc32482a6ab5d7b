import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { connect, type Database } from "./connect.ts";
import { listMigrations, migrate, requireKnownSchema } from "./migrate.ts";

const { kind, url } = inject("database");
const name = `lock_${randomBytes(6).toString("hex")}`;
let database: Database | undefined;

afterAll(async () => {
  if (database === undefined) return;
  await database.close();
  await administrate(`drop database if exists ${name} with (force)`);
});

async function administrate(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

// The embedded database runs one transaction at a time: nobody can hold a lock while another waits for it.
test.skipIf(kind === "embedded")(
  "a migration that finds its table in use gives up within seconds, queues nobody behind it, and can be run again",
  async () => {
    await administrate(`create database ${name}`);
    const silent = () => {};
    database = connect(url.replace("/postgres?", `/${name}?`), "postgres", "job", silent, async () => {});
    const { pool } = database;
    const migrations = await listMigrations();
    // The first that changes a table of an earlier one, and what was there before it.
    const at = migrations.findIndex(({ sql }) => /^alter table area /m.test(sql));
    expect(at).toBeGreaterThan(1);
    await pool.query(
      "create table schema_migration (number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default clock_timestamp())",
    );
    for (const { number, name: file, sql, sha256 } of migrations.slice(0, at)) {
      await pool.query(sql);
      await pool.query("insert into schema_migration (number, name, sha256) values ($1, $2, $3)", [
        number,
        file,
        sha256,
      ]);
    }

    const reader = await pool.connect();
    await reader.query("begin; select count(*) from area");
    const started = performance.now();
    const failure = await migrate(pool).catch((error: Error) => error);
    const seconds = (performance.now() - started) / 1000;
    expect(failure).toMatchObject({
      message: `Migration ${migrations[at]?.name} failed; the schema is as it was before it.`,
      cause: { code: "55P03" },
    });
    expect(seconds).toBeGreaterThan(2.5);
    expect(seconds).toBeLessThan(20);
    // Nobody waits any more: a new reader gets the table at once.
    await pool.query("select count(*) from area");
    await expect(requireKnownSchema(pool)).rejects.toThrow(migrations[at]?.name);
    await reader.query("commit");
    reader.release();

    expect(await migrate(pool)).toEqual(migrations.slice(at).map((migration) => migration.name));
    await requireKnownSchema(pool);
  },
);
