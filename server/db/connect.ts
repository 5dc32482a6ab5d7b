import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Kysely, PostgresDialect } from "kysely";
import type pg from "pg";
import { startEmbedded } from "./embedded.ts";
import { newPool, type PoolPurpose } from "./pool.ts";
import type { DB } from "./schema.gen.ts";

export interface Database {
  readonly pool: pg.Pool;
  readonly db: Kysely<DB>;
  /** What answers: a PostgreSQL server, or PGlite in a child process. */
  readonly kind: "postgres" | "embedded";
  readonly url: string;
  /** Ends the pool and, if this process started it, the embedded database. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Connection string of a PostgreSQL ≥ 15 with PostGIS ≥ 3.3; without it the embedded database is used. */
  readonly databaseUrl?: string | undefined;
  /** Folder of the embedded database; `"memory"` keeps nothing. */
  readonly dataDir?: string | undefined;
  readonly purpose?: PoolPurpose;
  readonly onError?: (error: Error) => void;
  /** Aborted when this process begins to end: from then on no other process joins its embedded database. */
  readonly signal?: AbortSignal;
}

const defaultDataDir = fileURLToPath(new URL("../../.data", import.meta.url));

/** Data folder in force: `DATA_DIR`, or `.data` in the repository. */
export function dataDirFromEnvironment(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.DATA_DIR ? join(environment.DATA_DIR) : defaultDataDir;
}

/** What a process must be given of the environment to connect to the same database: passwords and their files. */
export function connectionEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => /^(PG[A-Z]+|HOME|PATH)$/.test(name)));
}

/** Opens the one database of this process. The same `pg` code path serves both kinds. */
export async function openDatabase(options: OpenOptions = {}): Promise<Database> {
  const { databaseUrl, dataDir = dataDirFromEnvironment(), purpose = "serve", onError = () => {}, signal } = options;
  if (databaseUrl) return connect(databaseUrl, "postgres", purpose, onError, async () => {});
  const embedded = await startEmbedded(dataDir, signal);
  return connect(embedded.url, "embedded", purpose, onError, embedded.stop);
}

/** Connects to a database that somebody else runs. */
export function connect(
  url: string,
  kind: "postgres" | "embedded",
  purpose: PoolPurpose,
  onError: (error: Error) => void,
  stop: () => Promise<void>,
): Database {
  const pool = newPool({ url, purpose, kind, onError });
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= pool.end().then(stop);
    return closing;
  };
  return { pool, db, kind, url, close };
}
