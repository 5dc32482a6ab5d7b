import { Readable } from "node:stream";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Principal } from "../access/decide.ts";
import { purposeItemOf } from "../access/purposes.ts";
import { hasDuty } from "../access/roles.ts";
import { communitiesToExport } from "../access/scope.ts";
import { mustRecord } from "../audit/must-record.ts";
import type { RequireProof } from "../auth/step-up.ts";
import { hashOfToken, newToken } from "../auth/tokens.ts";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { bodyInstant } from "../http/parameters.ts";
import { HttpProblem, quoted } from "../http/problems.ts";
import { checkText } from "../http/text.ts";
import { ref, toInstant } from "../http/wire.ts";
import { csvOf, geoJsonOf } from "./files.ts";
import { geoPackageOf } from "./geopackage-queries.ts";
import { type ExportLayer, exportLayers, type FileFormat, mostAnHour, mostRows } from "./layers.ts";
import {
  countRows,
  type ExportFilter,
  exportsOfLate,
  insertExport,
  readPages,
  type TakenExport,
  takeExport,
} from "./queries.ts";
import { ExportMade, ExportParameters, NewExportBody } from "./schema.ts";

const tags = ["exports"];

const types = {
  csv: "text/csv; charset=utf-8; header=present",
  geojson: "application/geo+json; charset=utf-8",
  gpkg: "application/geopackage+sqlite3",
} as const satisfies Record<FileFormat, string>;

