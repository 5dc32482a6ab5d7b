import { afterAll, describe, expect, test, vi } from "vitest";
import { connect } from "../../db/connect.ts";
import { openStage, settle, startMirror, tilesAsFresh } from "../../testing/fault-stage.ts";
import { ask, startTraffic } from "../../testing/traffic.ts";

/** The database dies, and another one that followed it takes its place. */

const stage = await openStage();
const { cluster, database, link } = stage;
const standby = await cluster.startStandby();
const successor = connect(
  standby.url.replace("/postgres?", "/stage?"),
  "postgres",
  "job",
  () => {},
  async () => {},
);
afterAll(async () => {
  await successor.close();
  await stage.close();
});

describe("R2: a failover", () => {
  test("honest while nobody writes, nothing acknowledged is lost, and everybody begins again", async () => {
    await database.pool.query("alter system set synchronous_standby_names = '*'");
    await database.pool.query("select pg_reload_conf()");
    await vi.waitFor(async () => {
      const { rows } = await database.pool.query("select from pg_stat_replication where sync_state = 'sync'");
      expect(rows).toHaveLength(1);
    }, 20_000);
    const { origin, process } = await stage.startServer();
    const client = await startMirror(origin, database);
    const { resets } = client.counts;
    const epoch = client.token.split(".")[0];
    const traffic = startTraffic(40, (turn) =>
      turn % 4 === 0
        ? ask(`${origin}/api/units?limit=5`)
        : ask(`${origin}/api/incidents`, {
            method: "POST",
            body: { category: "noise", position: [107.01 + (turn % 80) / 1_000, 34.35] },
          }),
    );
    await vi.waitFor(() => expect(traffic.outcomes.length).toBeGreaterThan(80), 30_000);

    await cluster.crash();
    // Somebody notices, and the way to the database leads to the other one before it may write.
    link.redirect(standby.socket);
    const since = performance.now();
    await vi.waitFor(() => {
      const refused = traffic.outcomes.filter(({ sentAt, status }) => sentAt > since && status === 503);
      expect(refused.length).toBeGreaterThan(10);
    }, 20_000);
    await successor.pool.query("select pg_promote()");
    const promoted = performance.now();
    await vi.waitFor(() => {
      expect(traffic.outcomes.some(({ sentAt, status }) => sentAt > promoted && status === 201)).toBe(true);
    }, 20_000);
    const outcomes = await traffic.stop();

    expect(outcomes.filter(({ error }) => error !== undefined)).toEqual([]);
    for (const { status, headers, body } of outcomes.filter(({ status }) => (status as number) >= 400)) {
      expect([503, 504], body).toContain(status);
      expect(headers["content-type"]).toContain("application/problem+json");
    }
    const ids = outcomes.filter(({ status }) => status === 201).map(({ body }) => JSON.parse(body).id as number);
    expect(new Set(ids).size).toBe(ids.length);
    const { rows } = await successor.pool.query<{ count: number }>(
      "select count(*) as count from incident where id = any ($1::int8[])",
      [ids],
    );
    expect(rows[0]?.count).toBe(ids.length);

    await vi.waitFor(() => expect(client.counts.resets).toBe(resets + 1), 20_000);
    await successor.pool.query("update unit set status = 'on_scene' where id = 2");
    await settle(client, successor);
    await tilesAsFresh(origin, successor);
    expect(client.token.split(".")[0]).not.toBe(epoch);
    // What was sent while it read the snapshot came twice.
    expect(client.counts).toMatchObject({ connects: 1, backwards: 0 });
    expect(process.output()).not.toMatch(/uncaught|unhandled/i);
    await client.stop();
  });
});
