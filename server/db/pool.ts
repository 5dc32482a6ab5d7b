import pg from "pg";
import { PatientPool } from "./patient-pool.ts";
import { PreparingClient } from "./prepared.ts";

/**
 * What the connection is for: requests must give up early, and those of scoped principals come by a login of their own;
 * jobs (migrate, seed, import) may take hours; and the feed has connections of its own, so that no request can hold it up,
 * and notices a dead link within three seconds.
 */
export type PoolPurpose = "serve" | "scoped" | "job" | "feed";

export interface PoolOptions {
  readonly url: string;
  readonly purpose: PoolPurpose;
  readonly kind: "postgres" | "embedded";
  /** Connections open at a time; as many as the kind can use unless given. */
  readonly most?: number;
  /** Receives errors of idle connections, so that a restarted database never takes the process down. */
  readonly onError: (error: Error) => void;
}

const int8 = 20;
const int8Array = 1016;
const date = 1082;
const numeric = 1700;

/** bigint → number; throws rather than rounds when an id has outgrown 2^53. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint beyond 2^53 from the database: ${text}`);
  return value;
}

const defaultArrayParser = pg.types.getTypeParser(int8Array as number) as (text: string) => string[];

const parsers = new Map<number, (text: string) => unknown>([
  [int8, safeInteger],
  [int8Array, (text) => defaultArrayParser(text).map(safeInteger)],
  [date, (text) => text],
  [numeric, Number],
]);

/** Parsers for the types the schema uses: int8 and numeric as number, date as 'YYYY-MM-DD', the rest as pg has it. */
const types = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    (format === "binary" ? undefined : parsers.get(oid)) ?? pg.types.getTypeParser(oid, format as "text"),
};

const requests = { statement_timeout: 15_000, query_timeout: 20_000, idle_in_transaction_session_timeout: 15_000 };

const timeouts = {
  serve: requests,
  scoped: requests,
  feed: { statement_timeout: 10_000, query_timeout: 3_000, idle_in_transaction_session_timeout: 15_000 },
  job: {},
} as const satisfies Record<PoolPurpose, pg.ClientConfig>;

/** How long a request stands in line for a connection while all of them are in use, ms. */
const longestLineMillis = 300;

/**
 * A pool with every timeout set. pg's own defaults are "wait for ever": `statement_timeout` alone does not notice a
 * dead link, so the client side has `query_timeout` and `connectionTimeoutMillis` too.
 */
export function newPool({ url, purpose, kind, most, onError }: PoolOptions): pg.Pool {
  // In the embedded database everybody's statements take turns: who waits for a turn has no dead link.
  const waits = timeouts[purpose === "feed" && kind === "embedded" ? "serve" : purpose];
  const settings: pg.PoolConfig = {
    connectionString: url,
    application_name: `one-map ${purpose}`,
    // One transaction at a time runs in the embedded database, so more connections would only queue there.
    max: most ?? (kind === "embedded" ? 4 : 10),
    connectionTimeoutMillis: purpose !== "job" && kind === "postgres" ? 3_000 : 30_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: types as pg.CustomTypesConfig,
    // The embedded database knows one statement at a time, and it has no name.
    ...(kind === "postgres" && { Client: PreparingClient }),
    // These present a token before each statement, and wait for no answer to that.
    ...(purpose === "scoped" && { pipeline: true }),
    ...waits,
  };
  const isImpatient = (purpose === "serve" || purpose === "scoped") && kind === "postgres";
  const pool = isImpatient ? new PatientPool(settings, longestLineMillis) : new pg.Pool(settings);
  pool.on("error", onError);
  // A checked-out client reports on itself, not on the pool.
  pool.on("connect", (client) => client.on("error", onError));
  return pool;
}