/** Rows as files: asked for with a purpose, counted, numbered, on record, and fetched once. */
export function exportRoutes(
  app: App,
  {
    database: { db },
    dbFor,
    principalOf,
    requireProof,
  }: FeatureOptions & {
    principalOf: (request: FastifyRequest) => Principal;
    requireProof: RequireProof;
  },
): void {
  app.addSchema(ExportMade);

  app.post(
    "/api/exports",
    {
      schema: {
        tags,
        summary: "Take rows out as a file, or the map as a picture",
        description:
          "Attributes up to operational only. Needs a password that was just entered. The link opens once, within 15 minutes. Of a picture, which a page draws, the answer is the number that it has to show.",
        body: NewExportBody,
        response: { 201: ref(ExportMade), ...problemResponses },
      },
    },
    async (request, reply) => {
      const principal = exporterOf(principalOf(request));
      const { account, role } = principal;
      const { layer, format, item, reason, view } = request.body;
      const isPicture = format === "png";
      const purpose = purposeOf(item, reason);
      const filter = filterOf(request.body);
      await requireProof(request);
      const entry = {
        account,
        role,
        action: "export-make",
        subject: layer,
        purpose: purpose.item,
        requestId: request.id,
      };
      const rows = await countRows(dbFor(request), layer, filter, communitiesToExport(principal, layer));
      if (rows > mostRows && !isPicture) {
        await mustRecord(db, { ...entry, outcome: "denied", detail: { most: mostRows, reason: purpose.reason } });
        throw new HttpProblem(
          "export-limit",
          `A file has ${mostRows} rows at most: name communities, a category or times.`,
        );
      }
      const token = isPicture ? null : newToken();
      const made = await db.transaction().execute(async (trx) => {
        const { count, seconds } = await exportsOfLate(trx, account);
        if (count >= mostAnHour)
          throw new HttpProblem("rate-limited", `${mostAnHour} files an hour; wait.`, [], {
            retryAfterSeconds: Math.max(1, Math.ceil(seconds)),
          });
        const stored = {
          account,
          layer,
          format,
          filter,
          purpose: purpose.item,
          rowCount: rows,
          tokenHash: token === null ? null : hashOfToken(token),
        };
        const file = await insertExport(trx, stored);
        const detail = {
          export: file.id,
          rows,
          format,
          reason: purpose.reason,
          filter: JSON.stringify(filter),
          ...(view !== undefined && { view }),
        };
        await mustRecord(trx, { ...entry, outcome: "done", detail });
        return file;
      });
      const link = token
        ? { href: `/api/exports/${token}`, endsAt: toInstant(made.ends_at) }
        : { href: null, endsAt: null };
      return reply.code(201).send({ id: made.id, rows, ...link });
    },
  );

  app.get(
    "/api/exports/:token",
    {
      // Whoever only asked what it is like would have opened it.
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: "Fetch the file of a link, once",
        params: ExportParameters,
        response: {
          200: {
            description: "The file",
            content: Object.fromEntries(
              Object.values(types).map((type) => [
                type.split(";")[0] as string,
                { schema: Type.Unsafe<Readable>({ type: "string" }) },
              ]),
            ),
          },
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      const principal = exporterOf(principalOf(request));
      const { account, role } = principal;
      const taken = await db.transaction().execute(async (trx) => {
        const found = await takeExport(trx, hashOfToken(request.params.token), account);
        if (found === undefined || found === "used") return found;
        const { id, layer, purpose } = found;
        const entry = { account, role, action: "export-fetch", outcome: "done", subject: layer, purpose } as const;
        await mustRecord(trx, { ...entry, requestId: request.id, detail: { export: id } });
        return found;
      });
      if (taken === undefined) throw new HttpProblem("not-found", "There is no such file.");
      if (taken === "used") throw new HttpProblem("link-used", "It was opened before, or its time is over.");
      const { id, layer, format } = taken;
      reply.header("content-disposition", `attachment; filename="one-map-${layer}-${id}.${format}"`);
      return reply.type(types[format]).send(await streamOf(request, taken));
    },
  );

  /** The rows as they are now, within the scope of now. */
  async function streamOf(request: FastifyRequest, { id, layer, format, filter }: TakenExport) {
    const scope = communitiesToExport(principalOf(request), layer);
    const pages = readPages(dbFor(request), layer, filter, scope);
    const { columns } = exportLayers[layer];
    if (format === "gpkg") return await geoPackageOf(id, layer, columns, pages);
    return Readable.from(format === "csv" ? csvOf(id, columns, pages) : geoJsonOf(id, columns, pages));
  }
}

/** Throws for whoever takes nothing out. */
function exporterOf(principal: Principal): Principal & { account: number } {
  const { account, role } = principal;
  if (!hasDuty(role, "export")) throw new HttpProblem("forbidden", "Your role is not for this.");
  if (account === null) throw new HttpProblem("not-signed-in", "Sign in first.");
  return { ...principal, account };
}

function purposeOf(code: string | undefined, reason: string | undefined) {
  const item = purposeItemOf(code ?? "");
  if (item === undefined || item.tasks.length > 0)
    throw new HttpProblem("export-purpose", "Say what for: an item of GET /api/purposes that has no tasks.", [
      { pointer: "/item", reason: "is not on the list" },
    ]);
  if (reason === undefined || reason.trim() === "")
    throw new HttpProblem("export-purpose", "Say why, in your own words.", [
      { pointer: "/reason", reason: "is missing" },
    ]);
  checkText("/reason", reason);
  return { item: item.code, reason: reason.trim() };
}

interface Asked extends ExportFilter {
  readonly layer: keyof typeof exportLayers;
  readonly view?: string | undefined;
}

/** Throws for what the layer cannot be filtered by: a filter that was left out in silence would make a larger file. */
function filterOf({ layer, communityIds, categories, statuses, hours, weekdays, from, to, view }: Asked): ExportFilter {
  const { categoryColumn, statusColumn, timeColumn }: ExportLayer = exportLayers[layer];
  const needs: readonly (readonly [part: string, value: unknown, column: string | undefined])[] = [
    ["categories", categories, categoryColumn],
    ["statuses", statuses, statusColumn],
    ["hours", hours, timeColumn],
    ["weekdays", weekdays, timeColumn],
    ["from", from, timeColumn],
    ["to", to, timeColumn],
  ];
  for (const [part, value, column] of needs)
    if (value !== undefined && column === undefined)
      throw new HttpProblem("body-invalid", `${quoted(layer)} cannot be filtered by that.`, [
        { pointer: `/${part}`, reason: "is not for this layer" },
      ]);
  if (from !== undefined) bodyInstant("/from", from);
  if (to !== undefined) bodyInstant("/to", to);
  for (const [i, code] of (categories ?? []).entries()) checkText(`/categories/${i}`, code);
  for (const [i, code] of (statuses ?? []).entries()) checkText(`/statuses/${i}`, code);
  checkText("/view", view, 800);
  return { communityIds, categories, statuses, hours, weekdays, from, to };
}
