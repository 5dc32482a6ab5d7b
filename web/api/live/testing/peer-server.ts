import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Snapshot } from "../wire.ts";

/** A stream that a client has opened. */
export interface PeerStream {
  readonly token: string | undefined;
  /** Writes bytes as they are. */
  write(bytes: string | Uint8Array): void;
  end(): void;
  /** Ends the connection without a word. */
  break(): void;
  readonly isOpen: boolean;
}

/** What answers a request instead of the stream or the snapshot. */
type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A real HTTP server that speaks the wire format of the feed, one word after the other as the test says them. */
export class PeerServer {
  readonly streams: PeerStream[] = [];
  readonly origin: string;
  /** Answers to the next requests for the stream, and for the snapshot. */
  readonly toStream: Answer[] = [];
  readonly toSnapshot: Answer[] = [];
  snapshot: Snapshot = { epoch: "e", seq: 0, asOf: new Date().toISOString(), incidents: [], units: [] };
  readonly close: () => Promise<void>;

  private constructor(server: ReturnType<typeof createServer>) {
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.close = () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
  }

  static async start(): Promise<PeerServer> {
    const server = createServer((request, response) => peer.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const peer = new PeerServer(server);
    return peer;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    if (request.url === "/api/live/snapshot") {
      const answer = this.toSnapshot.shift();
      if (answer !== undefined) answer(response, request);
      else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(this.snapshot));
      return;
    }
    const answer = this.toStream.shift();
    if (answer !== undefined) {
      answer(response, request);
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" });
    response.flushHeaders();
    const token = request.headers["last-event-id"];
    this.streams.push({
      token: typeof token === "string" ? token : undefined,
      write: (bytes) => response.write(bytes),
      end: () => response.end(),
      break: () => response.destroy(),
      get isOpen() {
        return !response.destroyed && !response.writableEnded;
      },
    });
  }
}

/** An event as text. */
export function sse(event: string, data: object, id?: string): string {
  return `event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}

export const heartbeat = (seq: number) => sse("hb", { seq, t: new Date().toISOString(), lag: 0 }, `e.${seq}`);
