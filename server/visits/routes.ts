import type { FastifyRequest } from "fastify";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { requiredVersion, sendVersioned, staleOrMissing } from "../http/if-match.ts";
import { parseCursor, pastInstant } from "../http/parameters.ts";
import { HttpProblem } from "../http/problems.ts";
import { IdParameters, pageOf, ref } from "../http/wire.ts";
import { findVisit, listVisits, recordVisit, updateVisit } from "./queries.ts";
import { NewVisit, Visit, VisitChange, VisitQuery } from "./schema.ts";

const tags = ["visits"];

/** Visits: list, read, record, correct. */
export function visitRoutes(app: App, { dbFor, dbToChange, scopeOf, changeScopeOf }: FeatureOptions): void {
  app.addSchema(Visit);

  app.get(
    "/api/visits",
    {
      schema: {
        tags,
        summary: "List visits, newest first",
        querystring: VisitQuery,
        response: { 200: pageOf(ref(Visit)), ...problemResponses },
      },
    },
    async (request) => {
      const { after, ...filter } = request.query;
      const items = await listVisits(dbFor(request), {
        ...filter,
        scope: scopeOf(request, "visits", "operational"),
        beforeId: parseCursor(after, 1)?.[0],
      });
      return { items, next: items.length === filter.limit ? String(items.at(-1)?.id) : null };
    },
  );

  app.get(
    "/api/visits/:id",
    {
      schema: {
        tags,
        summary: "Read a visit",
        params: IdParameters,
        response: { 200: ref(Visit), ...problemResponses },
      },
    },
    async (request, reply) => {
      return sendVersioned(
        reply,
        await getVisit(request, Number(request.params.id), scopeOf(request, "visits", "operational")),
      );
    },
  );

  app.post(
    "/api/visits",
    {
      schema: {
        tags,
        summary: "Record a visit",
        description: "201 the first time; 200 with the same visit when its clientKey comes again.",
        body: NewVisit,
        response: { 200: ref(Visit), 201: ref(Visit), ...problemResponses },
      },
    },
    async (request, reply) => {
      const scope = changeScopeOf(request, "visits");
      const units = scopeOf(request, "units", "operational");
      const { clientKey, venueId, residenceId, unitId, visitedAt, dwellSeconds, outcome } = request.body;
      if ((venueId === undefined) === (residenceId === undefined))
        throw new HttpProblem("body-invalid", "A visit is to a venue or to a dwelling building.", [
          { pointer: "/venueId", reason: "exactly one of venueId and residenceId" },
        ]);
      const now = new Date();
      const recorded = await recordVisit(
        dbToChange(request),
        {
          clientKey: clientKey.toLowerCase(),
          venueId: venueId ?? null,
          residenceId: residenceId ?? null,
          unitId: unitId ?? null,
          visitedAt: visitedAt === undefined ? undefined : pastInstant("/visitedAt", visitedAt),
          dwellSeconds: dwellSeconds ?? null,
          outcome,
        },
        { now, scope, units },
      );
      if (recorded.kind === "no-place") throw new HttpProblem("not-found", "There is no such place.");
      if (recorded.kind === "mismatch")
        throw new HttpProblem("idempotency-mismatch", "This clientKey was used for another visit.", [
          { pointer: "/clientKey", reason: "used before" },
        ]);
      reply.code(recorded.kind === "new" ? 201 : 200).header("location", `/api/visits/${recorded.visit.id}`);
      return sendVersioned(reply, recorded.visit);
    },
  );

  app.patch(
    "/api/visits/:id",
    {
      schema: {
        tags,
        summary: "Correct a visit",
        params: IdParameters,
        body: VisitChange,
        response: { 200: ref(Visit), ...problemResponses },
      },
    },
    async (request, reply) => {
      const scope = changeScopeOf(request, "visits");
      const id = Number(request.params.id);
      if (!(await updateVisit(dbToChange(request), { id, version: requiredVersion(request), scope }, request.body)))
        throw staleOrMissing((await findVisit(dbFor(request), id, scope)) !== undefined);
      return sendVersioned(reply, await getVisit(request, id, scope));
    },
  );

  async function getVisit(request: FastifyRequest, id: number, scope: readonly number[] | undefined) {
    const visit = await findVisit(dbFor(request), id, scope);
    if (visit === undefined) throw new HttpProblem("not-found", "There is no such visit.");
    return visit;
  }
}
