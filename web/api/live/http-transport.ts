import type { Cause } from "./feed-client.ts";
import type { Transport } from "./feed-runner.ts";
import { SseError, SseParser } from "./sse-parser.ts";
import { readEvent, readSnapshot, type Snapshot } from "./wire.ts";

type Connected = Parameters<Transport["connect"]>[1];
type Loaded = Parameters<Transport["load"]>[0];

/**
 * The feed over HTTP. It reads the stream itself instead of leaving it to `EventSource`, which gives up for good on
 * any answer but 200, sends no resume token with a new object, and shows no status.
 *
 * @param origin scheme, host and port of the server
 */
export function httpTransport(origin: string): Transport {
  return {
    connect: (token, on) => {
      const ending = new AbortController();
      void follow(`${origin}/api/live`, token, ending, on);
      return () => ending.abort();
    },
    load: (on) => {
      const ending = new AbortController();
      void load(`${origin}/api/live/snapshot`, ending.signal, on);
      return () => ending.abort();
    },
  };
}

async function follow(url: string, token: string, ending: AbortController, on: Connected): Promise<void> {
  const { signal } = ending;
  const parser = new SseParser();
  const close = (cause: Cause) => {
    if (!signal.aborted) on.closed(cause, parser.retryMs);
    ending.abort();
  };
  const headers = { accept: "text/event-stream", "last-event-id": token };
  const response = await fetch(url, { headers, cache: "no-store", signal }).catch(() => null);
  if (response === null) return close({ kind: "network" });
  if (response.status !== 200 || response.body === null) return close(refusal(response));
  if (!/^text\/event-stream\s*(;|$)/i.test(response.headers.get("content-type") ?? ""))
    return close({ kind: "foreign" });
  if (!signal.aborted) on.opened();
  const reader = response.body.getReader();
  const next = () => reader.read().catch(() => null);
  for (let part = await next(); !signal.aborted; part = await next()) {
    if (part === null || part.done) return close({ kind: part === null ? "network" : "ended" });
    for (const event of eventsOf(parser, part.value)) if (!signal.aborted) on.received(event);
  }
}

function eventsOf(parser: SseParser, bytes: Uint8Array) {
  try {
    return parser
      .push(bytes)
      .map(readEvent)
      .filter((event) => event !== null);
  } catch (error) {
    if (error instanceof SseError) return [{ type: "broken" } as const];
    throw error;
  }
}

async function load(url: string, signal: AbortSignal, on: Loaded): Promise<void> {
  const fail = (cause: Cause) => {
    if (!signal.aborted) on.failed(cause);
  };
  const response = await fetch(url, { cache: "no-store", signal }).catch(() => null);
  if (response === null) return fail({ kind: "network" });
  if (response.status !== 200) return fail(refusal(response));
  const text = await response.text().catch(() => null);
  if (text === null) return fail({ kind: "network" });
  const snapshot = snapshotOf(text);
  if (snapshot === null) return fail({ kind: "foreign" });
  if (!signal.aborted) on.loaded(snapshot);
}

function snapshotOf(text: string): Snapshot | null {
  try {
    return readSnapshot(JSON.parse(text));
  } catch {
    return null;
  }
}

function refusal({ status, headers }: Response): Cause {
  return { kind: "refused", status, retryAfterMs: retryAfterOf(headers) };
}

/** Retry-After in seconds or as a date; a date is read on the clock of the server that sent it. */
function retryAfterOf(headers: Headers): number | null {
  const value = headers.get("retry-after")?.trim() ?? "";
  if (/^[0-9]+$/.test(value)) return Number(value) * 1_000;
  const sent = Date.parse(headers.get("date") ?? "");
  const until = Date.parse(value);
  return Number.isNaN(until) ? null : Math.max(0, until - (Number.isNaN(sent) ? Date.now() : sent));
}
