import { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { answerBrokenRequest } from "./error-handler.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Milliseconds that the body may take to arrive; the rule of the house unless given. */
    bodyMillis?: number;
  }
}

/**
 * Cuts off a request whose body does not arrive in time. Node has one limit for a whole server, which must be as long
 * as the largest upload takes; every other route has this one.
 */
export function installBodyTimeout(app: FastifyInstance, millis: number): void {
  app.addHook("onRequest", async (request) => {
    const { headers } = request;
    if (headers["content-length"] === undefined && headers["transfer-encoding"] === undefined) return;
    // What is injected comes whole, and over nothing that could be hung up.
    if (!(request.raw.socket instanceof Socket)) return;
    const timer = setTimeout(() => {
      if (request.raw.complete) return;
      answerBrokenRequest(
        Object.assign(new Error("too slow"), { code: "ERR_HTTP_REQUEST_TIMEOUT" }),
        request.raw.socket,
      );
    }, request.routeOptions.config.bodyMillis ?? millis);
    timer.unref();
    request.raw.once("close", () => clearTimeout(timer));
  });
}
