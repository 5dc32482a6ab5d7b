import { afterAll, describe, expect, test, vi } from "vitest";
import { startFaultProxy } from "../../testing/fault-proxy.ts";
import { openStage, tilesAsFresh } from "../../testing/fault-stage.ts";
import { findNginx, startNginx } from "../../testing/nginx.ts";
import { ask } from "../../testing/traffic.ts";

/** Tiles that many ask for at once, and caches that could hold something wrong. */

const stage = await openStage();
const { database } = stage;
const { pool } = database;
const server = await stage.startServer();
const { origin } = server;
afterAll(() => stage.close());

/** Fifty tiles around the small city. */
const paths = Array.from(
  { length: 50 },
  (_, i) => `/tiles/incidents/14/${13_059 + (i % 10)}/${6_522 + Math.floor(i / 10)}.mvt`,
);

const made = async () =>
  Number(/^onemap_tile_cache_misses_total (\d+)$/m.exec((await ask(`${origin}/metrics`)).body)?.[1]);

describe("R26: everybody asks for what has just been dropped", () => {
  test("a layer that was read again: each tile is made once, however many ask", async () => {
    for (const path of paths) await ask(origin + path);
    for (let round = 0; round < 3; round++) {
      const tag = (await ask(origin + (paths[22] as string))).headers.etag;
      const client = await pool.connect();
      await client.query("begin");
      await client.query("set local feed.bulk = 'on'");
      await client.query("update incident set priority = 1 + priority % 5");
      await client.query("commit");
      client.release();
      await vi.waitFor(
        async () => expect((await ask(origin + (paths[22] as string))).headers.etag).not.toBe(tag),
        10_000,
      );
      const before = await made();
      const answers = await Promise.all(
        Array.from({ length: 1_000 }, (_, i) => ask(origin + (paths[i % 50] as string))),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 204]));
      expect((await made()) - before).toBeLessThanOrEqual(50);
    }
    await tilesAsFresh(origin, database);
  });
});

describe("R27: a cache in front that could keep half an answer", () => {
  const nginx = findNginx();

  test.skipIf(nginx === undefined)("a tile that broke off on its way is not kept, nor a failure", async () => {
    const way = await startFaultProxy(server.port);
    const proxy = await startNginx(nginx as string, way.port);
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    try {
      const url = `https://127.0.0.1:${proxy.https}/tiles/communities/8/204/101.mvt`;
      const right = await fetch(`${origin}/tiles/communities/8/204/101.mvt`);
      const whole = Buffer.from(await right.arrayBuffer());
      const bytes = async () => {
        const answer = await fetch(url, {
          headers: { "accept-encoding": "identity", "x-turn": String(Math.random()) },
        });
        return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) };
      };
      for (const cut of [10, 400, 900, 1_100]) {
        way.cutAfter(cut);
        const broken = await bytes().catch(() => undefined);
        if (broken?.status === 200) expect(broken.body.equals(whole)).toBe(true);
        way.heal();
        way.reset();
        const healed = await bytes();
        expect(healed.status).toBe(200);
        expect(healed.body.equals(whole)).toBe(true);
      }
      way.refuse();
      expect((await bytes()).status).toBeGreaterThanOrEqual(500);
      way.heal();
      expect((await bytes()).body.equals(whole)).toBe(true);
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      await proxy.stop();
      await way.close();
    }
  });
});
