import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type pg from "pg";

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** Any number will do as long as nothing else in the database locks on it. */
const lockKey = 4_716_501;

const folder = fileURLToPath(new URL("../../migrations/", import.meta.url));

/** The schema is not the one that this program was written for; the message says what to do. */
export class UnknownSchemaError extends Error {}

/** Every migration of the repository, in order. Throws when two have one number; one that was reserved may be left out. */
export async function listMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const numberOf = (name = "") => Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1] ?? 0);
  return Promise.all(
    names.map(async (name, index) => {
      const number = numberOf(name);
      if (number <= numberOf(names[index - 1]))
        throw new Error(`migrations/${name}: expected a number of its own and a kebab-case subject`);
      const sql = await readFile(folder + name, "utf8");
      return { number, name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * Applies what is missing, each migration in its own transaction under an advisory lock, so that a kill at any
 * statement leaves whole migrations only and two servers starting together do the work once.
 *
 * @returns the names applied now; empty when there was nothing to do.
 */
export async function migrate(pool: pg.Pool, onApplied: (name: string) => void = () => {}): Promise<string[]> {
  const migrations = await listMigrations();
  const client = await pool.connect();
  const applied: string[] = [];
  try {
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await client.query(
      `create table if not exists schema_migration (number integer primary key, name text not null, sha256 text not null,
       applied_at timestamptz not null default clock_timestamp())`,
    );
    const done = await readApplied(client);
    refuseUnknown(migrations, done);
    for (const migration of migrations.slice(done.length)) {
      await applyOne(client, migration);
      applied.push(migration.name);
      onApplied(migration.name);
    }
    return applied;
  } finally {
    await client.query("select pg_advisory_unlock($1)", [lockKey]).catch(() => {});
    client.release();
  }
}

/** As long as a timer can be: three weeks. */
const longestMillis = 2 ** 31 - 1;

async function applyOne(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    // Better to fail and be run again than to queue behind a reader and block everybody after us.
    await client.query("set local lock_timeout = '3s'");
    // However long it takes: on a slow machine PostGIS alone is half a minute, and a pool for requests gives up sooner.
    await client.query("set local statement_timeout = 0");
    // pg takes a limit with each statement; its types do not know.
    await client.query({ text: migration.sql, query_timeout: longestMillis } as pg.QueryConfig);
    await client.query("insert into schema_migration (number, name, sha256) values ($1, $2, $3)", [
      migration.number,
      migration.name,
      migration.sha256,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw new Error(`Migration ${migration.name} failed; the schema is as it was before it.`, { cause: error });
  }
}

interface Applied {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

async function readApplied(client: pg.PoolClient | pg.Pool): Promise<Applied[]> {
  const exists = await client.query<{ found: boolean }>("select to_regclass('schema_migration') is not null as found");
  if (!exists.rows[0]?.found) return [];
  const { rows } = await client.query<Applied>("select number, name, sha256 from schema_migration order by number");
  return rows;
}

function refuseUnknown(migrations: readonly Migration[], done: readonly Applied[]): void {
  for (const [index, row] of done.entries()) {
    const known = migrations[index];
    if (known?.number !== row.number || known.sha256 !== row.sha256) {
      throw new UnknownSchemaError(
        `The database has migration ${row.name} that this version does not know in that form. ` +
          "Run the version of One Map that made it, or a newer one.",
      );
    }
  }
}

/** Throws UnknownSchemaError unless exactly this version's migrations have been applied. */
export async function requireKnownSchema(pool: pg.Pool): Promise<void> {
  const migrations = await listMigrations();
  const done = await readApplied(pool);
  refuseUnknown(migrations, done);
  const next = migrations[done.length];
  if (next !== undefined) {
    throw new UnknownSchemaError(`The database lacks migration ${next.name}. Run \`pnpm db:migrate\` first.`);
  }
}
