import type { FastifyRequest } from "fastify";
import type { Static } from "typebox";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { pointFeature, sendFeatures } from "../http/geojson.ts";
import { parsePosition } from "../http/geometry.ts";
import { requiredVersion, sendVersioned, staleOrMissing } from "../http/if-match.ts";
import {
  parseBBox,
  parseCursor,
  parseIntegers,
  parseList,
  parseWindow,
  parseWords,
  pastInstant,
} from "../http/parameters.ts";
import { HttpProblem } from "../http/problems.ts";
import { IdParameters, pageOf, ref } from "../http/wire.ts";
import { findIncident, insertIncident, listIncidents, updateIncident } from "./queries.ts";
import { Incident, IncidentChange, IncidentQuery, NewIncident } from "./schema.ts";
import { mayFollow, statuses, transitions } from "./status.ts";

const tags = ["incidents"];

/** Incidents: list, read, create, change. */
export function incidentRoutes(app: App, { dbFor, dbToChange, scopeOf, changeScopeOf, drawnOf }: FeatureOptions): void {
  app.addSchema(Incident);
  const toRead = (request: FastifyRequest) => ({
    scope: scopeOf(request, "incidents", "operational"),
    drawn: drawnOf(request),
  });

  app.get(
    "/api/incidents",
    {
      schema: {
        tags,
        summary: "List incidents, newest first",
        querystring: IncidentQuery,
        response: { 200: pageOf(ref(Incident)), ...problemResponses },
      },
    },
    async (request, reply) => {
      const items = await listIncidents(dbFor(request), {
        ...toFilter(request.query),
        ...toRead(request),
      });
      const last = items.at(-1);
      const next =
        last !== undefined && items.length === request.query.limit ? `${Date.parse(last.reportedAt)}_${last.id}` : null;
      if (request.query.format !== "geojson") return { items, next };
      sendFeatures(reply, { items, next }, pointFeature);
      return reply;
    },
  );

  app.get(
    "/api/incidents/:id",
    {
      schema: {
        tags,
        summary: "Read an incident",
        params: IdParameters,
        response: { 200: ref(Incident), ...problemResponses },
      },
    },
    async (request, reply) => {
      return sendVersioned(reply, await getIncident(request, Number(request.params.id), toRead(request)));
    },
  );

  app.post(
    "/api/incidents",
    {
      schema: {
        tags,
        summary: "Report an incident",
        body: NewIncident,
        response: { 201: ref(Incident), ...problemResponses },
      },
    },
    async (request, reply) => {
      const scope = changeScopeOf(request, "incidents");
      const id = await insertIncident(dbToChange(request), toNew(request.body), scope);
      reply.code(201).header("location", `/api/incidents/${id}`);
      return sendVersioned(reply, await getIncident(request, id, { scope }));
    },
  );

  app.patch(
    "/api/incidents/:id",
    {
      schema: {
        tags,
        summary: "Change an incident",
        description: "A new status sets its time: dispatched, arrived or closed now.",
        params: IdParameters,
        body: IncidentChange,
        response: { 200: ref(Incident), ...problemResponses },
      },
    },
    async (request, reply) => {
      const scope = changeScopeOf(request, "incidents");
      const id = Number(request.params.id);
      const version = requiredVersion(request);
      const { position, status, ...rest } = request.body;
      const held = await getIncident(request, id, { scope });
      if (held.version !== version) throw staleOrMissing(true);
      if (status !== undefined && !mayFollow(held.status, status)) {
        throw new HttpProblem(
          "status-transition",
          `After ${held.status} come ${transitions[held.status].join(", ")}.`,
          [{ pointer: "/status", reason: `cannot follow ${held.status}` }],
        );
      }
      const change = {
        ...rest,
        ...(status !== undefined && status !== held.status && { status }),
        ...(position !== undefined && { position: parsePosition(position, "/position") }),
      };
      if (
        Object.keys(change).length > 0 &&
        !(await updateIncident(dbToChange(request), { id, version, scope }, change))
      )
        throw staleOrMissing(true);
      return sendVersioned(reply, await getIncident(request, id, { scope }));
    },
  );

  async function getIncident(request: FastifyRequest, id: number, may: Parameters<typeof findIncident>[2]) {
    const incident = await findIncident(dbFor(request), id, may);
    if (incident === undefined) throw new HttpProblem("not-found", "There is no such incident.");
    return incident;
  }
}

function toFilter({
  after,
  bbox,
  category,
  status,
  priority,
  open,
  from,
  to,
  limit,
  communityId,
}: Static<typeof IncidentQuery>) {
  const [reportedAtMillis, id] = parseCursor(after, 2) ?? [];
  return {
    limit,
    communityId,
    categories: parseList("category", category),
    statuses: parseWords("status", status, statuses),
    priorities: parseIntegers("priority", priority, 1, 5),
    open: open === undefined ? undefined : open === "true",
    ...parseWindow(from, to),
    bbox: parseBBox(bbox),
    after: reportedAtMillis === undefined || id === undefined ? undefined : { reportedAtMillis, id },
  };
}

function toNew({ occurredFrom, occurredTo, reportedAt, position, ...rest }: Static<typeof NewIncident>) {
  const reported = reportedAt === undefined ? new Date() : pastInstant("/reportedAt", reportedAt);
  const began = occurredFrom === undefined ? reported : pastInstant("/occurredFrom", occurredFrom);
  const ended = typeof occurredTo === "string" ? pastInstant("/occurredTo", occurredTo) : null;
  if (ended !== null && ended < began)
    throw new HttpProblem("time-invalid", "It cannot have ended before it began.", [
      { pointer: "/occurredTo", reason: "before occurredFrom" },
    ]);
  return {
    ...rest,
    reportedAt: reported,
    occurredFrom: began,
    occurredTo: ended,
    position: parsePosition(position, "/position"),
  };
}
