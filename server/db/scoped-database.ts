import {
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";
import type pg from "pg";
import { Capabilities, type Capability } from "./capabilities.ts";
import { newPool } from "./pool.ts";
import type { DB } from "./schema.gen.ts";
import { ScopedDriver } from "./scoped-driver.ts";

export interface ScopedOptions {
  /** Connection string of the login for scoped principals. */
  readonly url: string;
  /** The same database by the login that sees everything: it makes the tokens, by a connection of its own. */
  readonly cityUrl: string;
  readonly onError: (error: Error) => void;
}

/** The database as principals of some communities have it: through a login that row-level security binds. */
export class ScopedDatabase {
  readonly pool: pg.Pool;
  readonly capabilities: Capabilities;
  private readonly driver: Driver;
  private readonly makers: pg.Pool;
  private closing: Promise<unknown> | undefined;

  private constructor(pool: pg.Pool, driver: Driver, makers: pg.Pool) {
    this.pool = pool;
    this.driver = driver;
    this.makers = makers;
    this.capabilities = new Capabilities(new Kysely<DB>({ dialect: new PostgresDialect({ pool: makers }) }));
  }

  /** Connects to nothing until it is asked something. */
  static async open({ url, cityUrl, onError }: ScopedOptions): Promise<ScopedDatabase> {
    const pool = newPool({ url, purpose: "scoped", kind: "postgres", onError });
    const driver = new PostgresDialect({ pool }).createDriver();
    await driver.init();
    // Whoever reads in a transaction of the other login waits for a token: it must not wait for whoever does the same.
    const makers = newPool({ url: cityUrl, purpose: "serve", kind: "postgres", most: 2, onError });
    return new ScopedDatabase(pool, driver, makers);
  }

  /** The database that has just those rows, which it only reads unless it may change some; for one request, since scopes change. */
  for(capability: Capability): Kysely<DB> {
    const accessMode = (capability.changes ?? []).length > 0 ? "read write" : "read only";
    const driver = new ScopedDriver(this.driver, () => this.capabilities.tokenFor(capability), accessMode);
    return new Kysely<DB>({
      dialect: {
        createDriver: () => driver,
        createAdapter: () => new PostgresAdapter(),
        createQueryCompiler: () => new PostgresQueryCompiler(),
        createIntrospector: (db) => new PostgresIntrospector(db),
      },
    });
  }

  async close(): Promise<void> {
    this.closing ??= Promise.all([this.pool.end(), this.makers.end()]);
    await this.closing;
  }
}
