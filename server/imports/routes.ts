import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import multipart from "@fastify/multipart";
import type { Static } from "typebox";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { parseCursor } from "../http/parameters.ts";
import { HttpProblem, quoted } from "../http/problems.ts";
import { IdParameters, pageOf, ref } from "../http/wire.ts";
import { parseColumnMap } from "./column-plan.ts";
import type { ImportRequest } from "./import-context.ts";
import type { ImportLayer } from "./import-layer.ts";
import { type ImportProcess, startImportProcess } from "./import-process.ts";
import { findImportLayer } from "./layers.ts";
import { uploadLimits } from "./limits.ts";
import { parseRejectLimit } from "./rejects.ts";
import { findRun, listRuns } from "./run-list-queries.ts";
import { requestStop } from "./run-queries.ts";
import { FinishedImport, ImportListQuery, ImportQuery, ImportRun } from "./schema.ts";
import { encodings, parseEncoding } from "./text-encoding.ts";
import { receiveUpload, type Upload, uploadShape } from "./upload.ts";

const tags = ["imports"];

/** Imports at a time; each is a process. */
const mostAtOnce = 2;

/** How long the largest upload may take to arrive: a slow line. */
export const uploadMillis = 600_000;

/** Imports: upload a file, see how it goes, stop it. */
export async function importRoutes(app: App, { database, scopeOf, changeScopeOf }: FeatureOptions): Promise<void> {
  const { db, pool } = database;
  app.addSchema(ImportRun);
  app.addSchema(FinishedImport);
  const underWay = new Set<ImportProcess>();
  let places = mostAtOnce;

  app.get(
    "/api/imports",
    {
      schema: {
        tags,
        summary: "List imports, the newest first",
        querystring: ImportListQuery,
        response: { 200: pageOf(ref(ImportRun)), ...problemResponses },
      },
    },
    async (request) => {
      const { limit, after } = request.query;
      // An import is of the whole city, and so is whoever may see it.
      if (scopeOf(request, "imports", "operational") !== undefined) return { items: [], next: null };
      const items = await listRuns(db, { limit, beforeId: parseCursor(after, 1)?.[0] });
      return { items, next: items.length === limit ? String(items.at(-1)?.id) : null };
    },
  );

  app.get(
    "/api/imports/:id",
    {
      schema: {
        tags,
        summary: "Read an import",
        params: IdParameters,
        response: { 200: ref(ImportRun), ...problemResponses },
      },
    },
    async (request) => {
      if (scopeOf(request, "imports", "operational") !== undefined) throw noImport();
      return getRun(Number(request.params.id));
    },
  );

  app.delete(
    "/api/imports/:id",
    {
      schema: {
        tags,
        summary: "Stop an import",
        description: "It stops within seconds, and nothing of it is stored. One that is over cannot be stopped.",
        params: IdParameters,
        response: { 202: ref(ImportRun), ...problemResponses },
      },
    },
    async (request, reply) => {
      changeScopeOf(request, "imports");
      const run = await getRun(Number(request.params.id));
      if (!(await requestStop(pool, run.id))) throw new HttpProblem("conflict", "The import is over.");
      reply.code(202);
      return run;
    },
  );

  // A scope of its own, so that no other route takes multipart bodies.
  await app.register(async (scope) => {
    await scope.register(multipart, { limits: uploadShape });
    (scope as App).post(
      "/api/imports",
      {
        config: { bodyMillis: uploadMillis },
        schema: {
          tags,
          summary: "Import a file",
          description:
            "multipart/form-data with one file of at most 64 MiB. The answer comes when the import is over; closing the connection stops it. All of its good rows are stored or nothing is.",
          querystring: ImportQuery,
          response: { 201: ref(FinishedImport), ...problemResponses },
        },
      },
      async (request, reply) => {
        changeScopeOf(request, "imports");
        const options = readOptions(request.query);
        if (places === 0) throw new HttpProblem("overloaded", `${mostAtOnce} imports are under way already.`);
        places--;
        const folder = await mkdtemp(join(tmpdir(), "one-map-upload-"));
        try {
          const upload = await receiveUpload(request, folder);
          // The answer may take minutes, and nothing is sent meanwhile.
          request.raw.socket.setTimeout(0);
          const started = startImportProcess(database, { ...options, ...nameOf(upload) });
          underWay.add(started);
          const stop = () => started.stop();
          request.raw.socket.once("close", stop);
          const report = await started.report.finally(() => {
            underWay.delete(started);
            request.raw.socket.off("close", stop).setTimeout(app.server.timeout);
          });
          const run = await getRun(report.runId);
          if (report.problem !== undefined) {
            const { slug, message, errors, members } = report.problem;
            throw new HttpProblem(slug, message, errors, {
              ...members,
              importId: run.id,
              rejectReasons: run.rejectReasons,
            });
          }
          if (report.status === "stopped")
            throw new HttpProblem("conflict", "The import was stopped; nothing was stored.");
          reply.code(201).header("location", `/api/imports/${run.id}`);
          return { ...run, rejects: [...report.rejects] };
        } finally {
          places++;
          await rm(folder, { recursive: true, force: true });
        }
      },
    );
  });

  app.addHook("preClose", async () => {
    for (const one of underWay) one.stop();
  });

  async function getRun(id: number) {
    const run = await findRun(db, id);
    if (run === undefined) throw noImport();
    return run;
  }
}

function noImport(): HttpProblem {
  return new HttpProblem("not-found", "There is no such import.");
}

function nameOf({ path, name }: Upload): Pick<ImportRequest, "path" | "fileName"> {
  return { path, fileName: name };
}

/** What the query asks for; throws HttpProblem before a byte of the file is read. */
function readOptions(query: Static<typeof ImportQuery>): Omit<ImportRequest, "path" | "fileName"> {
  const encoding = query.encoding === undefined ? undefined : parseEncoding(query.encoding);
  if (query.encoding !== undefined && encoding === undefined)
    throw new HttpProblem("query-parameter", `${quoted(query.encoding)} is none of ${encodings.join(", ")}.`, [
      { pointer: "encoding", reason: "unknown encoding" },
    ]);
  return {
    layer: findImportLayer(query.layer) as ImportLayer,
    map: parseColumnMap(query.map ?? ""),
    crs: query.crs,
    encoding,
    table: query.table,
    timeZone: query.timeZone,
    source: query.source,
    maxRejects: parseRejectLimit(query.maxRejects ?? "5%"),
    dryRun: query.dryRun ?? false,
    repair: query.repair ?? false,
    trustCrs: query.trustCrs ?? false,
    limits: uploadLimits,
    rejectsPath: undefined,
  };
}
