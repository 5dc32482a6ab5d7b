import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { writeSmallCity } from "../testing/small-city.ts";
import { Feed } from "./feed.ts";
import { readPosition } from "./queries.ts";

const database = await testDatabase();
const { pool, kind } = database;
await writeSmallCity(pool);
const folder = await mkdtemp(join(tmpdir(), "one-map-mark-"));
const markPath = join(folder, "deep", "feed-mark.json");
const feeds = new Set<Feed>();
afterAll(async () => {
  for (const feed of feeds) await feed.stop();
  await rm(folder, { recursive: true });
  await database.close();
});

const quiet = { info: () => {}, warn: () => {}, error: () => {} };

async function startFeed(options: { markPath?: string } = {}): Promise<Feed> {
  const feed = new Feed({ database, hub: { mostStreams: 10 }, log: quiet, ...options });
  feeds.add(feed);
  await feed.start();
  await feed.settled();
  return feed;
}

async function stopFeed(feed: Feed): Promise<void> {
  feeds.delete(feed);
  await feed.stop();
}

/** Puts the feed back to what it was some events ago, as restoring an old state does. */
async function rewind(events: number): Promise<void> {
  await pool.query("delete from feed.event where seq > (select last_seq from feed.meta) - $1", [events]);
  await pool.query("update feed.meta set last_seq = last_seq - $1, hinted_seq = 0", [events]);
}

const change = () => pool.query("update unit set status = 'assigned' where id = 1");

describe("a database that was put back gets another epoch", () => {
  test.skipIf(kind === "embedded").each([
    ["when it has less than was seen", 0],
    ["when it has given the numbers again", 5],
  ])("%s", async (_name, more) => {
    for (let i = 0; i < 5; i++) await change();
    const feed = await startFeed();
    const { epoch } = feed.events;
    const { breaks } = feed.events;
    // Nobody reads or numbers while it is put back, and whoever waits to is cut off before it is over, as by a restart:
    // a connection that outlived it would read what follows as if nothing had happened.
    const client = await pool.connect();
    await client.query("begin");
    await client.query("lock table feed.meta in access exclusive mode");
    await client.query("delete from feed.event where seq > (select last_seq from feed.meta) - 3");
    await client.query("update feed.meta set last_seq = last_seq - 3");
    for (let i = 0; i < more; i++) await client.query("update unit set status = 'on_scene' where id = 2");
    if (more > 0) {
      await client.query("select feed.tick(100, true, false)");
    }
    const { rows } = await pool.query<{ ended: boolean }>(
      "select pg_terminate_backend(pid, 5000) as ended from pg_stat_activity where application_name = 'one-map feed' and datname = current_database()",
    );
    expect(rows.every(({ ended }) => ended)).toBe(true);
    expect(rows.length).toBeGreaterThan(0);
    await client.query("commit");
    client.release();
    await vi.waitFor(() => expect(feed.events.breaks).toBeGreaterThan(breaks), 10_000);
    expect(feed.events.epoch).not.toBe(epoch);
    expect(feed.events.reason).toBe("epoch");
    await stopFeed(feed);
  });

  test("when the server that saw it has ended meanwhile", async () => {
    const first = await startFeed({ markPath });
    for (let i = 0; i < 3; i++) await change();
    await first.settled();
    const { epoch } = first.events;
    await stopFeed(first);
    expect(JSON.parse(await readFile(markPath, "utf8"))).toMatchObject({ epoch, event: { kind: "unit", id: 1 } });
    const same = await startFeed({ markPath });
    expect(same.events.epoch).toBe(epoch);
    await stopFeed(same);
    await rewind(2);
    const other = await startFeed({ markPath });
    expect(other.events.epoch).not.toBe(epoch);
    await stopFeed(other);
  });

  test("but not for a mark of another database, or one that cannot be read", async () => {
    const { epoch } = await readPosition(pool);
    await writeFile(
      markPath,
      JSON.stringify({ epoch: "0".repeat(16), event: { seq: 1_000_000, kind: "unit", op: "r" } }),
    );
    await stopFeed(await startFeed({ markPath }));
    await writeFile(markPath, "{");
    await stopFeed(await startFeed({ markPath }));
    expect((await readPosition(pool)).epoch).toBe(epoch);
  });
});

