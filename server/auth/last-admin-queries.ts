import { type Kysely, sql } from "kysely";
import type { DB } from "../db/schema.gen.ts";

/**
 * Whether an account is the last admin who can sign in: without one nobody gives roles any more, and none is made by the set-up
 * once there were accounts. Whoever asks next waits here until the transaction ends, so that of two who would remove each other
 * the second sees what the first has done.
 */
export async function isLastAdmin(trx: Kysely<DB>, id: number): Promise<boolean> {
  // In one order, so that two who lock them all never wait for each other.
  const { rows } = await sql<{ id: number }>`
    select id from access.account where role = 'admin' and ended_at is null and (password_hash is not null or subject_hash is not null)
    order by id for no key update`.execute(trx);
  return rows.length === 1 && rows[0]?.id === id;
}
