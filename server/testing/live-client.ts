import http from "node:http";
import { cookieFor } from "./cookie-jar.ts";

export interface LiveEvent {
  readonly event: string;
  readonly id: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server says; tests look at it
  readonly data: any;
}

/** A stream of `/api/live` as a client hears it. */
export interface LiveClient {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** Everything heard so far, heartbeats included. */
  readonly heard: readonly LiveEvent[];
  /** Forgets the first so many of what was heard. */
  forget(events: number): void;
  /** The id heard last. */
  token(): string | undefined;
  /** Resolves with the first event, heard already or yet to come, that fits; rejects after ten seconds. */
  next(fits: (event: LiveEvent) => boolean): Promise<LiveEvent>;
  /** Resolves when something more has been heard. */
  more(): Promise<void>;
  /** Takes nothing any more, without hanging up. */
  pause(): void;
  resume(): void;
  close(): void;
  readonly closed: Promise<void>;
}

/** Opens a stream, with the cookie that is kept for its origin, and resolves with its head. */
export function listen(
  url: string | URL,
  { token, headers = {} }: { token?: string | undefined; headers?: Record<string, string> } = {},
): Promise<LiveClient> {
  return new Promise((resolve, reject) => {
    const request = http.get(
      url,
      {
        agent: false,
        headers: {
          accept: "text/event-stream",
          ...cookieFor(url),
          ...headers,
          ...(token !== undefined && { "last-event-id": token }),
        },
      },
      (response) => {
        const heard: LiveEvent[] = [];
        const waiting = new Set<() => void>();
        let rest = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          const blocks = (rest + chunk).split("\n\n");
          rest = blocks.pop() as string;
          for (const block of blocks) {
            const event = parse(block);
            if (event !== undefined) heard.push(event);
          }
          for (const look of waiting) look();
        });
        const closed = new Promise<void>((done) => {
          response.once("close", done);
          response.once("error", () => done());
        });
        resolve({
          status: response.statusCode as number,
          headers: response.headers,
          heard,
          forget: (events) => heard.splice(0, events),
          token: () => heard.findLast(({ id }) => id !== undefined)?.id,
          next: (fits) =>
            new Promise((found, missed) => {
              const timer = setTimeout(() => {
                waiting.delete(look);
                missed(new Error(`Not heard; the last were ${JSON.stringify(heard.slice(-5))}`));
              }, 10_000);
              const look = () => {
                const event = heard.find(fits);
                if (event === undefined) return;
                clearTimeout(timer);
                waiting.delete(look);
                found(event);
              };
              waiting.add(look);
              look();
            }),
          more: () =>
            new Promise((found) => {
              const look = () => {
                waiting.delete(look);
                found();
              };
              waiting.add(look);
            }),
          pause: () => response.pause(),
          resume: () => response.resume(),
          close: () => request.destroy(),
          closed,
        });
      },
    );
    request.on("error", reject);
  });
}

function parse(block: string): LiveEvent | undefined {
  const fields = new Map(
    block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );
  const [event, data] = [fields.get("event"), fields.get("data")];
  if (event === undefined || data === undefined) return undefined;
  return { event, id: fields.get("id"), data: JSON.parse(data) };
}
