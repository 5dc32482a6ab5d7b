import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import http from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { openStage, ready, type StageServer, settle, startMirror, tilesAsFresh } from "../../testing/fault-stage.ts";
import type { LiveMirror } from "../../testing/live-mirror.ts";
import { ask, type Outcome, startTraffic } from "../../testing/traffic.ts";

/** Faults of servers, of clocks and of whole databases. Each ends by comparing what is held with a fresh load. */

const stage = await openStage();
const { cluster, database } = stage;
const { pool } = database;
afterAll(() => stage.close());

const running = new Set<StageServer>();
const mirrors = new Set<LiveMirror>();
async function startServer(environment: Record<string, string> = {}, port?: number): Promise<StageServer> {
  const server = await stage.startServer(environment, port);
  running.add(server);
  return server;
}
async function kill(server: StageServer, signal: NodeJS.Signals): Promise<void> {
  running.delete(server);
  server.process.kill(signal);
  await server.process.ended;
}
async function mirror(server: StageServer): Promise<LiveMirror> {
  const started = await startMirror(server.origin, database);
  mirrors.add(started);
  return started;
}
afterEach(async () => {
  for (const one of mirrors) await one.stop();
  mirrors.clear();
  for (const server of [...running]) await kill(server, "SIGKILL");
});

async function expectSame(client: LiveMirror, server: StageServer): Promise<void> {
  await settle(client, database);
  await tilesAsFresh(server.origin, database);
  expect(client.counts).toMatchObject({ gaps: 0, repeated: 0, backwards: 0 });
}

const change = (id = 1) =>
  pool.query(
    "update unit set status = case status when 'assigned' then 'available' else 'assigned' end where id = $1",
    [id],
  );

/** Numbers without a gap, and versions of each row one after the other, of everything that is kept. */
async function expectOrder(): Promise<void> {
  const { rows } = await pool.query<{ missing: number; disorder: number }>(`
    select (select max(seq) - min(seq) + 1 - count(*) from feed.event) as missing,
      (select count(*) from (select version, lag(version) over (partition by kind, entity_id order by seq) as before
         from feed.event where op <> 'r') e where version < before) as disorder`);
  expect(rows[0]).toEqual({ missing: 0, disorder: 0 });
}

describe("R15: SIGTERM under 200 requests a second", () => {
  const times = 20;
  test(`${times} times: none fails, streams are told when to come back, exit 0 within 5 s`, async () => {
    const ends: number[] = [];
    for (let time = 0; time < times; time++) {
      const server = await startServer();
      const { origin } = server;
      const client = await mirror(server);
      const agent = new http.Agent({ keepAlive: true, maxSockets: 12 });
      const traffic = startTraffic(200, (turn): Promise<Outcome> => {
        if (turn % 4 === 0) return ask(`${origin}/api/units`, { agent });
        if (turn % 4 === 1)
          return ask(`${origin}/api/incidents`, {
            method: "POST",
            agent,
            body: { category: "noise", position: [107.03, 34.35] },
          });
        return ask(`${origin}/tiles/incidents/12/3265/1631.mvt`, { agent });
      });
      await vi.waitFor(() => expect(traffic.outcomes.length).toBeGreaterThan(100), 30_000);
      const told = performance.now();
      server.process.kill("SIGTERM");
      expect(await server.process.ended).toEqual({ code: 0, signal: null });
      ends.push(performance.now() - told);
      running.delete(server);
      const outcomes = await traffic.stop();
      agent.destroy();
      const failed = outcomes.filter(
        ({ status, error, isRefused }) => (error !== undefined && !isRefused) || (status ?? 0) >= 400,
      );
      expect(failed.map(({ status, error, body }) => [status, error, body])).toEqual([]);
      expect(outcomes.filter(({ sentAt, status }) => sentAt > told && status !== undefined).length).toBeGreaterThan(20);
      expect(client.counts.byes).toBe(1);
      await client.stop();
      mirrors.delete(client);
    }
    console.log(`R15: ${times} times, longest end ${Math.max(...ends).toFixed(0)} ms`);
    expect(Math.max(...ends)).toBeLessThan(5_000);
    const server = await startServer();
    await expectSame(await mirror(server), server);
  });
});

