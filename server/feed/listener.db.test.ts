import type pg from "pg";
import { afterAll, describe, expect, test, vi } from "vitest";
import { newPool } from "../db/pool.ts";
import { testDatabase } from "../testing/database.ts";
import { Listener } from "./listener.ts";

const database = await testDatabase();
const { pool, kind, url } = database;
const feedPool = newPool({ url, kind, purpose: "feed", onError: () => {} });
const clients: pg.PoolClient[] = [];
feedPool.on("connect", (client) => clients.push(client));
const listeners = new Set<Listener>();
afterAll(async () => {
  for (const listener of listeners) await listener.stop();
  await feedPool.end();
  await database.close();
});

interface Heard {
  readonly listener: Listener;
  readonly lost: string[];
  hints: number;
}

function startListener(deafMillis = 60_000): Heard {
  const heard = {
    hints: 0,
    lost: [] as string[],
    listener: new Listener({
      pool: feedPool,
      onHint: () => heard.hints++,
      onLost: (reason) => heard.lost.push(reason),
      canaryMillis: 100,
      deafMillis,
    }),
  };
  listeners.add(heard.listener);
  heard.listener.start();
  return heard;
}

const hint = () => pool.query("select pg_notify('feed', '1')");

/** Resolves when a hint that is given now is heard. */
async function hears(heard: Heard): Promise<void> {
  await vi.waitFor(async () => {
    const before = heard.hints;
    await hint();
    await vi.waitFor(() => expect(heard.hints).toBeGreaterThan(before), 300);
  }, 20_000);
}

// Nobody hears anything on the embedded database.
describe.skipIf(kind === "embedded")("the listener", () => {
  test("hears hints, and takes another connection when its own is killed", async () => {
    const heard = startListener();
    await hears(heard);
    expect(heard.lost).toEqual([]);
    await pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'one-map feed' and query like 'listen%' and datname = current_database()",
    );
    await vi.waitFor(() => expect(heard.lost).toHaveLength(1), 20_000);
    await hears(heard);
  });

  test("finds out that it is deaf, although its connection lives, and takes another", async () => {
    const heard = startListener(600);
    await hears(heard);
    // Every connection of the feed forgets what it listens to; queries go on as before.
    for (const client of clients) await client.query("unlisten *").catch(() => {});
    await vi.waitFor(() => expect(heard.lost).toContain("it heard nothing, not even itself"), 20_000);
    await hears(heard);
  });

  test("gives a hint after each new connection, for what it may have missed", async () => {
    const heard = startListener();
    await vi.waitFor(() => expect(heard.hints).toBe(1), 20_000);
  });
});
