import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { type App, type DrawnOf, problemResponses, type ScopeOf } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { ref } from "../http/wire.ts";
import type { Feed } from "./feed.ts";
import { tokenOf } from "./frames.ts";
import { LiveIncident, LiveSnapshot, LiveUnit } from "./schema.ts";
import { type ScopedKind, type StreamScope, streamScope } from "./scope.ts";

export interface FeedRouteOptions {
  /** Undefined where nothing is followed, as when the interface is only described. */
  readonly feed: () => Feed | undefined;
  readonly scopeOf: ScopeOf;
  readonly drawnOf: DrawnOf;
  /** Reads anew who a stream is for; false when it may be open no longer. */
  readonly renewPrincipal?: ((request: FastifyRequest) => Promise<boolean>) | undefined;
}

const tags = ["live"];

/** What the table of access calls the rows of a kind. */
const subjects: Readonly<Record<ScopedKind, string>> = {
  residence: "residences",
  venue: "venues",
  incident: "incidents",
  unit: "units",
  visit: "visits",
};

/** Addresses that are answered from the database. */
const needsDatabase = /^\/api\/(?!live\b|analysis\b)/;

/** So long a write may wait for the number of its change. */
const numberMillis = 150;

/** The live snapshot and the stream that goes on from it. */
export function feedRoutes(app: App, { feed, scopeOf, drawnOf, renewPrincipal }: FeedRouteOptions): void {
  app.addSchema(LiveIncident);
  app.addSchema(LiveUnit);
  app.addSchema(LiveSnapshot);

  // A writer learns the number of his change, and so which tiles and streams have it.
  app.addHook("onSend", (request, reply, payload, done) => {
    const isWrite = request.method !== "GET" && request.method !== "HEAD" && reply.statusCode < 300;
    const running = isWrite ? feed() : undefined;
    if (running === undefined) return done(null, payload);
    running.numbered(numberMillis).then((place) => {
      if (place !== undefined) reply.header("feed-seq", tokenOf(place.epoch, place.seq));
      done(null, payload);
    }, done);
  });

  // What would wait for a dead connection is refused at once; what needs no database goes on.
  app.addHook("onRequest", (request, _reply, done) => {
    const isRefused = needsDatabase.test(request.url) && feed()?.status.isAway;
    done(isRefused ? new HttpProblem("db-unavailable", "The database does not answer at the moment.") : undefined);
  });

  app.addHook("preClose", async () => feed()?.hub.close());

  app.get(
    "/api/live/snapshot",
    {
      schema: {
        tags,
        summary: "What is live now",
        description: "The stream goes on from its seq: `Last-Event-ID: <epoch>.<seq>`.",
        response: { 200: ref(LiveSnapshot), ...problemResponses },
      },
    },
    async (request, reply) => {
      const body = await running().snapshots.get(streamScopeOf(request));
      reply.header("cache-control", "no-store").type("application/json; charset=utf-8");
      // It was written once for all who asked; the type is that of the schema.
      return reply.send(body as never);
    },
  );

  app.get(
    "/api/live",
    {
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: "Every change as it happens",
        description:
          "Server-sent events: change and leave (one row of one table), tiles (which to fetch again), hb (every ten " +
          "seconds), degraded (the database is away), reset (load the snapshot), bye (the server is stopping). Comes " +
          "back with `Last-Event-ID` and is sent what it missed; a token that leads nowhere gets reset.",
        querystring: Type.Object(
          { after: Type.Optional(Type.String({ description: "Resume token, for clients that cannot send a header" })) },
          { additionalProperties: false },
        ),
        produces: ["text/event-stream"],
        response: {
          200: {
            description: "The stream; it ends when the client hangs up or the server stops",
            content: { "text/event-stream": { schema: Type.Unsafe<never>({ type: "string" }) } },
          },
          ...problemResponses,
        },
      },
    },
    (request, reply) => {
      const { hub } = running();
      if (request.headers["sec-fetch-site"] === "cross-site")
        throw new HttpProblem("cross-site", "Open the page of this server to do that.");
      if (hub.isFull) {
        reply.header("retry-after", String(2 + Math.floor(Math.random() * 8)));
        throw new HttpProblem("overloaded", "No more streams can be opened at the moment.");
      }
      const scope = streamScopeOf(request);
      const token = request.headers["last-event-id"] ?? request.query.after;
      reply
        .header("content-type", "text/event-stream; charset=utf-8")
        .header("cache-control", "no-store")
        .header("x-accel-buffering", "no")
        .header("connection", "close");
      const headers = reply.getHeaders() as Record<string, string>;
      reply.hijack();
      // No chunks: the bytes of an event are the same for everybody, and the stream ends with its connection.
      reply.raw.removeHeader("transfer-encoding");
      reply.raw.writeHead(200, headers);
      reply.raw.flushHeaders();
      request.raw.socket.setKeepAlive(true, 30_000);
      const renew = async () => ((await renewPrincipal?.(request)) === false ? undefined : streamScopeOf(request));
      hub.open(reply.raw, [token].flat()[0], scope, renew);
    },
  );

  function streamScopeOf(request: FastifyRequest): StreamScope {
    return streamScope((kind) => scopeOf(request, subjects[kind], "operational"), drawnOf(request));
  }

  function running(): Feed {
    const found = feed();
    if (found === undefined) throw new HttpProblem("not-ready", "The live feed has not begun.");
    return found;
  }
}
