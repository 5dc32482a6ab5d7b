import {
  type AccessMode,
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type TransactionSettings,
} from "kysely";
import { keepPrepared } from "./prepared.ts";

/** The token to present: asked for anew each time, since tokens expire. */
export type TokenOf = () => Promise<string | undefined>;

/** What a statement could leave behind for whoever has the connection next: settings, and locks of the session. */
const forget = CompiledQuery.raw("reset all; select pg_advisory_unlock_all()");

// Bound, never in the text: that is what others of the same login see of it in pg_stat_activity.
const presenting =
  "select set_config('one_map.capability', $1, true), set_config('search_path', 'public, pg_temp', true)";
keepPrepared(presenting);

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
    this.isOpen = true;
    await inOneFlight(this.sendBegin(isolationLevel));
  }

  async commit(): Promise<void> {
    await inOneFlight([this.driver.commitTransaction(this.inner), this.inner.executeQuery(forget)]);
    this.isOpen = false;
  }

  async rollback(): Promise<void> {
    this.isOpen = false;
    await inOneFlight([this.driver.rollbackTransaction(this.inner), this.inner.executeQuery(forget)]);
  }

  /**
   * A statement without a transaction is sent with one around it and waited for once. Where it fails, the transaction is taken
   * back by the commit that follows; where there is no transaction or no token, it finds no rows.
   */
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.isOpen) return this.inner.executeQuery(query);
    const sent = this.sendBegin();
    const answer = this.inner.executeQuery<R>(query);
    const end = this.driver.commitTransaction(this.inner);
    await inOneFlight([...sent, answer, end, this.inner.executeQuery(forget)]);
    return await answer;
  }

  private sendBegin(isolationLevel?: TransactionSettings["isolationLevel"]): Promise<unknown>[] {
    const settings = { accessMode: this.accessMode, ...(isolationLevel && { isolationLevel }) };
    return [
      this.driver.beginTransaction(this.inner, settings),
      this.inner.executeQuery(CompiledQuery.raw(presenting, [this.token])),
    ];
  }

  streamQuery(): never {
    throw new Error("Rows come to scoped principals in pages, never in streams.");
  }
}

/** Waits for everything that was sent, and rejects as the first of it that failed did: what follows it fails for that. */
async function inOneFlight(sent: readonly Promise<unknown>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(sent)) if (outcome.status === "rejected") throw outcome.reason;
}
