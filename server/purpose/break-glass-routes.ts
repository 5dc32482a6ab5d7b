import { Type } from "typebox";
import { mayRead, type Principal, rowsToRead } from "../access/decide.ts";
import { hasDuty } from "../access/roles.ts";
import { mustRecord } from "../audit/must-record.ts";
import type { RequireProof } from "../auth/step-up.ts";
import { type App, problemResponses } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { checkText } from "../http/text.ts";
import { ref, toInstant } from "../http/wire.ts";
import { raise } from "./alarm-queries.ts";
import { askToBreak, type BreakGlassRow, decide, endBroken, findWaiting, listBroken } from "./break-glass-queries.ts";
import { accountOf, type PurposeOptions, requireDuty } from "./routes-options.ts";
import { BreakGlass, BreakGlassDecision, BreakGlassParameters, NewBreakGlass } from "./schema.ts";

const tags = ["break-glass"];
const nothing = Type.Null({ description: "Done" });

/** Emergencies: one asks, another allows, and for a quarter of an hour requests that carry the number see one more community. */
export function breakGlassRoutes(
  app: App,
  { database: { db }, principalOf, requireProof }: PurposeOptions & { requireProof: RequireProof },
): void {
  app.addSchema(BreakGlass);
  const about = ({ account, role }: Principal, id: number, requestId: string) =>
    ({ account, role, outcome: "done", subject: `break-glass:${id}`, requestId }) as const;

  app.get(
    "/api/break-glass",
    {
      schema: {
        tags,
        summary: "Emergencies that one asked for or decided within a day, and those that wait for a second person",
        response: { 200: Type.Object({ items: Type.Array(ref(BreakGlass)) }), ...problemResponses },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const rows = await listBroken(db, accountOf(principal), reachOf(principal));
      return { items: rows.map(toBreakGlass) };
    },
  );

  app.post(
    "/api/break-glass",
    {
      schema: {
        tags,
        summary: "Ask for a community outside of one's scope, in an emergency",
        description: "Needs a password that was just entered. The auditor hears of it at once.",
        body: NewBreakGlass,
        response: { 201: Type.Object({ id: Type.Integer() }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      requireDuty(principal, "break-glass");
      const { communityId: community, reason } = request.body;
      checkText("/reason", reason);
      if (principal.scope === "city" || principal.scope.includes(community))
        throw new HttpProblem("conflict", "This community is open to you as it is.");
      await requireProof(request);
      const account = accountOf(principal);
      const id = await db.transaction().execute(async (trx) => {
        const made = await askToBreak(trx, { account, community, reason: reason.trim() });
        if (made === undefined) throw new HttpProblem("not-found", "There is no such community.");
        const detail = { breakGlass: made, community, reason: reason.trim() };
        const entry = { ...about(principal, made, request.id), action: "break-glass-ask", detail };
        await mustRecord(trx, entry);
        await raise(trx, entry, "break-glass", { breakGlass: made, community, step: "asked" });
        return made;
      });
      return reply.code(201).send({ id });
    },
  );

  app.put(
    "/api/break-glass/:id/decision",
    {
      schema: {
        tags,
        summary: "Be the second person: allow or refuse what another account asked for",
        description: "Needs a password that was just entered. From now on it is open for 15 minutes, or never.",
        params: BreakGlassParameters,
        body: BreakGlassDecision,
        response: { 204: nothing, ...problemResponses },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      requireDuty(principal, "allow-break-glass");
      const account = accountOf(principal);
      const { isAllowed } = request.body;
      await requireProof(request);
      const isOther = await db.transaction().execute(async (trx) => {
        const found = await findWaiting(trx, Number(request.params.id));
        if (found === undefined || !mayRead(principal, "residences", "personal", found.communityId)) throw notWaiting();
        const { id, communityId: community, accountId } = found;
        const detail = { breakGlass: id, community, account: accountId };
        const entry = { ...about(principal, id, request.id), action: "break-glass-decide" };
        if (accountId === account) {
          await mustRecord(trx, { ...entry, outcome: "denied", detail });
          return false;
        }
        await decide(trx, id, account, isAllowed);
        const step = isAllowed ? "allowed" : "refused";
        await mustRecord(trx, { ...entry, detail: { ...detail, step } });
        await raise(trx, entry, "break-glass", { ...detail, step });
        return true;
      });
      if (!isOther) throw new HttpProblem("forbidden", "The second person is another than the first.");
      return reply.code(204).send(null);
    },
  );

  app.delete(
    "/api/break-glass/:id",
    {
      schema: {
        tags,
        summary: "End an emergency of one's own before its time",
        params: BreakGlassParameters,
        response: { 204: nothing, ...problemResponses },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const id = Number(request.params.id);
      await db.transaction().execute(async (trx) => {
        if (!(await endBroken(trx, id, accountOf(principal)))) throw notWaiting();
        const detail = { breakGlass: id };
        await mustRecord(trx, { ...about(principal, id, request.id), action: "break-glass-end", detail });
      });
      return reply.code(204).send(null);
    },
  );
}

/** Communities for which somebody may be the second person. */
function reachOf(principal: Principal): readonly number[] | "city" {
  if (!hasDuty(principal.role, "allow-break-glass")) return [];
  const rows = rowsToRead(principal, "residences", "personal");
  return rows === "none" || rows === "published" ? [] : rows;
}

function notWaiting(): HttpProblem {
  return new HttpProblem("not-found", "There is no such emergency, or not any more.");
}

function toBreakGlass({ asked_at, ends_at, accountId: _id, ...row }: BreakGlassRow) {
  return { ...row, askedAt: toInstant(asked_at), endsAt: toInstant(ends_at) };
}
