import type { FastifyRequest } from "fastify";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { pointFeature, sendFeatures } from "../http/geojson.ts";
import { parsePosition } from "../http/geometry.ts";
import { requiredVersion, sendVersioned, staleOrMissing } from "../http/if-match.ts";
import { parseCursor, pastInstant } from "../http/parameters.ts";
import { HttpProblem } from "../http/problems.ts";
import { checkText } from "../http/text.ts";
import { IdParameters, pageOf, ref } from "../http/wire.ts";
import { findUnit, insertUnit, listUnits, updateUnit } from "./queries.ts";
import { NewUnit, Unit, UnitChange, UnitQuery } from "./schema.ts";

const tags = ["units"];

/** Units: list, read, create, change status and position. */
export function unitRoutes(app: App, { dbFor, dbToChange, scopeOf, changeScopeOf }: FeatureOptions): void {
  app.addSchema(Unit);

  app.get(
    "/api/units",
    {
      schema: {
        tags,
        summary: "List units",
        querystring: UnitQuery,
        response: { 200: pageOf(ref(Unit)), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { after, format, ...filter } = request.query;
      const items = await listUnits(dbFor(request), {
        ...filter,
        scope: scopeOf(request, "units", "operational"),
        afterId: parseCursor(after, 1)?.[0],
      });
      const page = { items, next: items.length === filter.limit ? String(items.at(-1)?.id) : null };
      if (format !== "geojson") return page;
      sendFeatures(reply, page, pointFeature);
      return reply;
    },
  );

  app.get(
    "/api/units/:id",
    {
      schema: { tags, summary: "Read a unit", params: IdParameters, response: { 200: ref(Unit), ...problemResponses } },
    },
    async (request, reply) => {
      return sendVersioned(
        reply,
        await getUnit(request, Number(request.params.id), scopeOf(request, "units", "operational")),
      );
    },
  );

  app.post(
    "/api/units",
    { schema: { tags, summary: "Create a unit", body: NewUnit, response: { 201: ref(Unit), ...problemResponses } } },
    async (request, reply) => {
      const scope = changeScopeOf(request, "units");
      checkText("/callSign", request.body.callSign, 24);
      const id = await insertUnit(dbToChange(request), request.body, scope);
      reply.code(201).header("location", `/api/units/${id}`);
      return sendVersioned(reply, await getUnit(request, id, scope));
    },
  );

  app.patch(
    "/api/units/:id",
    {
      schema: {
        tags,
        summary: "Change a unit",
        description:
          "A position replaces the one before; no track is kept. One that is older than the one held is refused (409), and so is one far outside the city (422).",
        params: IdParameters,
        body: UnitChange,
        response: { 200: ref(Unit), ...problemResponses },
      },
    },
    async (request, reply) => {
      const scope = changeScopeOf(request, "units");
      const id = Number(request.params.id);
      const version = requiredVersion(request);
      const { position, lastFixAt, ...rest } = request.body;
      if (lastFixAt !== undefined && position === undefined)
        throw new HttpProblem("body-invalid", "lastFixAt belongs to a position.", [
          { pointer: "/lastFixAt", reason: "without position" },
        ]);
      const at = lastFixAt === undefined ? new Date() : pastInstant("/lastFixAt", lastFixAt);
      const change = {
        ...rest,
        ...(position !== undefined && { fix: { position: parsePosition(position, "/position"), at } }),
      };
      const refusal = await updateUnit(dbToChange(request), { id, version, scope }, change);
      if (refusal === "version") throw staleOrMissing((await findUnit(dbFor(request), id, scope)) !== undefined);
      if (refusal === "outdated")
        throw new HttpProblem("conflict", "A newer position of this unit is known.", [
          { pointer: "/lastFixAt", reason: "older than the one held" },
        ]);
      if (refusal === "implausible")
        throw new HttpProblem("position-implausible", "A unit of this city cannot be there.", [
          { pointer: "/position", reason: "more than half a degree outside the city" },
        ]);
      return sendVersioned(reply, await getUnit(request, id, scope));
    },
  );

  async function getUnit(request: FastifyRequest, id: number, scope: readonly number[] | undefined) {
    const unit = await findUnit(dbFor(request), id, scope);
    if (unit === undefined) throw new HttpProblem("not-found", "There is no such unit.");
    return unit;
  }
}
