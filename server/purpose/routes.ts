import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { mayChange, type Principal } from "../access/decide.ts";
import { purposeItems } from "../access/purposes.ts";
import { hasDuty } from "../access/roles.ts";
import { mustRecord } from "../audit/must-record.ts";
import { type App, problemResponses } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { ref, toInstant } from "../http/wire.ts";
import {
  findOpenIncident,
  giveIncident,
  isIncidentIn,
  listIncidentTasks,
  listWhoMayHave,
  takeBackIncident,
} from "./incident-task-queries.ts";
import { accountOf, type PurposeOptions, requireDuty } from "./routes-options.ts";
import { IncidentParameters, IncidentTask, IncidentTaskParameters, PurposeItem, WhoMayHave } from "./schema.ts";

const tags = ["purposes"];
const nothing = Type.Null({ description: "Done" });

/** The lists of purposes, and incidents as somebody's task. */
export function purposeRoutes(app: App, { database: { db }, dbFor, changeScopeOf, principalOf }: PurposeOptions): void {
  app.addSchema(PurposeItem);
  app.addSchema(IncidentTask);
  app.addSchema(WhoMayHave);

  /** Throws for whoever gives no incidents, and puts it on record: to have one opens homes. */
  const requireAssign = async (
    request: FastifyRequest<{ Params: { id: string; account: string } }>,
    action: string,
  ) => {
    const principal = principalOf(request);
    if (hasDuty(principal.role, "assign")) return;
    const entry = about(principal, Number(request.params.id), request.id);
    await mustRecord(db, { ...entry, action, outcome: "denied", detail: { account: Number(request.params.account) } });
    throw new HttpProblem("forbidden", "Your role is not for this.");
  };

  app.get(
    "/api/purposes",
    {
      schema: {
        tags,
        summary: "What personal data may be opened, and rows taken out, for",
        response: { 200: Type.Object({ items: Type.Array(ref(PurposeItem)) }), ...problemResponses },
      },
    },
    async () => ({
      items: purposeItems.map(({ tasks, ...item }) => ({ ...item, tasks: [...tasks] })),
    }),
  );

  app.get(
    "/api/incident-tasks",
    {
      schema: {
        tags,
        summary: "Open incidents that one sees to oneself",
        response: { 200: Type.Object({ items: Type.Array(ref(IncidentTask)) }), ...problemResponses },
      },
    },
    async (request) => {
      const rows = await listIncidentTasks(db, accountOf(principalOf(request)));
      return { items: rows.map(({ given_at, ...row }) => ({ ...row, givenAt: toInstant(given_at) })) };
    },
  );

  app.get(
    "/api/incidents/:id/tasks",
    {
      schema: {
        tags,
        summary: "Officers who may be given an open incident, and those who were",
        params: IncidentParameters,
        response: { 200: Type.Object({ items: Type.Array(ref(WhoMayHave)) }), ...problemResponses },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      requireDuty(principal, "assign");
      const incident = Number(request.params.id);
      const found = await findOpenIncident(dbFor(request), incident);
      if (found === undefined || !mayChange(principal, "incidents", found.community_id)) throw noIncident();
      const rows = await listWhoMayHave(db, incident, found.community_id);
      return { items: rows.map(({ given_at, ...row }) => ({ ...row, givenAt: toInstant(given_at) })) };
    },
  );

  app.put(
    "/api/incidents/:id/tasks/:account",
    {
      schema: {
        tags,
        summary: "Give an incident to an account, which may then open homes near it",
        params: IncidentTaskParameters,
        response: { 204: nothing, ...problemResponses },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const [incident, account] = [Number(request.params.id), Number(request.params.account)];
      await requireAssign(request, "incident-task-give");
      const found = await findOpenIncident(dbFor(request), incident);
      if (found === undefined || !mayChange(principal, "incidents", found.community_id)) throw noIncident();
      const entry = { ...about(principal, incident, request.id), action: "incident-task-give", detail: { account } };
      if (!(await giveIncident(db, incident, account, entry)))
        throw new HttpProblem("not-found", "There is no such account.");
      return reply.code(204).send(null);
    },
  );

  app.delete(
    "/api/incidents/:id/tasks/:account",
    {
      schema: {
        tags,
        summary: "Take an incident back from an account",
        params: IncidentTaskParameters,
        response: { 204: nothing, ...problemResponses },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const [incident, account] = [Number(request.params.id), Number(request.params.account)];
      await requireAssign(request, "incident-task-end");
      const scope = changeScopeOf(request, "incidents");
      const isInScope = await isIncidentIn(dbFor(request), incident, scope);
      const entry = { ...about(principal, incident, request.id), action: "incident-task-end", detail: { account } };
      if (!isInScope || !(await takeBackIncident(db, incident, account, entry))) throw noIncident();
      return reply.code(204).send(null);
    },
  );
}

const about = ({ account, role }: Principal, incident: number, requestId: string) =>
  ({ account, role, outcome: "done", subject: `incident:${incident}`, requestId }) as const;

function noIncident(): HttpProblem {
  return new HttpProblem("not-found", "There is no such incident that is open, or it was not given.");
}
