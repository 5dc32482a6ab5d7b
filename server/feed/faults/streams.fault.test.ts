import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { openStage, ready, type StageServer, settle, startMirror, tilesAsFresh } from "../../testing/fault-stage.ts";
import { type LiveClient, listen } from "../../testing/live-client.ts";
import { type StreamLoad, startStreamLoad } from "../../testing/stream-load-process.ts";
import { ask } from "../../testing/traffic.ts";

/** Many listeners, slow ones, and all of them at once. Each test ends by comparing what is held with a fresh load. */

const stage = await openStage();
const { database } = stage;
const { pool } = database;
afterAll(() => stage.close());

let server: StageServer;
const loads = new Set<StreamLoad>();
afterEach(async () => {
  for (const load of loads) await load.end();
  loads.clear();
  server.process.kill("SIGKILL");
  await server.process.ended;
});

function newLoad(): StreamLoad {
  const load = startStreamLoad();
  loads.add(load);
  return load;
}

const report = () =>
  pool.query(
    "insert into incident (category, occurred_from, reported_at, geom) values ('noise', now(), clock_timestamp(), st_setsrid(st_makepoint(107.05, 34.35), 4326))",
  );

/** Reports so many incidents a second for a while. */
async function reportFor(perSecond: number, seconds: number): Promise<void> {
  const began = performance.now();
  for (let i = 0; i < perSecond * seconds; i++) {
    await report();
    const ahead = ((i + 1) * 1_000) / perSecond - (performance.now() - began);
    if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
  }
}

const open = async (load: StreamLoad, count: number, withinMillis = 60_000) =>
  vi.waitFor(async () => expect((await load.peek()).open).toBe(count), { timeout: withinMillis, interval: 100 });

/** Number of the newest event, once everything committed has one. */
async function lastSeq(): Promise<number> {
  return vi.waitFor(async () => {
    const { rows } = await pool.query<{ seq: number; waiting: number }>(
      "select last_seq as seq, (select count(*) from feed.outbox) as waiting from feed.meta",
    );
    expect(rows[0]?.waiting).toBe(0);
    return rows[0]?.seq as number;
  }, 10_000);
}

/** Resolves when every stream has heard the newest event. */
async function heard(load: StreamLoad): Promise<void> {
  await vi.waitFor(async () => expect((await load.peek()).leastSeq).toBe(await lastSeq()), {
    timeout: 60_000,
    interval: 200,
  });
}

const quantile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] as number;

async function expectSame(): Promise<void> {
  const mirror = await startMirror(server.origin, database);
  await settle(mirror, database);
  await tilesAsFresh(server.origin, database);
  await mirror.stop();
}

describe("R23: very many streams", () => {
  test("4,000 of them, 20 changes a second: none lost, heard soon", async () => {
    server = await stage.startServer();
    const load = newLoad();
    load.open({ port: server.port, streams: 4_000, isReturning: false, cookie: stage.cookie });
    await open(load, 4_000);
    await reportFor(20, 10);
    await heard(load);
    const { lost, repeated, latencies, closed } = await load.report();
    expect({ lost, repeated, closed }).toEqual({ lost: 0, repeated: 0, closed: 0 });
    const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
    console.log(`R23: p50 ${p50} ms, p99 ${p99} ms`);
    expect(p99).toBeLessThan(1_500);
    await expectSame();
  });

  test("one too many is refused with a time to come back, and nobody else notices", async () => {
    server = await stage.startServer({ LIVE_STREAMS: "100" });
    const load = newLoad();
    load.open({ port: server.port, streams: 100, isReturning: false, cookie: stage.cookie });
    await open(load, 100);
    const refused = await ask(`${server.origin}/api/live`);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    await report();
    await heard(load);
    expect((await load.report()).lost).toBe(0);
  });
});

describe("R24: a stream that takes nothing", () => {
  test("is ended, the others hear everything, and it comes back to what it missed", async () => {
    server = await stage.startServer();
    const load = newLoad();
    load.open({ port: server.port, streams: 50, isReturning: false, cookie: stage.cookie });
    await open(load, 50);
    const slow: LiveClient = await listen(new URL("/api/live", server.origin));
    await slow.next(({ event }) => event === "hb");
    slow.pause();
    const ended = async () =>
      Number(/^onemap_streams_slow_total (\d+)$/m.exec((await ask(`${server.origin}/metrics`)).body)?.[1]);
    while ((await ended()) === 0) {
      await pool.query(
        "insert into incident (category, occurred_from, geom) select 'noise', now(), st_setsrid(st_makepoint(107.05, 34.35), 4326) from generate_series(1, 300)",
      );
      await heard(load);
    }
    expect(await ended()).toBe(1);
    const { lost, repeated } = await load.report();
    expect({ lost, repeated }).toEqual({ lost: 0, repeated: 0 });
    slow.resume();
    await slow.closed;
    const back = await listen(new URL("/api/live", server.origin), { token: slow.token() });
    const newest = await lastSeq();
    await back.next(({ event, id }) => event === "hb" && Number(id?.split(".")[1]) >= newest);
    const all = [...slow.heard, ...back.heard];
    const numbers = all.filter(({ event }) => event === "change").map(({ id }) => Number(id?.split(".")[1]));
    const holes = numbers.filter((seq, k) => k > 0 && seq !== (numbers[k - 1] as number) + 1);
    expect(holes).toEqual([]);
    expect(all.some(({ event }) => event === "reset")).toBe(false);
    back.close();
    await expectSame();
  });
});

describe("R25: everybody comes back at once", () => {
  test("5,000 streams are back within ten seconds of a restart, at the price of 50 queries, and nothing is lost", async () => {
    server = await stage.startServer();
    const { port } = server;
    await report();
    const load = newLoad();
    load.open({ port, streams: 5_000, isReturning: true, cookie: stage.cookie });
    await open(load, 5_000);
    await reportFor(20, 2);
    await heard(load);
    server.process.kill("SIGTERM");
    await server.process.ended;
    // Something happens while nobody listens.
    await reportFor(50, 2);
    const queries = async () =>
      (
        await pool.query<{ calls: number }>(
          "select sum(xact_commit + xact_rollback)::int8 as calls from pg_stat_database where datname = current_database()",
        )
      ).rows[0]?.calls as number;
    server = await stage.startServer({}, port);
    await ready(server.origin);
    const since = performance.now();
    const before = await queries();
    await open(load, 5_000, 30_000);
    const took = performance.now() - since;
    const asked = (await queries()) - before;
    // Ten looks of the sequencer and one of the reader a second are not for those who come back.
    const own = asked - Math.ceil((took / 1_000) * 12);
    console.log(`R25: back in ${(took / 1_000).toFixed(1)} s, ${own} queries`);
    expect(took).toBeLessThan(10_000);
    expect(own).toBeLessThan(50);
    await heard(load);
    const { lost, repeated, resets } = await load.report();
    expect({ lost, repeated, resets }).toEqual({ lost: 0, repeated: 0, resets: 0 });
    await expectSame();
  });
});
