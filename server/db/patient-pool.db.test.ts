import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { PatientPool } from "./patient-pool.ts";
import { newPool } from "./pool.ts";

const database = await testDatabase();
const { kind, pool: owner } = database;
const url = owner.options.connectionString as string;
afterAll(() => database.close());

// A connection of the embedded database that is in use would keep the others of this run waiting.
describe.skipIf(kind === "embedded")("a pool of two that waits for a tenth of a second", () => {
  const pool = new PatientPool({ connectionString: url, max: 2, connectionTimeoutMillis: 20_000 }, 100);
  afterAll(() => pool.end());

  test("refuses who stands in line, in both ways of asking, and serves again when a connection is free", async () => {
    const held = [await pool.connect(), await pool.connect()];
    const asked = await Promise.allSettled([pool.connect(), pool.query("select 1")]);
    expect(asked.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    for (const { reason } of asked as PromiseRejectedResult[])
      expect((reason as Error).message).toBe("timeout exceeded when trying to connect");
    for (const client of held) client.release();
    // Those who left the line give back what then came free for them.
    await expect.poll(() => pool.waitingCount).toBe(0);
    expect((await pool.query<{ n: number }>("select 2 as n")).rows).toEqual([{ n: 2 }]);
    await expect.poll(() => pool.idleCount).toBe(2);
  });

  test("lets nobody leave while connections are being opened, however long that takes", async () => {
    const cold = new PatientPool({ connectionString: url, max: 2, connectionTimeoutMillis: 20_000 }, 0);
    const asked = await Promise.all([1, 2].map(() => cold.query("select 3 as n")));
    expect(asked.map(({ rows }) => rows)).toEqual([[{ n: 3 }], [{ n: 3 }]]);
    await cold.end();
  });

  test.each(["serve", "scoped"] as const)("is what requests have: %s", async (purpose) => {
    const requests = newPool({ url, purpose, kind, most: 1, onError: () => {} });
    const held = await requests.connect();
    const asked = performance.now();
    await expect(requests.query("select 4 as n")).rejects.toThrow("timeout exceeded when trying to connect");
    // Opening a connection may take three seconds.
    expect(performance.now() - asked).toBeLessThan(2_000);
    held.release();
    await requests.end();
  });

  test("passes on what a statement is refused for", async () => {
    await expect(pool.query("select nothing_of_this_name")).rejects.toMatchObject({ code: "42703" });
    expect(pool.totalCount - pool.idleCount).toBe(0);
  });
});
