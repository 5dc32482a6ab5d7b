import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/**
 * Lets `app.close()` finish: while closing, answers say `connection: close`, and connections without a request under
 * way are ended. Node's own `closeIdleConnections` spares those that have never sent one, such as the spare
 * connections of a browser, and close would wait for them.
 */
export function installGracefulClose(app: FastifyInstance): void {
  const underWay = new Map<Socket, number>();
  let closing = false;
  let ticking: NodeJS.Timeout | undefined;
  const count = (socket: Socket, change: number) => {
    const held = underWay.get(socket);
    if (held !== undefined) underWay.set(socket, held + change);
  };
  const endIdle = () => {
    for (const [socket, requests] of underWay) if (requests === 0) socket.destroySoon();
  };
  app.server.on("connection", (socket: Socket) => {
    underWay.set(socket, 0);
    socket.once("close", () => underWay.delete(socket));
  });
  app.server.on("request", ({ socket }, response) => {
    count(socket, 1);
    // For answers that are sent without Fastify's hooks.
    if (closing) response.shouldKeepAlive = false;
    response.once("close", () => count(socket, -1));
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    if (closing) reply.header("connection", "close");
    done();
  });
  app.addHook("preClose", async () => {
    closing = true;
    endIdle();
    ticking = setInterval(endIdle, 50);
    ticking.unref();
  });
  app.addHook("onClose", async () => clearInterval(ticking));
}
