import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test, vi } from "vitest";
import { castOf } from "../../testing/fault-cast.ts";
import { openStage, ready, settle } from "../../testing/fault-stage.ts";
import { ask } from "../../testing/traffic.ts";

/** The database is put back, or promoted. Each ends by comparing what is held with a fresh load. */

const stage = await openStage();
const { cluster, database } = stage;
const { pool } = database;
afterAll(() => stage.close());
const { startServer, kill, mirror, expectSame, change } = castOf(stage);

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
