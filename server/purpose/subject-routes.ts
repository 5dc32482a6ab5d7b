import { Type } from "typebox";
import type { Principal } from "../access/decide.ts";
import { communitiesToRead } from "../access/scope.ts";
import { mustRecord } from "../audit/must-record.ts";
import { type App, type PersonalOptions, problemResponses } from "../http/app-type.ts";
import { parseCursor } from "../http/parameters.ts";
import { HttpProblem } from "../http/problems.ts";
import { checkText } from "../http/text.ts";
import { PurposeHeaders, pageOf, ref, toInstant } from "../http/wire.ts";
import {
  type CorrectionRow,
  decideCorrection,
  findConcerned,
  findCorrection,
  insertCorrection,
  listCorrections,
} from "./correction-queries.ts";
import { type PurposeOptions, requireDuty } from "./routes-options.ts";
import { findAboutAddress, findByAddress, readRecordsAbout } from "./subject-queries.ts";
import {
  AboutAddress,
  AddressSearch,
  Correction,
  CorrectionDecision,
  CorrectionDetail,
  CorrectionParameters,
  CorrectionQuery,
  FoundAddress,
  NewCorrection,
  SubjectQuery,
} from "./subject-schema.ts";

const tags = ["subject"];

/** For whoever an address concerns: what is stored about it, and requests to correct it, taken down by those who answer for it. */
export function subjectRoutes(
  app: App,
  { database: { db }, dbFor, principalOf, readPersonal }: PurposeOptions & PersonalOptions,
): void {
  for (const schema of [Correction, CorrectionDetail, AboutAddress, FoundAddress]) app.addSchema(schema);
  const scopeOf = (principal: Principal) => {
    requireDuty(principal, "subject");
    return communitiesToRead(principal, "addresses", "personal");
  };
  const about = ({ account, role }: Principal, id: number, requestId: string) =>
    ({ account, role, outcome: "done", subject: `correction:${id}`, requestId }) as const;

  app.get(
    "/api/subject",
    {
      schema: {
        tags,
        summary: "Everything that is stored about an address, for a request of whom it concerns",
        querystring: SubjectQuery,
        headers: PurposeHeaders,
        response: { 200: ref(AboutAddress), ...problemResponses },
      },
    },
    async (request) => {
      const scope = scopeOf(principalOf(request));
      const { residenceId } = request.query;
      if (request.headers.purpose === undefined)
        throw new HttpProblem("purpose-invalid", "Say for which request: item=subject-request and its task.", [
          { pointer: "purpose", reason: "is missing" },
        ]);
      const found = await readPersonal(request, `residence:${residenceId}`, async (trx) => {
        const stored = await findAboutAddress(dbFor(request, trx), residenceId, scope);
        if (stored === undefined) return undefined;
        const value = { ...stored, ...(await readRecordsAbout(trx, stored.residence)) };
        return { kind: "residence", value, ids: [residenceId], communityId: stored.residence.communityId };
      });
      if (found === undefined) throw new HttpProblem("not-found", "There is no such dwelling building.");
      return found.value;
    },
  );

  app.post(
    "/api/subject/search",
    {
      schema: {
        tags,
        summary: "Find the building at an address that somebody came to ask about; on record",
        description: "In a body and never in an address: those end up in histories and logs.",
        body: AddressSearch,
        response: { 200: Type.Object({ items: Type.Array(ref(FoundAddress)) }), ...problemResponses },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const scope = scopeOf(principal);
      const { road, number } = request.body;
      checkText("/road", road);
      checkText("/number", number);
      const items = await findByAddress(dbFor(request), { road: road.trim(), number: number.trim() }, scope);
      const { account, role } = principal;
      const ids = items.map(({ residenceId }) => residenceId);
      await mustRecord(db, {
        account,
        role,
        action: "address-find",
        outcome: "done",
        requestId: request.id,
        detail: { ids, count: ids.length },
      });
      return { items };
    },
  );

  app.get(
    "/api/corrections",
    {
      schema: {
        tags,
        summary: "Requests about addresses, newest first",
        querystring: CorrectionQuery,
        response: { 200: pageOf(ref(Correction)), ...problemResponses },
      },
    },
    async (request) => {
      const { after, limit, status } = request.query;
      const scope = scopeOf(principalOf(request));
      const rows = await listCorrections(db, { scope, status, before: parseCursor(after, 1)?.[0], limit });
      return { items: rows.map(toCorrection), next: rows.length === limit ? String(rows.at(-1)?.id) : null };
    },
  );

  app.get(
    "/api/corrections/:id",
    {
      schema: {
        tags,
        summary: "Read a request about an address; it is its own purpose, and on record",
        params: CorrectionParameters,
        response: { 200: ref(CorrectionDetail), ...problemResponses },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      const id = Number(request.params.id);
      const found = await findCorrection(db, id, scopeOf(principal));
      if (found === undefined) throw noCorrection();
      await mustRecord(db, {
        ...about(principal, id, request.id),
        action: "correction-read",
        detail: { residence: found.residenceId },
      });
      return { ...toCorrection(found), statement: found.statement, answer: found.answer };
    },
  );

  app.post(
    "/api/corrections",
    {
      schema: {
        tags,
        summary: "Take down a request about an address",
        body: NewCorrection,
        response: { 201: Type.Object({ id: Type.Integer() }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const scope = scopeOf(principal);
      const { residenceId: residence, kind, statement } = request.body;
      checkText("/statement", statement, 1_000);
      const id = await db.transaction().execute(async (trx) => {
        const concerned = await findConcerned(dbFor(request, trx), residence, scope);
        if (concerned === undefined) throw new HttpProblem("not-found", "There is no such dwelling building.");
        const made = await insertCorrection(trx, concerned, { kind, statement, by: principal.account });
        await mustRecord(trx, {
          ...about(principal, made, request.id),
          action: "correction-make",
          detail: { residence, kind },
        });
        return made;
      });
      return reply.code(201).send({ id });
    },
  );

  app.put(
    "/api/corrections/:id/decision",
    {
      schema: {
        tags,
        summary: "Say what became of a request about an address",
        params: CorrectionParameters,
        body: CorrectionDecision,
        response: { 204: Type.Null({ description: "Done" }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const scope = scopeOf(principal);
      const id = Number(request.params.id);
      const { status, answer } = request.body;
      checkText("/answer", answer, 1_000);
      await db.transaction().execute(async (trx) => {
        if ((await findCorrection(trx, id, scope)) === undefined) throw noCorrection();
        if (!(await decideCorrection(trx, id, { status, answer, by: principal.account })))
          throw new HttpProblem("conflict", "It was decided before.");
        await mustRecord(trx, { ...about(principal, id, request.id), action: "correction-decide", detail: { status } });
      });
      return reply.code(204).send(null);
    },
  );
}

function noCorrection(): HttpProblem {
  return new HttpProblem("not-found", "There is no such request.");
}

function toCorrection({ made_at, decided_at, statement: _said, answer: _answered, ...row }: CorrectionRow) {
  return { ...row, madeAt: toInstant(made_at), decidedAt: toInstant(decided_at) };
}
