import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { cookieFor, keepCookie } from "@one-map/server/testing/cookie-jar";

/** A way to the server that a test can cut: every connection breaks, and new ones break as soon as they are made. */
export class CuttableProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #streams = new Set<Socket>();
  #isCut = false;
  #opened = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param target origin of the server, such as http://127.0.0.1:8080 */
  static async start(target: string): Promise<CuttableProxy> {
    const { hostname, port } = new URL(target);
    const server = createServer((client) => proxy.#carry(client, connect(Number(port), hostname)));
    const proxy = new CuttableProxy(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // Whoever has signed in there has signed in here: cookies know no ports.
    keepCookie(proxy.origin, cookieFor(target).cookie);
    return proxy;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Streams of the feed that are open now. */
  get streams(): number {
    return this.#streams.size;
  }

  /** Streams that have been opened so far. */
  get opened(): number {
    return this.#opened;
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #carry(client: Socket, server: Socket): void {
    const end = () => {
      for (const socket of [client, server]) {
        socket.destroy();
        this.#sockets.delete(socket);
      }
      this.#streams.delete(client);
    };
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on("error", end);
      socket.on("close", end);
    }
    if (this.#isCut) {
      end();
      return;
    }
    client.on("data", (bytes: Buffer) => {
      // A stream keeps its connection for itself, so its request is the start of what is sent.
      if (bytes.toString("latin1", 0, 40).startsWith("GET /api/live HTTP/1.1")) {
        this.#streams.add(client);
        this.#opened++;
      }
      server.write(bytes);
    });
    server.pipe(client);
  }
}
