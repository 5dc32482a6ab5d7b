import type { FastifyReply, FastifyRequest } from "fastify";
import type { Static } from "typebox";
import { Type } from "typebox";
import { mayChange } from "../access/decide.ts";
import { idleSecondsOf } from "../auth/idle.ts";
import type { Sessions } from "../auth/sessions.ts";
import { deviceCookie, tokenFromBearer, tokenFromCookies } from "../auth/tokens.ts";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { AttemptLimit, holdBack } from "../http/attempt-limit.ts";
import { HttpProblem } from "../http/problems.ts";
import { IdParameters, ref } from "../http/wire.ts";
import {
  deleteRemote,
  deleteRemotesOf,
  findPlace,
  findRemote,
  findScreen,
  insertAcknowledgement,
  insertPairingCode,
  insertRemote,
  insertScreen,
  isIncidentShown,
  listAcknowledged,
  readScreenState,
  remoteHours,
  type ShownIncidents,
  updateControl,
} from "./remote-queries.ts";
import {
  NewRemote,
  NewScreen,
  PairingAttempt,
  PairingCode,
  WallControl,
  WallControlChange,
  WallPlace,
  WallRemoteState,
  WallScreenState,
} from "./remote-schema.ts";

const tags = ["wall"];

interface RemoteRouteOptions extends FeatureOptions {
  readonly sessions: Sessions;
  /** Called when remotes of a screen may steer it no more. */
  readonly forget: (screen: number) => void;
  /** Whether a screen may be at an address. */
  readonly isNear: (address: string) => boolean;
}

const nothing = { 204: Type.Null({ description: "Done" }), ...problemResponses };

/**
 * Screens and the remotes that steer them: principals of their own, each with a secret that is stored as a hash. A
 * remote is let in by six digits on the wall, which live two minutes, work once, and cannot be tried often.
 */
