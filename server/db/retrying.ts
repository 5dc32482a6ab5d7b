import type { Kysely, Transaction } from "kysely";
import type { DB } from "./schema.gen.ts";

/** What PostgreSQL calls a transaction that it ended because of others: run again, it may well succeed. */
const endedForOthers = new Set(["40001", "40P01"]);

const mostAttempts = 3;

/**
 * Runs a transaction, and again, twice at most, when it was ended for the sake of others: a deadlock, or a state that
 * changed under it. The work must do nothing outside of the transaction. Rejects with the last failure.
 */
export async function retrying<T>(db: Kysely<DB>, work: (tx: Transaction<DB>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      const { code } = error as { code?: string };
      if (attempt === mostAttempts || code === undefined || !endedForOthers.has(code)) throw error;
      // Not in step with whoever it met.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * attempt));
    }
  }
}
