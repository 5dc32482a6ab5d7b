import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "./clock.ts";
import type { FeedClient } from "./feed-client.ts";
import { runFeed } from "./feed-runner.ts";
import { httpTransport } from "./http-transport.ts";
import { heartbeat, PeerServer, type PeerStream, sse } from "./testing/peer-server.ts";
import type { LiveIncident } from "./wire.ts";

let peer: PeerServer;
let client: FeedClient;

beforeEach(async () => {
  peer = await PeerServer.start();
  client = runFeed(
    { clock: systemClock, random: () => 0.01, transport: httpTransport(peer.origin) },
    { tiles: () => {}, changed: () => {} },
  );
});

afterEach(() => peer.close());

const row = (id: number, v: number, zhHans = "渭滨"): LiveIncident =>
  ({ id, v, status: "reported", community: { zhHans, zhHant: null, en: null } }) as LiveIncident;
const change = (seq: number, incident: LiveIncident) =>
  sse("change", { k: "incident", id: incident.id, v: incident.v, op: "u", s: 1, os: 1, row: incident }, `e.${seq}`);

/** The stream that the client has opened by now, the first or a later one. */
async function stream(number = 1): Promise<PeerStream> {
  await expect.poll(() => peer.streams.length).toBe(number);
  return peer.streams[number - 1] as PeerStream;
}

const trouble = () => expect.poll(() => client.status.trouble);

describe("a stream over HTTP", () => {
  test("goes on from the snapshot, whole events whatever the network makes of their bytes", async () => {
    peer.snapshot = { ...peer.snapshot, seq: 41, incidents: [row(1, 1)] };
    client.start();
    const first = await stream();
    expect(first.token).toBe("e.41");
    const bytes = new TextEncoder().encode(change(42, row(1, 2, "金台区🚓")) + heartbeat(42));
    for (let at = 0; at < bytes.length; at += 7) {
      first.write(bytes.subarray(at, at + 7));
      await new Promise(setImmediate);
    }
    await expect.poll(() => client.replica.token).toBe("e.42");
    expect(client.replica.incidents.get(1)).toEqual(row(1, 2, "金台区🚓"));
    expect(client.status).toMatchObject({ link: "open", trouble: null });
  });

  test("is opened again after a break with the last confirmed place, and an event cut in half never was", async () => {
    client.start();
    const first = await stream();
    first.write(heartbeat(5) + change(6, row(1, 1)).slice(0, -1));
    await expect.poll(() => client.replica.token).toBe("e.5");
    first.break();
    const second = await stream(2);
    expect(second.token).toBe("e.5");
    expect(client.replica.incidents.size).toBe(0);
    second.write(change(6, row(1, 1)) + heartbeat(6));
    await expect.poll(() => client.replica.incidents.size).toBe(1);
  });

  test("that ends is opened again after the pause that it asked for", async () => {
    client.start();
    const first = await stream();
    first.write(`retry: 400\n\n${heartbeat(1)}`);
    await expect.poll(() => client.replica.token).toBe("e.1");
    const ended = performance.now();
    first.end();
    await stream(2);
    expect(performance.now() - ended).toBeGreaterThan(390);
  });

  test("that cannot be read is left, and everything is loaded again", async () => {
    client.start();
    const first = await stream();
    first.write(sse("change", { k: "incident", id: 1 }, "e.1"));
    const second = await stream(2);
    await expect.poll(() => first.isOpen).toBe(false);
    second.write(heartbeat(1));
    await trouble().toBeNull();
  });

  test("is closed when the client leaves it", async () => {
    client.start();
    const first = await stream();
    first.write(sse("bye", { retry: 50 }));
    await expect.poll(() => first.isOpen).toBe(false);
    await stream(2);
  });
});

describe("a refusal", () => {
  let refusedAfter = 0;
  const refuse = (status: number, headers: Record<string, string> = {}) => {
    refusedAfter = performance.now();
    peer.toStream.push((response) =>
      response.writeHead(status, { "content-type": "application/problem+json", ...headers }).end(),
    );
    client.start();
  };

  test.each([
    [204, "absent"],
    [404, "absent"],
    [401, "unauthorised"],
    [403, "unauthorised"],
  ])("with %i", async (status, expected) => {
    refuse(status);
    await trouble().toBe(expected);
    expect(client.dueAt - refusedAfter).toBeGreaterThan(50_000);
  });

  test("with 503 and seconds, or a date on the server's own clock", async () => {
    refuse(503, { "retry-after": "7" });
    await trouble().toBe("busy");
    expect(client.dueAt - refusedAfter).toBeGreaterThanOrEqual(7_000);
    expect(client.dueAt - performance.now()).toBeLessThan(9_000);
  });

  test("with 503 until a moment on the server's own clock, which is wrong by years", async () => {
    refuse(503, { date: "Mon, 01 Jan 2001 00:00:00 GMT", "retry-after": "Mon, 01 Jan 2001 00:00:20 GMT" });
    await trouble().toBe("busy");
    expect(client.dueAt - refusedAfter).toBeGreaterThanOrEqual(20_000);
    expect(client.dueAt - performance.now()).toBeLessThan(25_000);
  });

  test("with 409 is a reset: a snapshot first, then the stream from there", async () => {
    refuse(409);
    peer.snapshot = { ...peer.snapshot, seq: 9 };
    expect((await stream()).token).toBe("e.9");
  });

  test("with a page of HTML, as a captive portal sends it, never opens", async () => {
    peer.toStream.push((response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>data: 1\n\n"));
    client.start();
    await trouble().toBe("unreadable");
    (await stream()).write(heartbeat(0));
    await trouble().toBeNull();
  });

  test("of the snapshot leaves the client without a picture until one comes", async () => {
    peer.toSnapshot.push(
      (response) => response.writeHead(500).end(),
      (response) => response.writeHead(200, { "content-type": "application/json" }).end('{"epoch":"e"}'),
      (response) => response.destroy(),
    );
    client.start();
    (await stream()).write(heartbeat(0));
    await trouble().toBeNull();
    expect(peer.toSnapshot).toEqual([]);
  });
});
