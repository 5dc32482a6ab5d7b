import http from "node:http";
import { afterAll, describe, expect, test, vi } from "vitest";
import { castOf } from "../../testing/fault-cast.ts";
import { openStage } from "../../testing/fault-stage.ts";
import { ask, type Outcome, startTraffic } from "../../testing/traffic.ts";

/** A server that is ended, and one whose clock is wrong. Each ends by comparing what is held with a fresh load. */

const stage = await openStage();
const { database } = stage;
const { pool } = database;
afterAll(() => stage.close());
const { startServer, kill, mirror, expectSame, change, expectOrder } = castOf(stage);

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
      const outcomes = await traffic.stop();
      agent.destroy();
      const failed = outcomes.filter(
        ({ status, error, isRefused }) => (error !== undefined && !isRefused) || (status ?? 0) >= 400,
      );
      expect(failed.map(({ status, error, body }) => [status, error, body])).toEqual([]);
      expect(outcomes.filter(({ sentAt, status }) => sentAt > told && status !== undefined).length).toBeGreaterThan(20);
      expect(client.counts.byes).toBe(1);
      await client.stop();
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
