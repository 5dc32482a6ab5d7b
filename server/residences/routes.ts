import type { FastifyRequest } from "fastify";
import { type App, type PersonalOptions, problemResponses } from "../http/app-type.ts";
import { pointFeature, sendFeatures } from "../http/geojson.ts";
import { parsePosition } from "../http/geometry.ts";
import { requiredVersion, sendVersioned, staleOrMissing } from "../http/if-match.ts";
import { parseBBox, parseCursor, pastInstant } from "../http/parameters.ts";
import { HttpProblem } from "../http/problems.ts";
import { IdParameters, PurposeHeaders, pageOf, ref } from "../http/wire.ts";
import {
  findResidence,
  insertResidence,
  listResidences,
  type ResidenceInput,
  updateResidence,
  withholdAddress,
} from "./queries.ts";
import { NewResidence, Residence, ResidenceChange, ResidenceQuery, ResidenceRow } from "./schema.ts";

const tags = ["residences"];

/** Dwelling buildings: list, read, create, change. */
export function residenceRoutes(
  app: App,
  { dbFor, dbToChange, scopeOf, changeScopeOf, readPersonal }: PersonalOptions,
): void {
  const toChange = (request: FastifyRequest) => ({
    scope: changeScopeOf(request, "residences"),
    addresses: scopeOf(request, "addresses", "personal"),
  });
  app.addSchema(Residence);
  app.addSchema(ResidenceRow);

  app.get(
    "/api/residences",
    {
      schema: {
        tags,
        summary: "List dwelling buildings",
        querystring: ResidenceQuery,
        response: { 200: pageOf(ref(ResidenceRow)), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { limit, after, bbox, format, communityId } = request.query;
      const items = await listResidences(dbFor(request), {
        limit,
        scope: scopeOf(request, "residences", "operational"),
        addresses: scopeOf(request, "addresses", "operational"),
        communityId,
        bbox: parseBBox(bbox),
        afterId: parseCursor(after, 1)?.[0],
      });
      const page = { items, next: items.length === limit ? String(items.at(-1)?.id) : null };
      if (format !== "geojson") return page;
      sendFeatures(reply, page, pointFeature);
      return reply;
    },
  );

  app.get(
    "/api/residences/:id",
    {
      schema: {
        tags,
        summary: "Read a dwelling building, with its address for a purpose",
        params: IdParameters,
        headers: PurposeHeaders,
        response: { 200: ref(Residence), ...problemResponses },
      },
    },
    async (request, reply) => {
      const id = Number(request.params.id);
      const scope = scopeOf(request, "residences", "personal");
      const addresses = scopeOf(request, "addresses", "personal");
      const found = await readPersonal(request, `residence:${id}`, async (trx) => {
        const value = await findResidence(dbFor(request, trx), id, { scope, addresses });
        return value && { kind: "residence", value, ids: [id], communityId: value.communityId };
      });
      if (found === undefined) throw notThere();
      return sendVersioned(reply, found.isOpen ? found.value : withholdAddress(found.value));
    },
  );

  app.post(
    "/api/residences",
    {
      schema: {
        tags,
        summary: "Create a dwelling building",
        body: NewResidence,
        response: { 201: ref(Residence), ...problemResponses },
      },
    },
    async (request, reply) => {
      const may = toChange(request);
      const { householdCount, position } = request.body;
      const input = { ...toInput(request.body), householdCount, position: parsePosition(position, "/position") };
      const id = await insertResidence(dbToChange(request), input, may);
      reply.code(201).header("location", `/api/residences/${id}`);
      return sendVersioned(reply, await getResidence(request, id, may));
    },
  );

  app.patch(
    "/api/residences/:id",
    {
      schema: {
        tags,
        summary: "Change a dwelling building",
        params: IdParameters,
        body: ResidenceChange,
        response: { 200: ref(Residence), ...problemResponses },
      },
    },
    async (request, reply) => {
      const may = toChange(request);
      const id = Number(request.params.id);
      const version = requiredVersion(request);
      if (!(await updateResidence(dbToChange(request), { id, version, ...may }, toInput(request.body))))
        throw staleOrMissing((await findResidence(dbFor(request), id, may)) !== undefined);
      return sendVersioned(reply, await getResidence(request, id, may));
    },
  );

  /** As it is after a change; its address is read by itself, for a purpose. */
  async function getResidence(request: FastifyRequest, id: number, may: Parameters<typeof findResidence>[2]) {
    const residence = await findResidence(dbFor(request), id, may);
    if (residence === undefined) throw notThere();
    return withholdAddress(residence);
  }
}

function notThere(): HttpProblem {
  return new HttpProblem("not-found", "There is no such dwelling building.");
}

interface Body {
  readonly addressId?: number | null;
  readonly householdCount?: number;
  readonly storeys?: number | null;
  readonly lastCheckedAt?: string | null;
  readonly position?: unknown;
}

function toInput({ lastCheckedAt, position, ...rest }: Body): ResidenceInput {
  return {
    ...rest,
    ...(lastCheckedAt !== undefined && {
      lastCheckedAt: lastCheckedAt === null ? null : pastInstant("/lastCheckedAt", lastCheckedAt),
    }),
    ...(position !== undefined && { position: parsePosition(position, "/position") }),
  };
}
