import type { FastifyInstance } from "fastify";

/**
 * Lets `app.close()` finish: while closing, answers say `connection: close` and idle keep-alive connections are ended
 * as they fall idle. Without it close waits for the keep-alive timeout, or for ever.
 */
export function installGracefulClose(app: FastifyInstance): void {
  let closing = false;
  let ticking: NodeJS.Timeout | undefined;
  app.addHook("onSend", async (_request, reply) => {
    if (closing) reply.header("connection", "close");
  });
  app.addHook("preClose", async () => {
    closing = true;
    app.server.closeIdleConnections();
    ticking = setInterval(() => app.server.closeIdleConnections(), 50);
    ticking.unref();
  });
  app.addHook("onClose", async () => clearInterval(ticking));
}
