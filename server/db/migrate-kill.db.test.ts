import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import pg from "pg";
import { afterAll, describe, expect, inject, test, vi } from "vitest";
import { repository } from "../testing/source-files.ts";
import { connect, type Database } from "./connect.ts";
import { listMigrations, migrate, requireKnownSchema } from "./migrate.ts";

const { kind, url } = inject("database");

/** Everything that makes a schema what it is, in an order of its own. */
const fingerprint = `
  select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') as fact from information_schema.columns where table_schema !~ '^(pg_|information_schema$)'
  union all select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace::regnamespace::text !~ '^(pg_|information_schema$)'
  union all select 'index ' || indexdef from pg_indexes where schemaname !~ '^(pg_|information_schema$)'
  union all select 'trigger ' || tgname || ' ' || tgrelid::regclass from pg_trigger where not tgisinternal
  union all select 'migration ' || name || ' ' || sha256 from schema_migration
  order by 1`;

// The embedded database ends with the process that uses it; there is no second process to kill.
describe.skipIf(kind === "embedded")("a migration that is killed", () => {
  const databases: Database[] = [];
  const admin = new pg.Client({ connectionString: url });
  const connected = kind === "embedded" ? undefined : admin.connect();

  afterAll(async () => {
    for (const database of databases) {
      await database.close();
      await admin.query(`drop database if exists ${new URL(database.url).pathname.slice(1)} with (force)`);
    }
    await admin.end();
  });

  async function emptyDatabase(): Promise<Database> {
    await connected;
    const name = `kill_${randomBytes(6).toString("hex")}`;
    await admin.query(`create database ${name}`);
    const database = connect(
      url.replace("/postgres?", `/${name}?`),
      "postgres",
      "job",
      () => {},
      async () => {},
    );
    databases.push(database);
    return database;
  }

  const facts = async ({ pool }: Database) =>
    (await pool.query<{ fact: string }>(fingerprint)).rows.map(({ fact }) => fact);

  /** The first and the last table that each migration makes, in order: the statements at which it is killed. */
  const landmarks = async () =>
    (await listMigrations()).flatMap(({ sql }) => {
      const tables = [...sql.matchAll(/^create table ([\w.]+)/gm)].map(([, table]) => table as string);
      const ends = [tables[0], tables.at(-1)].flatMap((table) => table ?? []);
      return [...new Set(ends)].map((table) => (table.includes(".") ? table : `public.${table}`));
    });

  test("at any statement leaves whole migrations, and the next run ends where an undisturbed one does", async () => {
    const whole = await emptyDatabase();
    await migrate(whole.pool);
    const expected = await facts(whole);
    const points = await landmarks();
    expect(points).toEqual(
      expect.arrayContaining(["public.area", "public.police_room", "public.city_meta", "feed.meta"]),
    );
    const database = await emptyDatabase();
    // A trigger of the database's own stops the migration in the middle of the statement that makes a thing, until the kill.
    await database.pool.query(`
      create table kill_point (tag text);
      create function wait_at_point() returns event_trigger language plpgsql set search_path = public as $$
      declare thing record;
      begin
        for thing in select object_identity from pg_event_trigger_ddl_commands() loop
          if thing.object_identity = (select tag from kill_point) then perform pg_advisory_xact_lock(99); end if;
        end loop;
      end $$;
      create event trigger wait_at_point on ddl_command_end execute function wait_at_point()`);
    const holder = await database.pool.connect();
    await holder.query("select pg_advisory_lock(99)");
    for (const table of points) {
      await database.pool.query("delete from kill_point");
      await database.pool.query("insert into kill_point values ($1)", [table]);
      const child = spawn(process.execPath, [join(repository, "server/testing/migrate-process.ts")], {
        env: { PATH: process.env.PATH ?? "", DATABASE_URL: database.url },
        stdio: "ignore",
      });
      const ended = once(child, "close");
      await vi.waitFor(async () => {
        const { rows } = await holder.query(
          "select 1 from pg_locks where locktype = 'advisory' and objid = 99 and not granted and database = (select oid from pg_database where datname = current_database())",
        );
        expect(rows, table).toHaveLength(1);
      }, 10_000);
      child.kill("SIGKILL");
      expect(await ended).toEqual([null, "SIGKILL"]);
      // The server ends the session when it next looks at the broken connection; a waiting one it does not look at.
      await holder.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event = 'advisory'",
      );
      await vi.waitFor(async () => {
        const { rows } = await holder.query("select to_regclass($1) is null as gone", [table]);
        expect(rows[0].gone, table).toBe(true);
      }, 10_000);
      await expect(requireKnownSchema(database.pool)).rejects.toThrow("pnpm db:migrate");
    }
    await holder.query("select pg_advisory_unlock_all()");
    holder.release();
    await database.pool.query("drop event trigger wait_at_point; drop function wait_at_point; drop table kill_point");
    await migrate(database.pool);
    await requireKnownSchema(database.pool);
    expect(await facts(database)).toEqual(expected);
    expect(await migrate(database.pool)).toEqual([]);
  }, 300_000);

  test("by two that start together: the work is done once", async () => {
    const database = await emptyDatabase();
    const applied = await Promise.all([migrate(database.pool), migrate(database.pool), migrate(database.pool)]);
    expect(applied.map((names) => names.length).sort()).toEqual([0, 0, (await listMigrations()).length]);
  });
});
