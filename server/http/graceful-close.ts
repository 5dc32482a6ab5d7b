import type { IncomingMessage, ServerResponse } from "node:http";
import { Server, type Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { HttpProblem } from "./problems.ts";

/** So long a server that is closing goes on taking connections, so that whoever holds one hears of it. */
const farewellMillis = 500;

/** So long a connection may be silent before it is ended: a request may be on its way. */
const silenceMillis = 1_000;

/**
 * Lets `app.close()` finish without a request that fails. While closing, everything is answered, but with
 * `connection: close`, and `/readyz` says that it stops. Then nobody is let in any more, and whoever is in is answered. A
 * connection without a request under way is ended after a second of silence, not at once, since one may be on its way;
 * Node's own `close` would end all of them, also one that was opened just now.
 *
 * @param second another listener that answers by the same routes, closed with the first
 * @returns call it when every route has been added
 */
export function installGracefulClose(app: FastifyInstance, second?: Server): () => void {
  const servers = [app.server as Server, ...(second === undefined ? [] : [second])];
  const connections = new Map<Socket, { requests: number; quietSince: number }>();
  const answers = new Set<ServerResponse>();
  let letIn = 0;
  let isClosing = false;
  let ticking: NodeJS.Timeout | undefined;
  const endQuiet = () => {
    const before = performance.now() - silenceMillis;
    for (const [socket, { requests, quietSince }] of connections)
      if (requests === 0 && quietSince < before) socket.destroySoon();
  };
  const onConnection = (socket: Socket) => {
    letIn++;
    connections.set(socket, { requests: 0, quietSince: performance.now() });
    socket.once("close", () => connections.delete(socket));
  };
  const onRequest = ({ socket }: IncomingMessage, response: ServerResponse) => {
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
  };
  for (const server of servers) server.on("connection", onConnection).on("request", onRequest);
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
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  return () => {
    app.addHook("preClose", async () => {
      const late = performance.now() + farewellMillis;
      await until(() => connections.size === 0 || performance.now() > late);
      // Its first call takes a tenth of a millisecond longer: that is over before anybody is cut by it.
      new Server().close(() => {});
      await inQuietTurn(
        () => letIn,
        () => {
          for (const server of servers) if (server.listening) Server.prototype.close.call(server);
        },
      );
      await until(() => connections.size === 0);
    });
  };
}

/**
 * Does something right after a turn of the event loop in which nobody knocked and nothing was done: whoever knocks between that and
 * the closing of the door is cut. One is let in at each turn, so where one was, others may still wait. Gives up waiting for such a
 * turn after a while.
 *
 * @param letIn how many have been so far
 */
function inQuietTurn(letIn: () => number, work: () => void): Promise<void> {
  return new Promise((resolve) => {
    const turn = (turns: number) => {
      const [before, already] = [performance.now(), letIn()];
      setImmediate(() => {
        const isQuiet = letIn() === already && performance.now() - before < 0.01;
        if (!isQuiet && turns < 2_000) return turn(turns + 1);
        work();
        resolve();
      });
    };
    turn(0);
  });
}
