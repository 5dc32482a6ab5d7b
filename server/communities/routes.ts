import type { App, FeatureOptions } from "../http/app-type.ts";
import { problemResponses } from "../http/app-type.ts";
import { sendFeatures } from "../http/geojson.ts";
import { parseMultiPolygon } from "../http/geometry.ts";
import { requiredVersion, sendVersioned, staleOrMissing } from "../http/if-match.ts";
import { parseBBox, parseCursor } from "../http/parameters.ts";
import { HttpProblem } from "../http/problems.ts";
import { checkNames, checkText } from "../http/text.ts";
import { IdParameters, pageOf, ref } from "../http/wire.ts";
import {
  findCommunity,
  findGeometryFault,
  insertCommunity,
  listBorders,
  listCommunities,
  updateCommunity,
} from "./queries.ts";
import { Community, CommunityChange, CommunityQuery, NewCommunity } from "./schema.ts";

const tags = ["communities"];

/** Communities: list, read, create, change. */
export function communityRoutes(app: App, { database: { db }, changeScopeOf }: FeatureOptions): void {
  app.addSchema(Community);

  app.get(
    "/api/communities",
    {
      schema: {
        tags,
        summary: "List current communities",
        querystring: CommunityQuery,
        response: { 200: pageOf(ref(Community)), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { limit, after, bbox, format } = request.query;
      const items = await listCommunities(db, { limit, bbox: parseBBox(bbox), afterId: parseCursor(after, 1)?.[0] });
      const page = { items, next: items.length === limit ? String(items.at(-1)?.id) : null };
      if (format !== "geojson") return page;
      const borders = await listBorders(
        db,
        items.map(({ id }) => id),
      );
      sendFeatures(reply, page, (item) => ({ geometry: borders.get(item.id) ?? null, properties: item }));
      return reply;
    },
  );

  app.get(
    "/api/communities/:id",
    {
      schema: {
        tags,
        summary: "Read a community",
        params: IdParameters,
        response: { 200: ref(Community), ...problemResponses },
      },
    },
    async (request, reply) => {
      return sendVersioned(reply, await getCommunity(Number(request.params.id)));
    },
  );

  app.post(
    "/api/communities",
    {
      schema: {
        tags,
        summary: "Create a community",
        body: NewCommunity,
        response: { 201: ref(Community), ...problemResponses },
      },
    },
    async (request, reply) => {
      changeScopeOf(request, "communities");
      const geometry = await validGeometry(request.body.geometry);
      checkNames(request.body.names);
      checkText("/code", request.body.code, 40);
      const id = await insertCommunity(db, { ...request.body, geometry });
      reply.code(201).header("location", `/api/communities/${id}`);
      return sendVersioned(reply, await getCommunity(id));
    },
  );

  app.patch(
    "/api/communities/:id",
    {
      schema: {
        tags,
        summary: "Change a community",
        params: IdParameters,
        body: CommunityChange,
        response: { 200: ref(Community), ...problemResponses },
      },
    },
    async (request, reply) => {
      changeScopeOf(request, "communities");
      const id = Number(request.params.id);
      const version = requiredVersion(request);
      const { geometry, ...rest } = request.body;
      checkNames(rest.names);
      const change = { ...rest, ...(geometry !== undefined && { geometry: await validGeometry(geometry) }) };
      if (!(await updateCommunity(db, id, version, change)))
        throw staleOrMissing((await findCommunity(db, id)) !== undefined);
      return sendVersioned(reply, await getCommunity(id));
    },
  );

  async function getCommunity(id: number) {
    const community = await findCommunity(db, id);
    if (community === undefined) throw new HttpProblem("not-found", "There is no such community.");
    return community;
  }

  async function validGeometry(value: unknown) {
    const geometry = parseMultiPolygon(value, "/geometry");
    const fault = await findGeometryFault(db, geometry);
    if (fault !== undefined)
      throw new HttpProblem(
        "geometry-invalid",
        `The geometry is not valid: ${fault.reason}.`,
        [{ pointer: "/geometry", reason: fault.reason }],
        { at: fault.at },
      );
    return geometry;
  }
}
