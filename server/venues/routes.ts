import type { FastifyRequest } from "fastify";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { pointFeature, sendFeatures } from "../http/geojson.ts";
import { parsePosition } from "../http/geometry.ts";
import { requiredVersion, sendVersioned, staleOrMissing } from "../http/if-match.ts";
import { parseBBox, parseCursor } from "../http/parameters.ts";
import { HttpProblem } from "../http/problems.ts";
import { checkNames, checkText } from "../http/text.ts";
import { IdParameters, pageOf, ref } from "../http/wire.ts";
import { findVenue, insertVenue, listVenues, updateVenue } from "./queries.ts";
import { NewVenue, Venue, VenueChange, VenueQuery } from "./schema.ts";

const tags = ["venues"];

/** Venues: list, read, create, change. */
export function venueRoutes(app: App, { dbFor, dbToChange, scopeOf, changeScopeOf }: FeatureOptions): void {
  app.addSchema(Venue);

  app.get(
    "/api/venues",
    {
      schema: {
        tags,
        summary: "List venues",
        querystring: VenueQuery,
        response: { 200: pageOf(ref(Venue)), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { after, bbox, format, ...filter } = request.query;
      const items = await listVenues(dbFor(request), {
        ...filter,
        scope: scopeOf(request, "venues", "operational"),
        bbox: parseBBox(bbox),
        afterId: parseCursor(after, 1)?.[0],
      });
      const page = { items, next: items.length === filter.limit ? String(items.at(-1)?.id) : null };
      if (format !== "geojson") return page;
      sendFeatures(reply, page, pointFeature);
      return reply;
    },
  );

  app.get(
    "/api/venues/:id",
    {
      schema: {
        tags,
        summary: "Read a venue",
        params: IdParameters,
        response: { 200: ref(Venue), ...problemResponses },
      },
    },
    async (request, reply) => {
      return sendVersioned(
        reply,
        await getVenue(request, Number(request.params.id), scopeOf(request, "venues", "operational")),
      );
    },
  );

  app.post(
    "/api/venues",
    { schema: { tags, summary: "Create a venue", body: NewVenue, response: { 201: ref(Venue), ...problemResponses } } },
    async (request, reply) => {
      const scope = changeScopeOf(request, "venues");
      checkNames(request.body.names);
      checkText("/licence", request.body.licence, 60);
      const position = parsePosition(request.body.position, "/position");
      const id = await insertVenue(dbToChange(request), { ...request.body, position }, scope);
      reply.code(201).header("location", `/api/venues/${id}`);
      return sendVersioned(reply, await getVenue(request, id, scope));
    },
  );

  app.patch(
    "/api/venues/:id",
    {
      schema: {
        tags,
        summary: "Change a venue",
        params: IdParameters,
        body: VenueChange,
        response: { 200: ref(Venue), ...problemResponses },
      },
    },
    async (request, reply) => {
      const scope = changeScopeOf(request, "venues");
      const id = Number(request.params.id);
      const version = requiredVersion(request);
      const { position, ...rest } = request.body;
      checkNames(rest.names);
      checkText("/licence", rest.licence, 60);
      const change = { ...rest, ...(position !== undefined && { position: parsePosition(position, "/position") }) };
      if (!(await updateVenue(dbToChange(request), { id, version, scope }, change)))
        throw staleOrMissing((await findVenue(dbFor(request), id, scope)) !== undefined);
      return sendVersioned(reply, await getVenue(request, id, scope));
    },
  );

  async function getVenue(request: FastifyRequest, id: number, scope: readonly number[] | undefined) {
    const venue = await findVenue(dbFor(request), id, scope);
    if (venue === undefined) throw new HttpProblem("not-found", "There is no such venue.");
    return venue;
  }
}
