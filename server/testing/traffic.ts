import http from "node:http";
import { cookieFor } from "./cookie-jar.ts";

export interface Outcome {
  /** Milliseconds, as of performance.now(). */
  readonly sentAt: number;
  readonly endedAt: number;
  /** Undefined when the connection failed. */
  readonly status: number | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  readonly error: string | undefined;
  /** The connection could not be opened at all: nobody had taken the request. */
  readonly isRefused: boolean;
}

export interface RequestOptions {
  readonly method?: string;
  readonly body?: object;
  readonly headers?: Record<string, string>;
  readonly agent?: http.Agent | false;
}

/** One request, with the cookie that is kept for its origin; it never rejects. */
export function ask(
  url: string,
  { method = "GET", body, headers = {}, agent = false }: RequestOptions = {},
): Promise<Outcome> {
  const sentAt = performance.now();
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve) => {
    const fail = (error: Error & { code?: string }) =>
      resolve({
        ...{ sentAt, endedAt: performance.now(), status: undefined, headers: {}, body: "" },
        error: error.code ?? error.message,
        isRefused: error.code === "ECONNREFUSED",
      });
    const request = http.request(
      url,
      {
        method,
        agent,
        headers: { ...cookieFor(url), ...headers, ...(text !== undefined && { "content-type": "application/json" }) },
      },
      (answer) => {
        let read = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk) => (read += chunk));
        answer.once("error", fail);
        answer.once("close", () => {
          if (!answer.complete) fail(new Error("the answer broke off"));
          else
            resolve({
              ...{ sentAt, endedAt: performance.now(), status: answer.statusCode, headers: answer.headers, body: read },
              ...{ error: undefined, isRefused: false },
            });
        });
      },
    );
    request.once("error", fail);
    request.end(text);
  });
}

export interface Traffic {
  readonly outcomes: readonly Outcome[];
  /** Sends no more; resolves when every answer has come. */
  stop(): Promise<readonly Outcome[]>;
}

/** Sends so many requests a second, whether or not those before were answered. */
export function startTraffic(perSecond: number, send: (turn: number) => Promise<Outcome>): Traffic {
  const outcomes: Outcome[] = [];
  const underWay = new Set<Promise<void>>();
  const began = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    for (; sent < ((performance.now() - began) / 1_000) * perSecond; sent++) {
      const one: Promise<void> = send(sent).then((outcome) => {
        outcomes.push(outcome);
        underWay.delete(one);
      });
      underWay.add(one);
    }
  }, 5);
  return {
    outcomes,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(underWay);
      return outcomes;
    },
  };
}
