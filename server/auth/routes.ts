import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { roleDefinitions } from "../access/roles.ts";
import { record } from "../audit/queries.ts";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { ref, toInstant } from "../http/wire.ts";
import { accountRoutes } from "./account-routes.ts";
import { heldBy } from "./held.ts";
import { isAlive, longestHours } from "./lifetime.ts";
import { requireOwnOrigin } from "./origin.ts";
import { hashPassword } from "./passwords.ts";
import { createAccount, listSessions } from "./queries.ts";
import { Me, PasswordBody, Session, SessionParameters, SetupBody, SignInBody } from "./schema.ts";
import { type Held, Sessions } from "./sessions.ts";
import { takeSetupToken } from "./setup-queries.ts";
import { sessionCookie, tokenFromCookies } from "./tokens.ts";

const tags = ["sessions"];
const nothing = Type.Null({ description: "Done" });

/** Signing in and out, the list of one's own devices, and accounts. No other route asks for a session yet. */
export function authRoutes(app: App, options: FeatureOptions): void {
  const sessions = new Sessions(options.database.db);
  sessionRoutes(app, options, sessions);
  accountRoutes(app, options, sessions);
}

function sessionRoutes(app: App, { database: { db } }: FeatureOptions, sessions: Sessions): void {
  app.addSchema(Me);
  app.addSchema(Session);

  app.post(
    "/api/setup",
    {
      schema: {
        tags,
        summary: "Make the first account, an admin, with the token that the server printed",
        body: SetupBody,
        response: { 201: nothing, ...problemResponses },
      },
      preHandler: requireOwnOrigin,
    },
    async (request, reply) => {
      const { token, login, password } = request.body;
      const passwordHash = await hashPassword(password);
      await db.transaction().execute(async (trx) => {
        // Thrown in here: a wrong token leaves the right one as it was.
        if (!(await takeSetupToken(trx, token)))
          throw new HttpProblem("sign-in-failed", "This token does not open anything.");
        const account = await createAccount(trx, { login, role: "admin", passwordHash });
        await record(trx, { account, role: "admin", action: "setup", outcome: "done", requestId: request.id });
      });
      return reply.code(201).send(null);
    },
  );

  app.post(
    "/api/sessions",
    {
      schema: {
        tags,
        summary: "Sign in",
        description: "The session is in a cookie that scripts cannot read. A session held before is ended.",
        body: SignInBody,
        response: { 201: ref(Me), ...problemResponses },
      },
      preHandler: requireOwnOrigin,
    },
    async (request, reply) => {
      const token = await sessions.signIn({
        ...request.body,
        device: deviceOf(request),
        address: request.ip,
        requestId: request.id,
        heldToken: tokenFromCookies(request.headers.cookie),
      });
      reply.code(201).header("set-cookie", sessionCookie(token));
      return toMe((await sessions.find(token)) as Held);
    },
  );

  app.get(
    "/api/sessions",
    {
      schema: {
        tags,
        summary: "List one's own devices",
        response: { 200: Type.Object({ items: Type.Array(ref(Session)) }), ...problemResponses },
      },
    },
    async (request) => {
      const { session, principal } = await heldBy(sessions, request);
      const { idleMinutes } = roleDefinitions[principal.role];
      const rows = await listSessions(db, principal.account as number);
      const open = rows.filter((row) =>
        isAlive(principal.role, { sinceCreated: row.since_created, sinceSeen: row.since_seen }),
      );
      return {
        items: open.map((row) => ({
          id: row.id,
          device: row.device,
          signedInAt: toInstant(row.created_at),
          seenAt: toInstant(row.seen_at),
          endsAt:
            idleMinutes === null ? null : toInstant(new Date(row.created_at.getTime() + longestHours * 3_600_000)),
          isCurrent: row.id === session,
        })),
      };
    },
  );

  app.get(
    "/api/sessions/current",
    { schema: { tags, summary: "Who is signed in", response: { 200: ref(Me), ...problemResponses } } },
    async (request) => toMe(await heldBy(sessions, request)),
  );

  app.put(
    "/api/sessions/current/password",
    {
      schema: {
        tags,
        summary: "Change one's password; every other session ends",
        body: PasswordBody,
        response: { 204: nothing, ...problemResponses },
      },
      preHandler: requireOwnOrigin,
    },
    async (request, reply) => {
      const { password, newPassword } = request.body;
      const by = { address: request.ip, device: deviceOf(request), requestId: request.id };
      const token = await sessions.changePassword(
        await heldBy(sessions, request),
        { now: password, next: newPassword },
        by,
      );
      return reply.code(204).header("set-cookie", sessionCookie(token)).send(null);
    },
  );

  app.delete(
    "/api/sessions/current",
    {
      schema: { tags, summary: "Sign out", response: { 204: nothing, ...problemResponses } },
      preHandler: requireOwnOrigin,
    },
    async (request, reply) => {
      const held = await heldBy(sessions, request);
      await sessions.end(held, held.session, "sign-out", request.id);
      return forget(reply);
    },
  );

  app.delete(
    "/api/sessions/:id",
    {
      schema: {
        tags,
        summary: "End a session of one's own",
        params: SessionParameters,
        response: { 204: nothing, ...problemResponses },
      },
      preHandler: requireOwnOrigin,
    },
    async (request, reply) => {
      const held = await heldBy(sessions, request);
      const { id } = request.params;
      if (!(await sessions.end(held, id, "revoked", request.id)))
        throw new HttpProblem("not-found", "There is no such session.");
      return id === held.session ? forget(reply) : reply.code(204).send(null);
    },
  );
}

/** The browser keeps nothing: neither the cookie nor what it has cached and stored. */
function forget(reply: FastifyReply) {
  return reply
    .code(204)
    .header("set-cookie", sessionCookie())
    .header("clear-site-data", '"cache", "cookies"')
    .send(null);
}

/** What the browser says it is, as far as that is plain text. */
function deviceOf(request: FastifyRequest): string {
  const agent = (request.headers["user-agent"] ?? "").replaceAll(/[^\x20-\x7e]/g, "").trim();
  return agent.slice(0, 80) || "unknown";
}

function toMe({ session, login, principal: { role, scope } }: Held) {
  return {
    login,
    role,
    scope: { isCity: scope === "city", communityIds: scope === "city" ? [] : [...scope] },
    sessionId: session,
  };
}