describe("what is not as it should be lets everybody begin again, and goes on", () => {
  test("a number that is missing", async () => {
    const feed = await startFeed();
    const { breaks } = feed.events;
    await change();
    await change();
    await feed.settled();
    const holder = await pool.connect();
    await holder.query("begin");
    await holder.query("update feed.meta set last_seq = last_seq + 3");
    await holder.query("commit");
    holder.release();
    await change();
    await vi.waitFor(() => expect(feed.events.breaks).toBe(breaks + 1), 10_000);
    expect(feed.events.reason).toBe("gap");
    await change();
    expect(await feed.settled()).toBe(true);
    expect(feed.events.after(feed.events.seq - 1, 1)).toMatchObject([{ kind: "unit", id: 1 }]);
    await stopFeed(feed);
  });

  test("events that are no longer kept", async () => {
    const feed = await startFeed();
    const { breaks, seq } = feed.events;
    await pool.query("update feed.meta set last_seq = last_seq + 100, floor_seq = last_seq + 50");
    await vi.waitFor(() => expect(feed.events.breaks).toBe(breaks + 1), 10_000);
    expect([feed.events.reason, feed.events.seq]).toEqual(["retention", seq + 100]);
    await stopFeed(feed);
    await pool.query("update feed.meta set floor_seq = last_seq");
  });
});

test.runIf(kind === "embedded")(
  "a database that is busy with somebody's statement for seconds is not away",
  async () => {
    const said: unknown[] = [];
    const say = (...what: unknown[]) => said.push(what);
    const feed = new Feed({ database, hub: { mostStreams: 10 }, log: { info: () => {}, warn: say, error: say } });
    feeds.add(feed);
    await feed.start();
    await feed.settled();
    // Longer than a link to PostgreSQL may be silent.
    await pool.query("select pg_sleep(5.5)");
    await change();
    expect(await feed.settled()).toBe(true);
    expect(said).toEqual([]);
    await stopFeed(feed);
  },
);

test.skipIf(kind === "embedded")(
  "a process that was busy with something else for seconds takes nobody for away",
  async () => {
    const told: unknown[] = [];
    const log = { ...quiet, warn: (what: object) => "isAway" in what && told.push(what) };
    const feed = new Feed({ database, hub: { mostStreams: 10 }, log });
    feeds.add(feed);
    await feed.start();
    await feed.settled();
    const holder = await pool.connect();
    await holder.query("begin; lock table feed.event in access exclusive mode");
    // A read is under way, and waits. Asked outside of the transaction: within one it is answered as the first time.
    await vi.waitFor(async () => {
      const { rows } = await pool.query(
        "select from pg_stat_activity where application_name = 'one-map feed' and wait_event_type = 'Lock' and datname = current_database()",
      );
      expect(rows.length).toBeGreaterThan(0);
    }, 10_000);
    // Longer than a link may be silent.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_500);
    await holder.query("rollback");
    holder.release();
    await change();
    expect(await feed.settled()).toBe(true);
    expect(told).toEqual([]);
    await stopFeed(feed);
  },
);

test("the database away is told, and that it is back", async () => {
  if (kind === "embedded") return;
  const feed = await startFeed();
  await pool.query("alter table feed.meta rename to gone");
  await vi.waitFor(() => expect(feed.status.isAway).toBe(true), 10_000);
  await pool.query("alter table feed.gone rename to meta");
  await vi.waitFor(() => expect(feed.status.isAway).toBe(false), 10_000);
  await change();
  expect(await feed.settled()).toBe(true);
  await stopFeed(feed);
});
