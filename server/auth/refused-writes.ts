import type { FastifyRequest } from "fastify";
import type { Kysely } from "kysely";
import type { Principal } from "../access/decide.ts";
import { routeTable } from "../access/route-table.ts";
import { mustRecord } from "../audit/must-record.ts";
import type { DB } from "../db/schema.gen.ts";
import { OutsideScope } from "../db/scope.ts";
import { AttemptLimit } from "../http/attempt-limit.ts";
import { HttpProblem } from "../http/problems.ts";
import { routeOf } from "./hold-routes.ts";

/** Somebody whose role changes rows, and who has no community to change them in. */
export class NothingToChange extends HttpProblem {
  constructor() {
    super("forbidden", "There is nothing of this that you may change.");
  }
}

/** So many refusals of an account are written out within a window; then one entry says that there were more. */
export const mostRefusals = 60;
const windowMs = 600_000;

/** Writes that put their own refusals on record. */
const recordThemselves: ReadonlySet<string> = new Set(["DELETE /api/sessions/:id"]);

/** Names of what a body refers to, and how the record names it. */
const namesInBody = { residenceId: "residence", venueId: "venue", unitId: "unit", communityId: "community" } as const;

/**
 * Puts on record what somebody who is known was refused to change, because it is outside of their scope or not there at all. Both alike:
 * everybody may read what their own account did, and an entry for foreign rows alone would tell which numbers there are.
 *
 * @param principalOf who asks; anyone where nobody is known
 * @returns takes a failure before it is answered; throws when it cannot be recorded
 */
export function refusedWrites(
  db: Kysely<DB>,
  principalOf: (request: FastifyRequest) => Principal,
  now: () => number = Date.now,
): (request: FastifyRequest, error: Error, problem: HttpProblem) => Promise<void> {
  const written = new AttemptLimit({ mostEach: mostRefusals, mostTogether: Number.POSITIVE_INFINITY, windowMs, now });
  const summed = new AttemptLimit({ mostEach: 1, mostTogether: Number.POSITIVE_INFINITY, windowMs, now });
  return async (request, error, { slug }) => {
    const isRefusal = slug === "not-found" || error instanceof OutsideScope || error instanceof NothingToChange;
    if (!isRefusal || request.method === "GET" || request.method === "HEAD") return;
    const { account, role } = principalOf(request);
    const subject = routeOf(request);
    // Accounts lie in no community: what an admin does not find there is a mistake.
    if (role === "anyone" || routeTable[subject] === "accounts" || recordThemselves.has(subject)) return;
    const who = account === null ? role : String(account);
    const entry = { account, role, action: "row-change", outcome: "denied", subject, requestId: request.id } as const;
    if (written.take(who) === 0) await mustRecord(db, { ...entry, detail: numbersOf(request) });
    else if (summed.take(who) === 0) await mustRecord(db, { ...entry, detail: { most: mostRefusals } });
  };
}

/** Ids that were asked for; nothing else of what was sent. */
function numbersOf({ params, body }: FastifyRequest): Record<string, number> {
  const { id, account } = (params ?? {}) as Partial<Record<string, string>>;
  const sent = (body ?? {}) as Partial<Record<string, unknown>>;
  const inBody = Object.entries(namesInBody).map(([name, told]) => [told, sent[name]]);
  const numbers = [["id", Number(id)], ["account", Number(account)], ...inBody];
  return Object.fromEntries(numbers.filter(([, number]) => Number.isSafeInteger(number)));
}
