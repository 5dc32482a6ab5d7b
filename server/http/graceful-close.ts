import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { HttpProblem } from "./problems.ts";

/** So long a server that is closing goes on answering, so that whoever holds a connection hears of it. */
const farewellMillis = 1_000;

/**
 * Lets `app.close()` finish without a request that fails. While closing, everything is answered, but with
 * `connection: close`, and `/readyz` says that it stops. A connection without a request under way is not ended at once,
 * since one may be on its way, but after a second of silence. Node's own `closeIdleConnections` would end all of them,
 * and spare those that have never sent a request, such as the spare connections of a browser.
 *
 * @returns call it when every route has been added
 */
export function installGracefulClose(app: FastifyInstance): () => void {
  const connections = new Map<Socket, { requests: number; quietSince: number }>();
  const answers = new Set<ServerResponse>();
  let isClosing = false;
  let ticking: NodeJS.Timeout | undefined;
  const endQuiet = () => {
    const before = performance.now() - farewellMillis;
    for (const [socket, { requests, quietSince }] of connections)
      if (requests === 0 && quietSince < before) socket.destroySoon();
  };
  app.server.on("connection", (socket: Socket) => {
    connections.set(socket, { requests: 0, quietSince: performance.now() });
    socket.once("close", () => connections.delete(socket));
  });
  app.server.on("request", ({ socket }, response) => {
    const connection = connections.get(socket);
    if (connection === undefined) return;
    connection.requests++;
    answers.add(response);
    if (isClosing) response.shouldKeepAlive = false;
    response.once("close", () => {
      connection.requests--;
      connection.quietSince = performance.now();
      answers.delete(response);
    });
  });
  app.addHook("onRequest", async (request) => {
    if (isClosing && request.url === "/readyz")
      throw new HttpProblem("not-ready", "Not ready: the server is stopping.");
  });
  app.addHook("preClose", async () => {
    isClosing = true;
    // Also for answers that are being made now, however they are sent.
    for (const response of answers) response.shouldKeepAlive = false;
    ticking = setInterval(endQuiet, 50).unref();
  });
  app.addHook("onClose", async () => clearInterval(ticking));
  return () => {
    app.addHook("preClose", async () => {
      const until = performance.now() + farewellMillis;
      while (connections.size > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
    });
  };
}