export function remoteRoutes(
  app: App,
  { database: { db }, dbFor, sessions, scopeOf, drawnOf, forget, isNear }: RemoteRouteOptions,
): void {
  for (const schema of [WallPlace, WallControl, NewScreen, PairingCode, NewRemote, WallScreenState, WallRemoteState])
    app.addSchema(schema);
  const pairings = new AttemptLimit({ mostEach: 6, mostTogether: 60, windowMs: 60_000 });
  // Not guessed at, but each leaves a row: a room whose power comes back switches all of its screens on at once.
  const screens = new AttemptLimit({ mostEach: 60, mostTogether: 240, windowMs: 60_000 });

  app.post(
    "/api/wall/screens",
    { schema: { tags, summary: "Switch a screen on", response: { 201: ref(NewScreen), ...problemResponses } } },
    async (request, reply) => {
      holdBack(screens, request, reply);
      const token = await insertScreen(db);
      reply.code(201).header("set-cookie", deviceCookie("screen", token, screenSeconds));
      return { token };
    },
  );

  app.get(
    "/api/wall/screen",
    {
      schema: {
        tags,
        summary: "What this screen is to show",
        security: [{ wallScreen: [] }],
        response: { 200: ref(WallScreenState), ...problemResponses },
      },
    },
    async (request, reply) => {
      const screen = await screenOf(request, reply);
      keepAsCookie("screen", screenSeconds, request, reply);
      const acknowledged = await listAcknowledged(dbFor(request), shownTo(request));
      return { ...(await readScreenState(db, screen)), acknowledged };
    },
  );

  app.post(
    "/api/wall/screen/pairing-codes",
    {
      schema: {
        tags,
        summary: "A code for this screen to show",
        security: [{ wallScreen: [] }],
        response: { 201: ref(PairingCode), ...problemResponses },
      },
    },
    async (request, reply) => {
      const screen = await screenOf(request, reply);
      // Its remotes may be anywhere: whoever has carried its secret off would read by one what they cannot by the screen.
      if (screen.isLetIn && !isNear(request.ip)) throw new HttpProblem("forbidden", "No screen may be where you are.");
      reply.code(201);
      return insertPairingCode(db, screen, await sessionShownBy(request));
    },
  );

  app.delete(
    "/api/wall/screen/remotes",
    { schema: { tags, summary: "Send every remote away", security: [{ wallScreen: [] }], response: nothing } },
    async (request, reply) => {
      const { id } = await screenOf(request, reply);
      await deleteRemotesOf(db, id);
      forget(id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/wall/remotes",
    {
      schema: {
        tags,
        summary: "Pair a remote by the code on the wall",
        body: PairingAttempt,
        response: { 201: ref(NewRemote), ...problemResponses },
      },
    },
    async (request, reply) => {
      holdBack(pairings, request, reply);
      const remote = await insertRemote(db, request.body.code);
      if (remote === undefined)
        throw new HttpProblem("code-invalid", "No wall shows this code now.", [
          { pointer: "/code", reason: "unknown, used or expired" },
        ]);
      pairings.giveBack(request.ip);
      reply.code(201).header("set-cookie", deviceCookie("remote", remote.token, remoteHours * 3_600));
      return remote;
    },
  );

  app.get(
    "/api/wall/remote",
    {
      schema: {
        tags,
        summary: "What this remote's screen shows",
        security: [{ wallRemote: [] }],
        response: { 200: ref(WallRemoteState), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { version, control, expiresAt } = await remoteOf(request, reply);
      const seconds = Math.max(1, Math.floor((Date.parse(expiresAt) - Date.now()) / 1_000));
      keepAsCookie("remote", seconds, request, reply);
      return { version, control, expiresAt };
    },
  );

  app.patch(
    "/api/wall/remote/control",
    {
      schema: {
        tags,
        summary: "Choose palette, view, place, sound, replay",
        security: [{ wallRemote: [] }],
        body: WallControlChange,
        response: { 200: ref(WallRemoteState), ...problemResponses },
      },
    },
    async (request, reply) => {
      const remote = await remoteOf(request, reply);
      await updateControl(db, remote.screenId, await toChange(request.body));
      const { version, control, expiresAt } = await remoteOf(request, reply);
      return { version, control, expiresAt };
    },
  );

  app.put(
    "/api/wall/remote/acknowledgements/:id",
    {
      schema: {
        tags,
        summary: "Take an incident in hand",
        security: [{ wallRemote: [] }],
        params: IdParameters,
        response: nothing,
      },
    },
    async (request, reply) => {
      const remote = await remoteOf(request, reply);
      const incident = Number(request.params.id);
      if (!(await isIncidentShown(dbFor(request), incident, shownTo(request))))
        throw new HttpProblem("not-found", "There is no such incident.");
      await insertAcknowledgement(db, incident, remote.id);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    "/api/wall/remote",
    { schema: { tags, summary: "Put this remote away", security: [{ wallRemote: [] }], response: nothing } },
    async (request, reply) => {
      const { id, screenId } = await remoteOf(request, reply);
      await deleteRemote(db, id);
      forget(screenId);
      return reply
        .code(204)
        .header("set-cookie", deviceCookie("remote", undefined, 0))
        .send(null);
    },
  );

  function shownTo(request: FastifyRequest): ShownIncidents {
    return { incidents: scopeOf(request, "incidents", "operational"), drawn: drawnOf(request) };
  }

  /** The session whose wall a screen shows, of somebody who may let screens in; null for none. */
  async function sessionShownBy(request: FastifyRequest): Promise<string | null> {
    const token = tokenFromCookies(request.headers.cookie);
    const held = token === undefined ? undefined : await sessions.find(token, idleSecondsOf(request));
    return held !== undefined && mayChange(held.principal, "screens", null) ? held.session : null;
  }

  async function screenOf(request: FastifyRequest, reply: FastifyReply) {
    const token = tokenFromBearer(request.headers.authorization);
    const screen = token === undefined ? undefined : await findScreen(db, token);
    return screen ?? refuse(reply, "This is no screen that is known here; switch it on again.");
  }

  async function remoteOf(request: FastifyRequest, reply: FastifyReply) {
    const token = tokenFromBearer(request.headers.authorization);
    const remote = token === undefined ? undefined : await findRemote(db, token);
    return remote ?? refuse(reply, "This remote is not paired, or no longer; pair it again.");
  }

  async function toChange({ place, replay, pair, ...rest }: Static<typeof WallControlChange>) {
    const found = place == null ? null : await findPlace(db, place);
    if (found === undefined)
      throw new HttpProblem("body-invalid", "There is no such place.", [{ pointer: "/place", reason: "unknown" }]);
    const now = new Date().toISOString();
    return {
      ...rest,
      ...(place !== undefined && { place: found }),
      ...(replay !== undefined && { replayAt: replay ? now : null }),
      ...(pair !== undefined && { pairAt: pair ? now : null }),
    };
  }
}

/** For as long as browsers keep any; the server forgets a screen that has not been seen for a month. */
const screenSeconds = 400 * 86_400;

/** A device keeps its secret beside the cookie: whatever else it asks for, tiles and streams, comes with the cookie alone. */
function keepAsCookie(kind: "screen" | "remote", seconds: number, request: FastifyRequest, reply: FastifyReply): void {
  const { authorization, cookie } = request.headers;
  const token = tokenFromBearer(authorization);
  if (tokenFromCookies(cookie, kind) !== token) reply.header("set-cookie", deviceCookie(kind, token, seconds));
}

function refuse(reply: FastifyReply, detail: string): never {
  reply.header("www-authenticate", "Bearer");
  throw new HttpProblem("unauthenticated", detail);
}
