import type { CompiledQuery, Kysely } from "kysely";
import type { DB } from "../db/schema.gen.ts";
import { HttpProblem } from "../http/problems.ts";
import { type AuditEntry, record, writeAndRecord } from "./queries.ts";

/** Adds to the record. Throws `audit-unavailable` when that fails, whatever the reason: what needs a record is then not done. */
export async function mustRecord(db: Kysely<DB>, entry: AuditEntry): Promise<void> {
  await orUnavailable(() => record(db, entry));
}

/**
 * Does a write and records it, in one statement, and gives the rows that it wrote. Throws `audit-unavailable` as above.
 *
 * @param write as {@link writeAndRecord} takes it; it breaks no constraint
 */
export async function mustWriteAndRecord<Row>(
  db: Kysely<DB>,
  write: CompiledQuery<Row>,
  entry: AuditEntry,
): Promise<Row[]> {
  return await orUnavailable(() => writeAndRecord(db, write, entry));
}

/** The same for what is recorded besides, such as alarms. */
export async function orUnavailable<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    const problem = new HttpProblem("audit-unavailable", "It cannot be put on record, so it is not done; try again.");
    problem.cause = error;
    throw problem;
  }
}
