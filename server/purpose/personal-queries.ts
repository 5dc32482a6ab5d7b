import type { FastifyRequest } from "fastify";
import type { Kysely } from "kysely";
import type { Principal } from "../access/decide.ts";
import { mustRecord, orUnavailable } from "../audit/must-record.ts";
import type { AuditEntry } from "../audit/queries.ts";
import type { DB } from "../db/schema.gen.ts";
import type { DbFor, ReadPersonal } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { raiseAlarms } from "./alarm-queries.ts";
import { type Ask, askOf, purposeText } from "./ask.ts";
import { isTaskOf } from "./task-queries.ts";

/** Reads for a purpose: the check of the task, the reading and its record are one transaction, so there is none without a record. */
export function personalReads(
  db: Kysely<DB>,
  dbFor: DbFor,
  principalOf: (request: FastifyRequest) => Principal,
): ReadPersonal {
  return async (request, subject, find) => {
    const ask = askOf(request.headers.purpose as string | undefined);
    if (ask === undefined) {
      const found = await find(db);
      return found && { value: found.value, isOpen: false };
    }
    const principal = principalOf(request);
    const entry = entryOf(principal, ask, subject, request.id);
    const found = await db.transaction().execute(async (trx) => {
      const row = await find(trx);
      if (row === undefined) return undefined;
      if (!(await isTaskOf({ records: trx, rows: dbFor(request, trx) }, ask.task, principal, row))) return "refused";
      const { ids, communityId } = row;
      await recordReading(trx, {
        ...entry,
        outcome: "done",
        detail: { ...entry.detail, ids, count: ids.length, community: communityId },
      });
      return row;
    });
    if (found !== undefined && found !== "refused") return { value: found.value, isOpen: true };
    await db.transaction().execute((trx) => recordReading(trx, { ...entry, outcome: "denied" }));
    if (found === "refused") throw new HttpProblem("purpose-refused", "You have no such task here.");
    return undefined;
  };
}

function entryOf({ account, role }: Principal, ask: Ask, subject: string, requestId: string) {
  const { task, reason } = ask;
  const detail = {
    ...(reason !== null && { reason }),
    ...(task.kind === "break-glass" && { breakGlass: task.id }),
  };
  return { account, role, action: "personal-read", subject, purpose: purposeText(ask), requestId, detail } as const;
}

/** Adds a reading to the record, and the alarms that follow from it. */
async function recordReading(db: Kysely<DB>, entry: AuditEntry): Promise<void> {
  await mustRecord(db, entry);
  await orUnavailable(() => raiseAlarms(db, entry));
}
