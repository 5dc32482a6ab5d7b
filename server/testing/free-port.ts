import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * A port of 127.0.0.1 that nobody listens on at this moment. It is below those that systems hand out by themselves, so that no
 * connection of anybody's takes it before it is listened on, or while a server that had it is started again.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(12_000, 32_000);
    const server = createServer().listen(port, "127.0.0.1");
    const isFree = await once(server, "listening").then(
      () => true,
      (error: NodeJS.ErrnoException) => (error.code === "EADDRINUSE" ? false : Promise.reject(error)),
    );
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}
