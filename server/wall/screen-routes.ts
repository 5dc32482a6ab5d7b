import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { Principal } from "../access/decide.ts";
import { record } from "../audit/queries.ts";
import type { Database } from "../db/connect.ts";
import { type App, problemResponses } from "../http/app-type.ts";
import { AttemptLimit, holdBack } from "../http/attempt-limit.ts";
import { HttpProblem } from "../http/problems.ts";
import { IdParameters, ref, toInstant } from "../http/wire.ts";
import { LetInScreen, PairingAttempt } from "./remote-schema.ts";
import { letScreenIn, listLetInScreens, putScreenOut } from "./screen-queries.ts";

const tags = ["wall"];

interface ScreenRouteOptions {
  readonly database: Database;
  readonly principalOf: (request: FastifyRequest) => Principal;
  /** Called when a screen may show nothing any more. */
  readonly forget: (screen: number) => void;
}

/** Letting screens in by the code that they show, and putting them out, for whoever may change screens. */
export function screenRoutes(app: App, { database: { db }, principalOf, forget }: ScreenRouteOptions): void {
  app.addSchema(LetInScreen);
  const attempts = new AttemptLimit({ mostEach: 6, mostTogether: 60, windowMs: 60_000 });
  const by = (request: FastifyRequest) => {
    const { account, role } = principalOf(request);
    return { account, role, requestId: request.id };
  };

  app.get(
    "/api/wall/screens",
    {
      schema: {
        tags,
        summary: "List screens that were let in",
        response: { 200: Type.Object({ items: Type.Array(ref(LetInScreen)) }), ...problemResponses },
      },
    },
    async () => ({
      items: (await listLetInScreens(db)).map(({ id, let_in_at, last_seen_at }) => ({
        id,
        letInAt: toInstant(let_in_at as Date),
        lastSeenAt: toInstant(last_seen_at),
      })),
    }),
  );

  app.post(
    "/api/wall/admissions",
    {
      schema: {
        tags,
        summary: "Let a screen in by the code that it shows",
        description: "From then on it shows the wall by itself, whoever signs in or out, until it is put out.",
        body: PairingAttempt,
        response: { 201: Type.Object({ id: Type.Integer() }), ...problemResponses },
      },
    },
    async (request, reply) => {
      holdBack(attempts, request, reply);
      const id = await db.transaction().execute(async (trx) => {
        const screen = await letScreenIn(trx, request.body.code, principalOf(request).account);
        if (screen !== undefined)
          await record(trx, { ...by(request), action: "screen-let-in", outcome: "done", detail: { screen } });
        return screen;
      });
      if (id === undefined)
        throw new HttpProblem("code-invalid", "No screen shows this code now.", [
          { pointer: "/code", reason: "unknown, used or expired" },
        ]);
      attempts.giveBack(request.ip);
      return reply.code(201).send({ id });
    },
  );

  app.delete(
    "/api/wall/screens/:id",
    {
      schema: {
        tags,
        summary: "Put a screen out, with its remotes",
        params: IdParameters,
        response: { 204: Type.Null({ description: "Done" }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const id = Number(request.params.id);
      await db.transaction().execute(async (trx) => {
        if (!(await putScreenOut(trx, id))) throw new HttpProblem("not-found", "There is no such screen.");
        await record(trx, { ...by(request), action: "screen-put-out", outcome: "done", detail: { screen: id } });
      });
      forget(id);
      return reply.code(204).send(null);
    },
  );
}
