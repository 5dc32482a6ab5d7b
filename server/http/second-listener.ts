import { createServer, type Server, type ServerOptions } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { answerBrokenRequest } from "./error-handler.ts";

/** A listener beside the application's own, to be given to `buildApp`; it answers nothing before that. */
export function newSecondListener(limits: ServerOptions): Server {
  return createServer(limits);
}

/**
 * Answers what comes to a second listener by the routes and under the limits of the application.
 *
 * @returns whether a request came by it
 */
export function serveBeside(app: FastifyInstance, second: Server): (request: FastifyRequest) => boolean {
  const sockets = new WeakSet<Socket>();
  const { requestTimeout, headersTimeout, keepAliveTimeout, timeout } = app.server;
  Object.assign(second, { requestTimeout, headersTimeout, keepAliveTimeout, timeout });
  second.on("connection", (socket: Socket) => sockets.add(socket));
  second.on("request", (request, response) => app.routing(request, response));
  second.on("clientError", answerBrokenRequest);
  return (request) => sockets.has(request.raw.socket);
}