describe("R16: SIGKILL in the middle of writes", () => {
  test("10 times: every visit is there once, whether its answer came or it was sent again", async () => {
    const keys: string[] = [];
    const owed = new Set<string>();
    const { rows: before } = await pool.query<{ count: number }>("select count(*) as count from visit");
    let server = await startServer();
    const send = async (clientKey: string): Promise<Outcome> => {
      const outcome = await ask(`${server.origin}/api/visits`, {
        method: "POST",
        body: {
          clientKey,
          venueId: 1 + (keys.indexOf(clientKey) % 30),
          outcome: "done",
          visitedAt: "2026-01-01T00:00:00Z",
        },
      });
      if (outcome.status === 201 || outcome.status === 200) owed.delete(clientKey);
      return outcome;
    };
    for (let time = 0; time < 10; time++) {
      const client = await mirror(server);
      const traffic = startTraffic(150, () => {
        const key = crypto.randomUUID();
        keys.push(key);
        owed.add(key);
        return send(key);
      });
      await vi.waitFor(() => expect(traffic.outcomes.length).toBeGreaterThan(60), 30_000);
      await kill(server, "SIGKILL");
      await traffic.stop();
      server = await startServer({}, server.port);
      for (const key of [...owed]) expect((await send(key)).status).toBeOneOf([200, 201]);
      await expectSame(client, server);
      await client.stop();
      mirrors.delete(client);
    }
    const { rows } = await pool.query<{ count: number }>("select count(*) as count from visit");
    expect((rows[0]?.count as number) - (before[0]?.count as number)).toBe(keys.length);
    await expectOrder();
  });
});

describe("R11: the clock of a server is wrong, or jumps", () => {
  const clock = (shift: string) =>
    `data:text/javascript,${encodeURIComponent(`const D = Date; const shift = () => ${shift};
      globalThis.Date = class extends D { constructor(...a) { if (a.length) super(...a); else super(D.now() + shift()); } static now() { return D.now() + shift(); } };`)}`;

  test.each([
    ["two hours fast", "7.2e6"],
    ["two hours slow", "-7.2e6"],
    ["jumps every second", "(Math.floor(performance.now() / 1000) % 2) * 7.2e6 - 3.6e6"],
  ])("%s: order, numbers and streams are as ever", async (_name, shift) => {
    const server = await startServer({ NODE_OPTIONS: `--import=${clock(shift)}` });
    // Whoever begins on a server that has just begun may have to begin once more.
    await change();
    const client = await mirror(server);
    const { connects, resets } = client.counts;
    const traffic = startTraffic(50, () =>
      ask(`${server.origin}/api/visits`, {
        method: "POST",
        body: { clientKey: crypto.randomUUID(), venueId: 2, outcome: "done" },
      }),
    );
    await vi.waitFor(() => expect(traffic.outcomes.length).toBeGreaterThan(150), 20_000);
    const outcomes = await traffic.stop();
    expect(outcomes.filter(({ status }) => status !== 201)).toEqual([]);
    expect((await ask(`${server.origin}/readyz`)).status).toBe(200);
    await expectSame(client, server);
    expect(client.counts).toMatchObject({ connects, resets, degraded: 0 });
  });
});

describe("R28: two servers, two caches", () => {
  test("what one acknowledged is in the other's tile within a second, also when its listener is killed", async () => {
    const [a, b] = [await startServer(), await startServer()];
    const url = "/tiles/units/12/3265/1631.mvt";
    const waits: number[] = [];
    for (let i = 0; i < 100; i++) {
      if (i % 10 === 5)
        await pool.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'one-map feed' and query like 'listen%'",
        );
      const held = JSON.parse((await ask(`${a.origin}/api/units/1`)).body);
      const position = [107.03 + (i % 10) * 0.001, 34.345];
      const before = (await ask(`${b.origin}${url}`)).headers.etag;
      const answer = await ask(`${a.origin}/api/units/1`, {
        method: "PATCH",
        headers: { "if-match": `"${held.version}"` },
        body: { position },
      });
      expect(answer.status, answer.body).toBe(200);
      const since = performance.now();
      await vi.waitFor(async () => expect((await ask(`${b.origin}${url}`)).headers.etag).not.toBe(before), {
        timeout: 5_000,
        interval: 5,
      });
      waits.push(performance.now() - since);
    }
    waits.sort((x, y) => x - y);
    console.log(`R28: p50 ${waits[50]?.toFixed(0)} ms, most ${waits.at(-1)?.toFixed(0)} ms`);
    expect(waits.at(-1)).toBeLessThan(1_000);
    const [atA, atB] = [await mirror(a), await mirror(b)];
    await expectSame(atA, a);
    await expectSame(atB, b);
  });
});

