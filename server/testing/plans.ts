import { type CompiledQuery, Kysely, PostgresDialect } from "kysely";
import type pg from "pg";
import type { DB } from "../db/schema.gen.ts";

type Run = (db: Kysely<DB>) => Promise<unknown>;

/** The statement that a query function sends, or the one after so many others; it is run on the pool that is given. */
export async function statementOf(pool: pg.Pool, run: Run, nth = 0): Promise<CompiledQuery> {
  const seen: CompiledQuery[] = [];
  const log = (event: { level: string; query: CompiledQuery }) =>
    void (event.level === "query" && seen.push(event.query));
  await run(new Kysely<DB>({ dialect: new PostgresDialect({ pool }), log }));
  return seen[nth] as CompiledQuery;
}

/**
 * The plan of a statement that was run, as text, for the login of a pool.
 *
 * @param options.token what the login presents, where it needs one
 * @param options.settings `random_page_cost` and the like, for this statement
 */
export async function planOf(
  pool: pg.Pool,
  { sql, parameters }: CompiledQuery,
  { token = "", settings = {} }: { token?: string; settings?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    for (const [name, value] of Object.entries({ "one_map.capability": token, ...settings }))
      await client.query("select set_config($1, $2, true)", [name, value]);
    const { rows } = await client.query(`explain (analyze, timing off, summary off) ${sql}`, [...parameters]);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  } finally {
    await client.query("rollback");
    client.release();
  }
}
