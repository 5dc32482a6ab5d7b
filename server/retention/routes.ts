import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Principal } from "../access/decide.ts";
import { hasDuty } from "../access/roles.ts";
import { mustRecord } from "../audit/must-record.ts";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { HttpProblem, quoted } from "../http/problems.ts";
import { checkText } from "../http/text.ts";
import { ref, toInstant } from "../http/wire.ts";
import { listHolds, listRules, listRuns, placeHold, releaseHold, setRule } from "./hold-queries.ts";
import { canBeHeld, type RetentionSubject } from "./rules.ts";
import { HoldParameters, NewHold, Retention, RuleChange, RuleParameters } from "./schema.ts";

const tags = ["retention"];
const nothing = Type.Null({ description: "Done" });
const runsShown = 30;

/** How long rows are kept, and holds of the law: for whoever keeps the policy. */
export function retentionRoutes(
  app: App,
  {
    database: { db },
    principalOf,
  }: FeatureOptions & {
    principalOf: (request: FastifyRequest) => Principal;
  },
): void {
  app.addSchema(Retention);
  const about = ({ account, role }: Principal, subject: string, requestId: string) =>
    ({ account, role, outcome: "done", subject, requestId }) as const;

  app.get(
    "/api/retention",
    {
      schema: {
        tags,
        summary: "Rules, holds and the last reports",
        response: { 200: ref(Retention), ...problemResponses },
      },
    },
    async (request) => {
      keeperOf(principalOf(request));
      const [rules, holds, runs] = [await listRules(db), await listHolds(db), await listRuns(db, runsShown)];
      return {
        rules: rules.map(({ subject, days, changed_at }) => ({
          subject: subject as RetentionSubject,
          days,
          changedAt: toInstant(changed_at),
        })),
        holds: holds.map(({ placed_at, released_at, ...hold }) => ({
          ...hold,
          placedAt: toInstant(placed_at),
          releasedAt: toInstant(released_at),
        })),
        runs: runs.map(({ id, report: { asOf, items } }) => ({ id, asOf, items: [...items] })),
      };
    },
  );

  app.put(
    "/api/retention/rules/:subject",
    {
      schema: {
        tags,
        summary: "Change how long a kind of row is kept",
        params: RuleParameters,
        body: RuleChange,
        response: { 204: nothing, ...problemResponses },
      },
    },
    async (request, reply) => {
      const principal = keeperOf(principalOf(request));
      const { subject } = request.params;
      const { days } = request.body;
      await db.transaction().execute(async (trx) => {
        if (!(await setRule(trx, subject, days, principal.account))) throw notThere();
        await mustRecord(trx, { ...about(principal, subject, request.id), action: "retention-rule", detail: { days } });
      });
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/retention/holds",
    {
      schema: {
        tags,
        summary: "Hold a row, a community's rows, or all of a subject, for a proceeding",
        body: NewHold,
        response: { 201: Type.Object({ id: Type.Integer() }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const principal = keeperOf(principalOf(request));
      const { subject, rowId = null, communityId = null, reason } = request.body;
      checkText("/reason", reason);
      if (rowId !== null && communityId !== null)
        throw new HttpProblem("body-invalid", "A hold is of a row or of a community.", [
          { pointer: "/rowId", reason: "beside communityId" },
        ]);
      // It would be on record as a hold, and keep nothing.
      for (const [name, value] of [
        ["rowId", rowId],
        ["communityId", communityId],
      ] as const)
        if (value !== null && !canBeHeld(subject, name))
          throw new HttpProblem("body-invalid", `Rows of ${quoted(subject)} cannot be held by that.`, [
            { pointer: `/${name}`, reason: "is not for this subject" },
          ]);
      const id = await db.transaction().execute(async (trx) => {
        const placed = await placeHold(trx, { subject, rowId, communityId, reason, by: principal.account });
        const detail = { hold: placed, row: rowId, community: communityId, reason };
        await mustRecord(trx, { ...about(principal, subject, request.id), action: "hold-place", detail });
        return placed;
      });
      return reply.code(201).send({ id });
    },
  );

  app.delete(
    "/api/retention/holds/:id",
    {
      schema: {
        tags,
        summary: "Release a hold",
        params: HoldParameters,
        response: { 204: nothing, ...problemResponses },
      },
    },
    async (request, reply) => {
      const principal = keeperOf(principalOf(request));
      const id = Number(request.params.id);
      await db.transaction().execute(async (trx) => {
        if (!(await releaseHold(trx, id, principal.account))) throw notThere();
        await mustRecord(trx, { ...about(principal, `hold:${id}`, request.id), action: "hold-release" });
      });
      return reply.code(204).send(null);
    },
  );
}

function keeperOf(principal: Principal): Principal {
  if (!hasDuty(principal.role, "policy")) throw new HttpProblem("forbidden", "Your role is not for this.");
  return principal;
}

function notThere(): HttpProblem {
  return new HttpProblem("not-found", "There is no such rule or hold.");
}
