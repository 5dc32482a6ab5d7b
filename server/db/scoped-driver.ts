import {
  type AccessMode,
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from "kysely";

/** The token to present: asked for anew each time, since tokens expire. */
export type TokenOf = () => Promise<string | undefined>;

/** Also what a statement could leave behind for whoever has the connection next: settings, and locks of the session. */
const endBy = (how: "commit" | "rollback") => CompiledQuery.raw(`${how}; reset all; select pg_advisory_unlock_all()`);

const present = (token: string) =>
  // Bound, never in the text: that is what others of the same login see of it in pg_stat_activity.
  CompiledQuery.raw(
    "select set_config('one_map.capability', $1, true), set_config('search_path', 'public, pg_temp', true)",
    [token],
  );

/**
 * Presents a token in the transaction of every statement, and opens one where there is none. The connections are those of an
 * inner driver, which it neither opens nor closes.
 */
export class ScopedDriver implements Driver {
  private readonly inner: Driver;
  private readonly tokenOf: TokenOf;
  private readonly accessMode: AccessMode;

  constructor(inner: Driver, tokenOf: TokenOf, accessMode: AccessMode) {
    this.inner = inner;
    this.tokenOf = tokenOf;
    this.accessMode = accessMode;
  }

  async init(): Promise<void> {}

  async destroy(): Promise<void> {}

  async acquireConnection(): Promise<ScopedConnection> {
    // First: whoever waits for a token keeps no connection from others.
    const token = (await this.tokenOf()) ?? "";
    return new ScopedConnection(this.inner, await this.inner.acquireConnection(), token, this.accessMode);
  }

  async beginTransaction(connection: ScopedConnection, { isolationLevel }: TransactionSettings): Promise<void> {
    await connection.begin(isolationLevel);
  }

  async commitTransaction(connection: ScopedConnection): Promise<void> {
    await connection.commit();
  }

  async rollbackTransaction(connection: ScopedConnection): Promise<void> {
    await connection.rollback();
  }

  async releaseConnection(connection: ScopedConnection): Promise<void> {
    await this.inner.releaseConnection(connection.inner);
  }
}

class ScopedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;
  private readonly driver: Driver;
  private readonly token: string;
  private readonly accessMode: AccessMode;
  private isOpen = false;

  constructor(driver: Driver, inner: DatabaseConnection, token: string, accessMode: AccessMode) {
    this.driver = driver;
    this.inner = inner;
    this.token = token;
    this.accessMode = accessMode;
  }

  async begin(isolationLevel?: TransactionSettings["isolationLevel"]): Promise<void> {
    await this.driver.beginTransaction(this.inner, {
      accessMode: this.accessMode,
      ...(isolationLevel && { isolationLevel }),
    });
    this.isOpen = true;
    await this.inner.executeQuery(present(this.token));
  }

  async commit(): Promise<void> {
    await this.inner.executeQuery(endBy("commit"));
    this.isOpen = false;
  }

  async rollback(): Promise<void> {
    this.isOpen = false;
    await this.inner.executeQuery(endBy("rollback"));
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.isOpen) return this.inner.executeQuery(query);
    try {
      await this.begin();
      const result = await this.inner.executeQuery<R>(query);
      await this.commit();
      return result;
    } catch (error) {
      await this.rollback().catch(() => {});
      throw error;
    }
  }

  streamQuery(): never {
    throw new Error("Rows come to scoped principals in pages, never in streams.");
  }
}
