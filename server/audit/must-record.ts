import type { Kysely } from "kysely";
import type { DB } from "../db/schema.gen.ts";
import { HttpProblem } from "../http/problems.ts";
import { type AuditEntry, record } from "./queries.ts";

/** Adds to the record. Throws `audit-unavailable` when that fails, whatever the reason: what needs a record is then not done. */
export async function mustRecord(db: Kysely<DB>, entry: AuditEntry): Promise<void> {
  await orUnavailable(() => record(db, entry));
}

/** The same for what is recorded besides, such as alarms. */
export async function orUnavailable(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const problem = new HttpProblem("audit-unavailable", "It cannot be put on record, so it is not done; try again.");
    problem.cause = error;
    throw problem;
  }
}
