import type { Compilable, Kysely } from "kysely";
import pg from "pg";
import type { DB } from "./schema.gen.ts";

/** So many texts at most: the database keeps what it has understood of each for as long as the connection, in every connection. */
const most = 100;

/** By text, the name that the database is to know it by. */
const names = new Map<string, string>();

/** Says that a text is sent over and over, by every connection; it must be one of few. */
export function keepPrepared(text: string): void {
  if (names.size < most && !names.has(text)) names.set(text, `one_map_${names.size}`);
}

/**
 * Asks for the one row that a query finds, at most, and has the database remember the query: to understand it anew takes longer
 * than to find a row by its key. For queries by keys alone, which are found in one way whatever the keys are.
 */
export async function askOften<Row>(db: Kysely<DB>, query: Compilable<Row>): Promise<Row | undefined> {
  const compiled = query.compile();
  keepPrepared(compiled.sql);
  return (await db.executeQuery(compiled)).rows[0];
}

/** What it says when a statement no longer fits its table, and when somebody between has thrown it away. */
const gone: ReadonlySet<unknown> = new Set(["0A000", "26000"]);

/** A connection to a server of PostgreSQL: what is sent over and over it sends once, and only its values after that. */
export class PreparingClient extends pg.Client {
  /** Prepared anew so many times. */
  #turn = 0;

  // As loosely typed as what it stands for, which has a dozen forms; only texts with their values are of concern here.
  override query(...given: readonly unknown[]): never {
    const [text, values, callback] = given;
    const name = typeof text === "string" && callback === undefined ? names.get(text) : undefined;
    const send = super.query as (...given: readonly unknown[]) => never;
    if (name === undefined) return send.apply(this, [...given]);
    const turn = this.#turn;
    const answer = send.call(this, { name: `${name}_${turn}`, text, values }) as Promise<unknown>;
    answer.catch(({ code }: { code?: unknown }) => {
      if (gone.has(code) && turn === this.#turn) this.#turn++;
    });
    return answer as never;
  }
}
