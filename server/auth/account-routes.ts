import { Type } from "typebox";
import { type Role, roleDefinitions } from "../access/roles.ts";
import { record } from "../audit/queries.ts";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { bodyInstant, parseCursor } from "../http/parameters.ts";
import { HttpProblem, quoted } from "../http/problems.ts";
import { pageOf, ref, toInstant } from "../http/wire.ts";
import { type AccountRow, changeRole, endAccount, endScope, findRole, listAccounts } from "./account-queries.ts";
import { heldForDuty } from "./held.ts";
import { isLastAdmin } from "./last-admin-queries.ts";
import { hashPassword } from "./passwords.ts";
import { createAccount, endSessions, giveScope } from "./queries.ts";
import { Account, AccountParameters, AccountQuery, NewAccount, NewScope, RoleBody, ScopeParameters } from "./schema.ts";
import type { Held, Sessions } from "./sessions.ts";

const tags = ["accounts"];
const nothing = Type.Null({ description: "Done" });

/** Accounts and their dated scopes, for an admin. A change of scope holds from the next request on. */
export function accountRoutes(app: App, { database: { db } }: FeatureOptions, sessions: Sessions): void {
  app.addSchema(Account);
  const by = ({ principal: { account, role } }: Held, requestId: string) => ({ account, role, requestId });

  app.get(
    "/api/accounts",
    {
      schema: {
        tags,
        summary: "List accounts",
        querystring: AccountQuery,
        response: { 200: pageOf(ref(Account)), ...problemResponses },
      },
    },
    async (request) => {
      await heldForDuty(sessions, request, "accounts");
      const { after, limit } = request.query;
      const rows = await listAccounts(db, { after: parseCursor(after, 1)?.[0] ?? 0, limit });
      return { items: rows.map(toAccount), next: rows.length === limit ? String(rows.at(-1)?.id) : null };
    },
  );

  app.post(
    "/api/accounts",
    {
      schema: {
        tags,
        summary: "Make an account",
        body: NewAccount,
        response: { 201: Type.Object({ id: Type.Integer() }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const held = await heldForDuty(sessions, request, "accounts");
      const { login, role, password } = request.body;
      const passwordHash = await hashPassword(password);
      const id = await db.transaction().execute(async (trx) => {
        const made = await createAccount(trx, { login, role, passwordHash });
        const detail = { account: made, role };
        await record(trx, { ...by(held, request.id), action: "account-make", outcome: "done", detail });
        return made;
      });
      return reply.code(201).send({ id });
    },
  );

  app.put(
    "/api/accounts/:id/role",
    {
      schema: {
        tags,
        summary: "Give an account a role",
        description: "Scopes that it had by another role end. It holds from the next request on.",
        params: AccountParameters,
        body: RoleBody,
        response: { 204: nothing, ...problemResponses },
      },
    },
    async (request, reply) => {
      const held = await heldForDuty(sessions, request, "accounts");
      const id = Number(request.params.id);
      const { role } = request.body;
      if (id === held.principal.account) throw new HttpProblem("conflict", "Nobody gives themselves a role.");
      await db.transaction().execute(async (trx) => {
        if (role !== "admin" && (await isLastAdmin(trx, id))) throw lastAdmin();
        if (!(await changeRole(trx, id, role))) throw noAccount();
        const detail = { account: id, role };
        await record(trx, { ...by(held, request.id), action: "role-give", outcome: "done", detail });
      });
      sessions.forgetAccount(id);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    "/api/accounts/:id",
    {
      schema: {
        tags,
        summary: "End an account for good, and its sessions",
        params: AccountParameters,
        response: { 204: nothing, ...problemResponses },
      },
    },
    async (request, reply) => {
      const held = await heldForDuty(sessions, request, "accounts");
      const id = Number(request.params.id);
      if (id === held.principal.account)
        throw new HttpProblem("conflict", "Nobody ends the account that they are signed in with.");
      await db.transaction().execute(async (trx) => {
        if (await isLastAdmin(trx, id)) throw lastAdmin();
        if (!(await endAccount(trx, id))) throw noAccount();
        await endSessions(trx, id, "all", "account");
        await record(trx, { ...by(held, request.id), action: "account-end", outcome: "done", detail: { account: id } });
      });
      sessions.forgetAccount(id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/accounts/:id/scopes",
    {
      schema: {
        tags,
        summary: "Give an account a community, or the whole city, for a time",
        params: AccountParameters,
        body: NewScope,
        response: { 201: nothing, ...problemResponses },
      },
    },
    async (request, reply) => {
      const held = await heldForDuty(sessions, request, "accounts");
      const id = Number(request.params.id);
      const { communityId, validFrom, validTo } = request.body;
      const from = validFrom === undefined ? undefined : bodyInstant("/validFrom", validFrom);
      const to = validTo === undefined ? undefined : bodyInstant("/validTo", validTo);
      if (to !== undefined && to <= (from ?? new Date()))
        throw new HttpProblem("time-invalid", "It ends before it begins.", [
          { pointer: "/validTo", reason: "not after validFrom" },
        ]);
      await db.transaction().execute(async (trx) => {
        const role = await findRole(trx, id);
        if (role === undefined) throw noAccount();
        requireExtent(role, communityId);
        const given = await giveScope(trx, id, communityId, { ...(from && { from }), ...(to && { to }) });
        const times = { from: toInstant(given.valid_from), to: toInstant(given.valid_to) };
        const detail = { account: id, scope: given.id, community: communityId, ...times };
        await record(trx, { ...by(held, request.id), action: "scope-give", outcome: "done", detail });
      });
      sessions.forgetAccount(id);
      return reply.code(201).send(null);
    },
  );

  app.delete(
    "/api/accounts/:id/scopes/:scope",
    {
      schema: {
        tags,
        summary: "End a scope now",
        params: ScopeParameters,
        response: { 204: nothing, ...problemResponses },
      },
    },
    async (request, reply) => {
      const held = await heldForDuty(sessions, request, "accounts");
      const [id, scope] = [Number(request.params.id), Number(request.params.scope)];
      await db.transaction().execute(async (trx) => {
        if (!(await endScope(trx, id, scope))) throw new HttpProblem("not-found", "There is no such scope.");
        const detail = { account: id, scope };
        await record(trx, { ...by(held, request.id), action: "scope-end", outcome: "done", detail });
      });
      sessions.forgetAccount(id);
      return reply.code(204).send(null);
    },
  );
}

function noAccount(): HttpProblem {
  return new HttpProblem("not-found", "There is no such account.");
}

function lastAdmin(): HttpProblem {
  return new HttpProblem("last-admin", "Make somebody else an admin first.");
}

/** Throws where a role cannot have a scope of that kind. */
function requireExtent(role: Role, community: number | null): void {
  const { extent } = roleDefinitions[role];
  const fits = extent === "either" || extent === (community === null ? "city" : "communities");
  if (!fits)
    throw new HttpProblem("body-invalid", `A scope of ${quoted(role)} is ${extent}.`, [
      { pointer: "/communityId", reason: "does not fit the role" },
    ]);
}

function toAccount({ id, login, role, signsInBy, created_at, ended_at, scopes }: AccountRow) {
  return {
    id,
    login,
    role,
    signsInBy,
    createdAt: toInstant(created_at),
    endedAt: toInstant(ended_at),
    scopes: [...scopes],
  };
}
