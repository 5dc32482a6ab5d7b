import { connect } from "node:net";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { testApp } from "../testing/app.ts";
import { type LiveClient, listen } from "../testing/live-client.ts";
import { renewEpoch } from "./queries.ts";

const { app, database, feed, get, post, patch, close } = await testApp({ live: true });
const address = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
afterAll(close);
const open = new Set<LiveClient>();
afterEach(() => {
  for (const client of open) client.close();
  open.clear();
});

async function stream(token?: string, headers: Record<string, string> = {}): Promise<LiveClient> {
  const client = await listen(new URL("/api/live", address), { token, headers });
  open.add(client);
  return client;
}

const snapshot = async () => {
  await feed.settled();
  return (await get("/api/live/snapshot")).json();
};
const position = [107.051, 34.351];

describe("the stream", () => {
  test("begins with a heartbeat, and is neither kept nor held up by anybody on the way", async () => {
    const client = await stream();
    expect(client.status).toBe(200);
    expect(client.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
      "x-content-type-options": "nosniff",
    });
    const { id, data } = await client.next(({ event }) => event === "hb");
    expect(id).toBe(`${feed.events.epoch}.${data.seq}`);
    expect(data).toEqual({ seq: expect.any(Number), t: expect.any(String), lag: expect.any(Number) });
  });

  test("tells each change with its row, however it was made", async () => {
    const client = await stream();
    await client.next(({ event }) => event === "hb");
    // A write waits only so long for its number; on a busy machine it may go without.
    const made = await vi.waitFor(async () => {
      const answer = await post("/api/incidents", { category: "noise", position });
      expect(answer.headers["feed-seq"]).toBeDefined();
      return answer;
    }, 10_000);
    const id = made.json().id;
    const told = await client.next(({ event, data }) => event === "change" && data.k === "incident" && data.id === id);
    expect(told.data).toEqual({
      k: "incident",
      id,
      v: 1,
      op: "i",
      s: 1,
      os: null,
      b: [...position, ...position],
      ob: null,
      row: {
        id,
        v: 1,
        communityId: 1,
        category: "noise",
        priority: 3,
        status: "reported",
        occurredAt: made.json().occurredFrom,
        reportedAt: made.json().reportedAt,
        dispatchedAt: null,
        arrivedAt: null,
        closedAt: null,
        position,
        community: { zhHans: "西园", zhHant: "西園", en: "West" },
        street: { zhHans: "河滨路", zhHant: null, en: "Riverside Road" },
      },
    });
    expect(made.headers["feed-seq"]).toBe(told.id);
    await database.pool.query("update unit set geom = null, last_fix_at = null where id = 1");
    const unit = await client.next(({ data }) => data.k === "unit" && data.id === 1);
    expect(unit.data).toMatchObject({ op: "u", b: null, row: { id: 1, position: null, lastFixAt: null } });
    await database.pool.query("delete from incident where id = $1", [id]);
    const gone = await client.next(({ data }) => data.op === "d" && data.id === id);
    expect(gone.data).toEqual({
      k: "incident",
      id,
      v: 1,
      op: "d",
      s: 1,
      os: 1,
      b: null,
      ob: [...position, ...position],
    });
    await post("/api/visits", { clientKey: crypto.randomUUID(), venueId: 1, outcome: "done" });
    await client.next(({ data }) => data.k === "visit" && data.row === undefined);
    await client.next(({ data }) => data.k === "venue" && data.id === 1);
  });

  test("goes on from a snapshot, and from where it was cut, with nothing missing and nothing twice", async () => {
    const { epoch, seq, incidents, units } = await snapshot();
    expect(units.map(({ id }: { id: number }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(incidents.every(({ status }: { status: string }) => status !== "closed")).toBe(true);
    for (let i = 0; i < 5; i++) await database.pool.query("update unit set status = 'assigned' where id = 2");
    const first = await stream(`${epoch}.${seq}`);
    await first.next(({ event }) => event === "hb");
    first.close();
    for (let i = 0; i < 5; i++) await database.pool.query("update unit set status = 'available' where id = 2");
    const second = await stream(first.token());
    await second.next(({ id }) => id === `${epoch}.${seq + 10}`);
    const told = [...first.heard, ...second.heard].filter(({ event }) => event === "change");
    expect(told.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, i) => `${epoch}.${seq + 1 + i}`));
    expect([...first.heard, ...second.heard].some(({ event }) => event === "reset")).toBe(false);
  });

  test("takes its token in the address too", async () => {
    const { epoch, seq } = await snapshot();
    await database.pool.query("update unit set status = 'on_scene' where id = 3");
    const client = await listen(new URL(`/api/live?after=${epoch}.${seq}`, address));
    open.add(client);
    await client.next(({ id }) => id === `${epoch}.${seq + 1}`);
  });

  test.each([
    ["nonsense", "zzz", "epoch"],
    ["a foreign epoch", "0123456789abcdef.5", "epoch"],
    ["a future number", undefined, "gap"],
    ["a number as no number is written", "0123456789abcdef.05", "epoch"],
  ])("answers %s with reset, never with an error", async (_name, token, why) => {
    const client = await stream(token ?? `${feed.events.epoch}.${feed.events.seq + 1_000_000}`);
    expect(client.status).toBe(200);
    const reset = await client.next(({ event }) => event === "reset");
    expect(reset).toEqual({ event: "reset", id: undefined, data: { why, snapshot: "/api/live/snapshot" } });
    await client.next(({ event }) => event === "hb");
  });

  test("waits a moment for a token of another server that is a little ahead", async () => {
    // A moment is short: on a busy machine the change may come after it, and it is tried again.
    await vi.waitFor(async () => {
      await feed.settled();
      const client = await stream(`${feed.events.epoch}.${feed.events.seq + 1}`);
      await database.pool.query("update unit set status = 'available' where id = 3");
      await client.next(({ event }) => event === "hb");
      const hasReset = client.heard.some(({ event }) => event === "reset");
      client.close();
      expect(hasReset).toBe(false);
    }, 20_000);
  });

  test("is refused to other sites, and to everybody when there are too many, with a time to come back", async () => {
    expect((await stream(undefined, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    await vi.waitFor(() => expect(feed.hub.counts.open).toBe(0), 20_000);
    for (let i = 0; i < 20; i++) expect((await stream()).status).toBe(200);
    const refused = await stream();
    expect(refused.status).toBe(503);
    expect(refused.headers["content-type"]).toContain("application/problem+json");
    expect(Number(refused.headers["retry-after"])).toBeGreaterThanOrEqual(2);
  });

  test("has no HEAD, and says so", async () => {
    const answer = await app.inject({ method: "HEAD", url: "/api/live" });
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, "GET"]);
  });
});

describe("many changes at once", () => {
  test("let everybody begin again, and whoever comes back from before them too", async () => {
    const client = await stream();
    const before = (await client.next(({ event }) => event === "hb")).id;
    await database.pool.query("update unit set status = 'available' where id = 4");
    const bulk = await database.pool.connect();
    await bulk.query("begin");
    await bulk.query("set local feed.bulk = 'on'");
    await bulk.query("update incident set priority = 1 + priority % 5");
    await bulk.query("commit");
    bulk.release();
    expect((await client.next(({ event }) => event === "reset")).data.why).toBe("backlog");
    const late = await stream(before);
    expect((await late.next(({ event }) => event === "reset")).data.why).toBe("backlog");
    const { epoch, seq } = await snapshot();
    const fresh = await stream(`${epoch}.${seq}`);
    await fresh.next(({ event }) => event === "hb");
    expect(fresh.heard.some(({ event }) => event === "reset")).toBe(false);
  });

  test("that nobody can be told one by one do so as well", async () => {
    const { epoch, seq } = await snapshot();
    await database.pool.query(
      "insert into feed.outbox (kind, op, entity_id, version) select 'visit', 'u', 1, 1 from generate_series(1, 5100)",
    );
    await feed.settled();
    const client = await stream(`${epoch}.${seq}`);
    expect((await client.next(({ event }) => event === "reset")).data.why).toBe("backlog");
  });

  test("a name that many rows show resets too, but not each time", async () => {
    const client = await stream();
    await client.next(({ event }) => event === "hb");
    const resets = () => client.heard.filter(({ event }) => event === "reset").length;
    const version = async () => (await get("/api/communities/1")).json().version;
    const began = performance.now();
    for (let i = 0; i < 3; i++) await patch("/api/communities/1", { households: 100 + i }, await version());
    await vi.waitFor(() => expect(client.heard.filter(({ data }) => data.k === "community")).toHaveLength(3), 20_000);
    // One at most within three tenths of a second, however many of them that took.
    expect(resets()).toBeLessThanOrEqual(1 + Math.floor((performance.now() - began) / 300));
  });
});

test("a client that takes nothing is hung up on, and the others hear everything", async () => {
  const slow = await stream();
  const quick = await stream();
  await Promise.all([slow, quick].map((client) => client.next(({ event }) => event === "hb")));
  slow.pause();
  const before = feed.hub.counts.slow;
  await feed.settled();
  const from = feed.hub.told;
  for (let i = 0; i < 60 && feed.hub.counts.slow === before; i++) {
    await database.pool.query(
      "insert into feed.outbox (kind, op, entity_id, version) select 'visit', 'u', 1, 1 from generate_series(1, 1500)",
    );
    await feed.settled();
  }
  expect(feed.hub.counts.slow).toBe(before + 1);
  await quick.next(({ id }) => id === `${feed.events.epoch}.${feed.events.seq}`);
  const heard = quick.heard.filter(({ event }) => event === "change").map(({ id }) => Number(id?.split(".")[1]));
  expect(heard).toEqual(heard.map((_, i) => from + 1 + i));
  slow.resume();
  await slow.closed;
});

test("another epoch lets everybody begin again", async () => {
  const client = await stream();
  const before = (await client.next(({ event }) => event === "hb")).id;
  await renewEpoch(database.pool, feed.events.epoch);
  expect((await client.next(({ event }) => event === "reset")).data.why).toBe("epoch");
  const again = await stream(before);
  expect((await again.next(({ event }) => event === "reset")).data.why).toBe("epoch");
  const { epoch } = await snapshot();
  expect((await again.next(({ event }) => event === "hb")).id).toBe(`${epoch}.${feed.events.seq}`);
});

test("figures say how far it is, who listens, and what was put aside", async () => {
  await stream();
  await database.pool.query("insert into feed.outbox (kind, op, entity_id, version) values ('nobody', 'i', 1, 1)");
  await vi.waitFor(async () => {
    const { body } = await get("/metrics");
    expect(body).toMatch(/^onemap_streams 1$/m);
    expect(body).toMatch(/^onemap_feed_parked_rows [1-9]/m);
    expect(body).toMatch(new RegExp(`^onemap_feed_seq ${feed.events.seq}$`, "m"));
  }, 20_000);
});

test("a half-open connection does not count for ever, and closing says goodbye to everybody within seconds", async () => {
  const client = await stream();
  const rude = connect(Number(address.port), address.hostname);
  rude.write("GET /api/live HTTP/1.1\r\nHost: x\r\n\r\n");
  await vi.waitFor(() => expect(feed.hub.counts.open).toBe(2), 20_000);
  rude.destroy();
  await vi.waitFor(() => expect(feed.hub.counts.open).toBe(1), 20_000);
  const started = performance.now();
  const closing = app.close();
  const bye = await client.next(({ event }) => event === "bye");
  expect(bye.data.retry).toBeGreaterThanOrEqual(1_000);
  await client.closed;
  await closing;
  expect(performance.now() - started).toBeLessThan(4_000);
});
