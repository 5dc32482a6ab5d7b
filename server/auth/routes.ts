import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Principal } from "../access/decide.ts";
import { pagesOf } from "../access/pages.ts";
import { roleDefinitions } from "../access/roles.ts";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { nullable, ref, toInstant, toNames } from "../http/wire.ts";
import { accountRoutes } from "./account-routes.ts";
import { byOf } from "./by.ts";
import { findHeld, heldBy } from "./held.ts";
import type { Planes } from "./hold-planes.ts";
import { isAlive, longestHours } from "./lifetime.ts";
import type { ProviderConfig } from "./provider-config.ts";
import { providerRoutes } from "./provider-routes.ts";
import { listOpenScopes, listSessions, readDeviceKey } from "./queries.ts";
import { DeviceKey, Me, MyScope, PasswordBody, Session, SessionParameters, SignInBody } from "./schema.ts";
import type { Held, Sessions } from "./sessions.ts";
import { setupRoutes } from "./setup-routes.ts";
import { stepUpRoutes } from "./step-up-routes.ts";
import { sessionCookie } from "./tokens.ts";

const tags = ["sessions"];
const nothing = Type.Null({ description: "Done" });

interface AuthOptions extends FeatureOptions {
  readonly sessions: Sessions;
  readonly planeOf: Planes["planeOf"];
  readonly principalOf: (request: FastifyRequest) => Principal;
  /** A provider of identities, beside passwords. */
  readonly provider: ProviderConfig | undefined;
}

/** Signing in and out, the list of one's own devices, and accounts. */
export function authRoutes(app: App, { sessions, planeOf, principalOf, provider, ...options }: AuthOptions): void {
  setupRoutes(app, { ...options, planeOf, hasProvider: provider !== undefined });
  providerRoutes(app, options, { sessions, provider });
  sessionRoutes(app, options, { sessions, planeOf, principalOf });
  stepUpRoutes(app, options, sessions);
  accountRoutes(app, options, sessions);
}

function sessionRoutes(
  app: App,
  { database: { db } }: FeatureOptions,
  { sessions, planeOf, principalOf }: Pick<AuthOptions, "sessions" | "planeOf" | "principalOf">,
): void {
  const meOf = (request: FastifyRequest, { session, login, signsInBy, principal: { role, scope } }: Held) => ({
    login,
    role,
    signsInBy,
    scope: { isCity: scope === "city", communityIds: scope === "city" ? [] : [...scope] },
    duties: [...roleDefinitions[role].duties],
    pages: pagesOf(role, planeOf(request)),
    sessionId: session,
  });
  app.addSchema(Me);
  app.addSchema(Session);
  app.addSchema(MyScope);
  app.addSchema(DeviceKey);

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
    },
    async (request, reply) => {
      const token = await sessions.signIn({ ...request.body, ...byOf(request) });
      reply.code(201).header("set-cookie", sessionCookie(token));
      return meOf(request, (await sessions.find(token)) as Held);
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
    "/api/me",
    {
      schema: {
        tags,
        summary: "Who is signed in here, or nobody",
        description: "For pages that lead to the sign-in: that nobody is signed in is an answer, and no error.",
        response: { 200: Type.Object({ me: nullable(ref(Me)) }), ...problemResponses },
      },
    },
    async (request) => {
      // Of the session alone it cannot be told: an account of a screen is nobody away from the networks of the wall.
      const isAnyone = principalOf(request).role === "anyone";
      const held = isAnyone ? undefined : await findHeld(sessions, request);
      return { me: held === undefined ? null : meOf(request, held) };
    },
  );

  app.get(
    "/api/sessions/current",
    { schema: { tags, summary: "Who is signed in", response: { 200: ref(Me), ...problemResponses } } },
    async (request) => meOf(request, await heldBy(sessions, request)),
  );

  app.get(
    "/api/sessions/current/scope",
    { schema: { tags, summary: "What one may see today", response: { 200: ref(MyScope), ...problemResponses } } },
    async (request) => {
      const { principal } = await heldBy(sessions, request);
      const items = (await listOpenScopes(db, principal.account as number)).map((row) => ({
        communityId: row.community_id,
        names: row.name_zh_hans === null ? null : toNames({ ...row, name_zh_hans: row.name_zh_hans }),
        validFrom: toInstant(row.valid_from),
        validTo: toInstant(row.valid_to),
      }));
      return { isCity: items.some(({ communityId }) => communityId === null), items };
    },
  );

  app.get(
    "/api/sessions/current/device-key",
    {
      schema: {
        tags,
        summary: "What encrypts records that wait on one's terminal for a network",
        description: "The same on every terminal of an account, for as long as there is that account. AES-256.",
        response: { 200: ref(DeviceKey), ...problemResponses },
      },
    },
    async (request) => {
      const { principal } = await heldBy(sessions, request);
      return { key: (await readDeviceKey(db, principal.account as number)).toString("base64url") };
    },
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
    },
    async (request, reply) => {
      const { password, newPassword } = request.body;
      const held = await heldBy(sessions, request);
      const token = await sessions.changePassword(held, { now: password, next: newPassword }, byOf(request));
      return reply.code(204).header("set-cookie", sessionCookie(token)).send(null);
    },
  );

  app.delete(
    "/api/sessions/current",
    {
      schema: { tags, summary: "Sign out", response: { 204: nothing, ...problemResponses } },
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
