import type { FastifyRequest } from "fastify";
import type { Principal } from "../access/decide.ts";
import { hasDuty } from "../access/roles.ts";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { parseCursor, parseInstant } from "../http/parameters.ts";
import { HttpProblem } from "../http/problems.ts";
import { pageOf, ref, toInstant } from "../http/wire.ts";
import { checkAudit } from "./check.ts";
import { mustRecord } from "./must-record.ts";
import { readHead } from "./queries.ts";
import { countUnsealed, type EntryRow, lastCheck, listEntries, listOwnEntries } from "./read-queries.ts";
import { AuditPageQuery, AuditQuery, AuditRecord, AuditState } from "./schema.ts";

const tags = ["audit"];

/** The record, for the auditor; and of it, for each account, what it did and what concerns it. */
export function auditRoutes(
  app: App,
  {
    database: { db, pool },
    principalOf,
  }: FeatureOptions & {
    principalOf: (request: FastifyRequest) => Principal;
  },
): void {
  app.addSchema(AuditRecord);
  app.addSchema(AuditState);

  /** Who reads the record is on it too, before the answer. */
  const readers = async (request: FastifyRequest, subject: string, detail: Record<string, number | string>) => {
    const { account, role } = auditorOf(principalOf(request));
    await mustRecord(db, {
      account,
      role,
      action: "audit-read",
      outcome: "done",
      subject,
      requestId: request.id,
      detail,
    });
  };

  app.get(
    "/api/audit",
    {
      schema: {
        tags,
        summary: "What was done, newest first",
        querystring: AuditQuery,
        response: { 200: pageOf(ref(AuditRecord)), ...problemResponses },
      },
    },
    async (request) => {
      const { after, limit, from, to, account, action, outcome, subject } = request.query;
      const filter = {
        account,
        action,
        outcome,
        subject,
        from: parseInstant("from", from),
        to: parseInstant("to", to),
      };
      await readers(request, "entries", {
        limit,
        ...(account !== undefined && { account }),
        ...(action !== undefined && { action }),
        ...(subject !== undefined && { of: subject }),
      });
      return toPage(await listEntries(db, { ...filter, before: parseCursor(after, 1)?.[0], limit }), limit);
    },
  );

  app.get(
    "/api/audit/alarms",
    {
      schema: {
        tags,
        summary: "Readings that somebody should look at, and emergencies, newest first",
        description: "About a reading on a day; nothing here counts, compares or ranks accounts.",
        querystring: AuditPageQuery,
        response: { 200: pageOf(ref(AuditRecord)), ...problemResponses },
      },
    },
    async (request) => {
      const { after, limit } = request.query;
      await readers(request, "alarms", { limit });
      return toPage(await listEntries(db, { action: "alarm", before: parseCursor(after, 1)?.[0], limit }), limit);
    },
  );

  app.get(
    "/api/audit/state",
    {
      schema: {
        tags,
        summary: "Where the chain ends, and whether it held when it was last verified",
        response: { 200: ref(AuditState), ...problemResponses },
      },
    },
    async (request) => {
      auditorOf(principalOf(request));
      return await readState();
    },
  );

  app.post(
    "/api/audit/checks",
    {
      schema: {
        tags,
        summary: "Verify the whole chain now",
        description:
          "Against itself. `pnpm audit:verify --head` compares it with what was exported into other custody too.",
        response: { 201: ref(AuditState), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { account, role } = auditorOf(principalOf(request));
      const { fault, rows } = await checkAudit(pool);
      const detail = { rows, ...(fault && { fault: fault.what, faultSeq: fault.seq }) };
      const outcome = fault === undefined ? "done" : "failed";
      await mustRecord(db, { account, role, action: "audit-check", outcome, requestId: request.id, detail });
      return reply.code(201).send(await readState());
    },
  );

  app.get(
    "/api/audit/mine",
    {
      schema: {
        tags,
        summary: "What one's own account did, and what others did that concerns it, newest first",
        querystring: AuditPageQuery,
        response: { 200: pageOf(ref(AuditRecord)), ...problemResponses },
      },
    },
    async (request) => {
      const { account } = principalOf(request);
      if (account === null) throw new HttpProblem("not-signed-in", "Sign in first.");
      const { after, limit } = request.query;
      return toPage(await listOwnEntries(db, account, { before: parseCursor(after, 1)?.[0], limit }), limit);
    },
  );

  async function readState() {
    const [head, unsealed, checked] = [await readHead(pool), await countUnsealed(db), await lastCheck(db)];
    return { head: head ?? null, unsealed, checked: checked === undefined ? null : toCheck(checked) };
  }
}

/** Throws `forbidden` for whoever does not read the audit. */
function auditorOf(principal: Principal): Principal {
  if (!hasDuty(principal.role, "audit")) throw new HttpProblem("forbidden", "Your role is not for this.");
  return principal;
}

function toPage(rows: readonly EntryRow[], limit: number) {
  const items = rows.map(({ at, detail, ...row }) => ({ ...row, at: toInstant(at), detail: { ...detail } }));
  return { items, next: rows.length === limit ? String(rows.at(-1)?.seq) : null };
}

function toCheck({ at, outcome, detail }: EntryRow) {
  return {
    at: toInstant(at),
    isWhole: outcome === "done",
    rows: Number(detail.rows),
    fault: typeof detail.fault === "string" ? detail.fault : null,
    faultSeq: typeof detail.faultSeq === "number" ? detail.faultSeq : null,
  };
}