describe("R29: the one that numbers dies, or is two", () => {
  const leads = async ({ origin }: StageServer) => /^onemap_feed_leads 1$/m.test((await ask(`${origin}/metrics`)).body);

  test("stopped for 10 s and let go on, then killed: the next within two seconds, no gap, nothing twice", async () => {
    const servers = [await startServer(), await startServer()] as const;
    await vi.waitFor(
      async () => expect((await Promise.all(servers.map(leads))).filter(Boolean)).toHaveLength(1),
      10_000,
    );
    const [leader, other] = (await leads(servers[0])) ? servers : [servers[1], servers[0]];
    const client = await mirror(other);
    let isWriting = true;
    const late: number[] = [];
    const writing = (async () => {
      for (let i = 0; isWriting; i++) {
        const before = client.seq;
        await change(1 + (i % 5));
        const since = performance.now();
        await vi.waitFor(() => expect(client.seq).toBeGreaterThan(before), { timeout: 10_000, interval: 5 });
        late.push(performance.now() - since);
      }
    })();
    leader.process.kill("SIGSTOP");
    const stoppedAt = performance.now();
    await vi.waitFor(() => expect(performance.now()).toBeGreaterThan(stoppedAt + 10_000), 20_000);
    leader.process.kill("SIGCONT");
    await vi.waitFor(async () => expect(await leads(leader)).toBe(true), 10_000);
    await kill(leader, "SIGKILL");
    await vi.waitFor(async () => expect(await leads(other)).toBe(true), 2_000);
    isWriting = false;
    await writing;
    console.log(`R29: ${late.length} changes, longest wait ${Math.max(...late).toFixed(0)} ms`);
    expect(Math.max(...late)).toBeLessThan(2_500);
    await expectSame(client, other);
    await expectOrder();
  });
});

describe("R31, R2: the database is another past, or another timeline", () => {
  const backup = `${cluster.data}-before`;
  afterAll(() => rm(backup, { recursive: true, force: true }));

  const copy = promisify(execFile);

  async function takeBackup(): Promise<void> {
    await cluster.halt();
    await rm(backup, { recursive: true, force: true });
    await copy("cp", ["-a", cluster.data, backup]);
    await cluster.start();
  }

  async function restore(): Promise<void> {
    await cluster.halt();
    await rm(cluster.data, { recursive: true });
    await copy("cp", ["-a", backup, cluster.data]);
    await cluster.start();
  }

  test.each([["while the server runs"], ["while no server runs"]])(
    "put back to a state of before, %s: everybody begins again",
    async (when) => {
      let server = await startServer();
      await change();
      await mirror(server);
      await takeBackup();
      await ready(server.origin);
      const client = await mirror(server);
      const { resets } = client.counts;
      const before = client.token.split(".")[0];
      for (let i = 0; i < 20; i++) await change(1 + (i % 5));
      await pool.query(
        "insert into incident (category, occurred_from, geom) values ('theft', now(), st_setsrid(st_makepoint(107.05, 34.35), 4326))",
      );
      await settle(client, database);
      const isRunning = when === "while the server runs";
      // What was seen last is remembered every five seconds, and when a server ends.
      if (!isRunning) await kill(server, "SIGTERM");
      await restore();
      if (!isRunning) server = await startServer({}, server.port);
      // The numbers are given again, for something else.
      for (let i = 0; i < 30; i++) await change(2);
      await vi.waitFor(() => expect(client.counts.resets).toBeGreaterThan(resets), 20_000);
      await expectSame(client, server);
      expect(client.token.split(".")[0]).not.toBe(before);
    },
  );

  test("promoted to another timeline: honest while it is a standby, then everybody begins again", async () => {
    const server = await startServer();
    const client = await mirror(server);
    const { resets, degraded } = client.counts;
    await cluster.halt();
    await writeFile(join(cluster.data, "standby.signal"), "");
    await cluster.start();
    await vi.waitFor(() => expect(client.counts.degraded).toBeGreaterThan(degraded), 20_000);
    const refused = await ask(`${server.origin}/api/incidents`, {
      method: "POST",
      body: { category: "noise", position: [107.03, 34.35] },
    });
    expect(refused.status).toBe(503);
    await pool.query("select pg_promote()").catch(() => pool.query("select pg_promote()"));
    await vi.waitFor(() => expect(client.counts.resets).toBe(resets + 1), 20_000);
    await change();
    await expectSame(client, server);
  });
});
