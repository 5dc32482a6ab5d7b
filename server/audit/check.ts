import type pg from "pg";
import { readHeads } from "./head-file.ts";
import { type Verdict, verify } from "./verify.ts";
import { readCut, readEntries, readSeals } from "./verify-queries.ts";

/**
 * Verifies the audit of a database as it is at this moment.
 * @param headPath file of exported heads; the chain is compared with itself alone without
 */
export async function checkAudit(pool: pg.Pool, headPath?: string): Promise<Verdict> {
  const heads = headPath === undefined ? [] : await readHeads(headPath);
  const client = await pool.connect();
  try {
    await client.query("begin transaction isolation level repeatable read read only");
    return await verify(readEntries(client), readSeals(client), heads, await readCut(client));
  } finally {
    await client.query("rollback").catch(() => {});
    client.release();
  }
}
