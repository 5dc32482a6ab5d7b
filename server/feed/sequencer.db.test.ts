import pg from "pg";
import { afterAll, describe, expect, test, vi } from "vitest";
import { newPool } from "../db/pool.ts";
import { testDatabase } from "../testing/database.ts";
import { writeSmallCity } from "../testing/small-city.ts";
import type { RowEvent } from "./event.ts";
import { readEvents, readPosition, renewEpoch, tick, tryToLead } from "./queries.ts";
import { Sequencer } from "./sequencer.ts";

const database = await testDatabase();
const { pool, kind, url } = database;
await writeSmallCity(pool);
const feedPool = newPool({ url, kind, purpose: "feed", onError: () => {} });
const running = new Set<Sequencer>();
afterAll(async () => {
  for (const sequencer of running) await sequencer.stop();
  await feedPool.end();
  await database.close();
});
// The embedded database has one session: nothing there runs beside anything else.
const onServer = describe.skipIf(kind === "embedded");

interface Followed {
  readonly sequencer: Sequencer;
  readonly moved: number[];
  readonly parked: number[];
  readonly faults: Error[];
}

function startSequencer(): Followed {
  const [moved, parked, faults]: [number[], number[], Error[]] = [[], [], []];
  const sequencer = new Sequencer({
    pool: feedPool,
    kind,
    onMoved: (seq) => moved.push(seq),
    onParked: (rows) => parked.push(rows),
    onFault: (error) => faults.push(error),
  });
  running.add(sequencer);
  sequencer.start();
  return { sequencer, moved, parked, faults };
}

async function stop(sequencer: Sequencer): Promise<void> {
  running.delete(sequencer);
  await sequencer.stop();
}

const events = async (after: number) => (await readEvents(pool, after, 1_000_000)).events as RowEvent[];

test("numbers what is committed, and tells its number to whoever waits for it", async () => {
  const { sequencer, moved, parked } = startSequencer();
  await vi.waitFor(() => expect(sequencer.leads).toBe(true), 20_000);
  await pool.query("update unit set status = 'assigned' where id = 1");
  const seq = (await sequencer.numbered(5_000)) as number;
  expect(await events(seq - 1)).toMatchObject([{ seq, kind: "unit", id: 1 }]);
  await pool.query("insert into feed.outbox (kind, op, entity_id, version) values ('nobody', 'i', 1, 1)");
  await vi.waitFor(() => expect(parked).toEqual([1]), 20_000);
  await pool.query("update unit set status = 'available' where id = 1");
  await vi.waitFor(() => expect(moved.at(-1)).toBe(seq + 1), 20_000);
  await stop(sequencer);
  expect(await sequencer.numbered(50)).toBeUndefined();
});

test("nothing is written while there is nothing to number", async () => {
  const { sequencer } = startSequencer();
  await vi.waitFor(() => expect(sequencer.leads).toBe(true), 20_000);
  await sequencer.numbered(5_000);
  const read = async () =>
    (await pool.query<{ xmin: string }>("select xmin::text || ctid::text as xmin from feed.meta")).rows[0]?.xmin;
  // A hint may still be owed; then the row stays as it is.
  await vi.waitFor(async () => {
    const before = await read();
    for (let i = 0; i < 20; i++) await sequencer.numbered(5_000);
    expect(await read()).toBe(before);
  }, 20_000);
  await stop(sequencer);
});

onServer("with writers at the same time", () => {
  test("numbers are dense, versions of a row follow each other, and a long transaction holds nothing up", async () => {
    const { rows } = await pool.query<{ id: number }>("select id from incident order by id limit 5");
    const ids = rows.map(({ id }) => id);
    const from = (await readPosition(pool)).lastSeq;
    const competing = [startSequencer(), startSequencer(), startSequencer()];
    const long = await pool.connect();
    await long.query("begin");
    await long.query("update venue set risk_grade = 1 where id = 3");
    const latencies: number[] = [];
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let i = 0; i < 60; i++) {
        const client = await pool.connect();
        await client.query("begin");
        await client.query("update incident set priority = 1 + priority % 5 where id = $1", [
          ids[(i * 3 + writer) % ids.length],
        ]);
        await client.query(i % 5 === 4 ? "rollback" : "commit");
        client.release();
        const since = performance.now();
        const seq = await competing[writer % 3]?.sequencer.numbered(10_000);
        expect(seq).toBeTypeOf("number");
        latencies.push(performance.now() - since);
      }
    });
    await Promise.all(writers);
    expect(latencies.sort((a, b) => a - b)[Math.floor(latencies.length / 2)]).toBeLessThan(1_000);
    await long.query("commit");
    long.release();
    await competing[0]?.sequencer.numbered(5_000);
    const told = await events(from);
    expect(told.every(({ seq }, i) => seq === from + i + 1)).toBe(true);
    for (const id of ids) {
      const versions = told
        .filter((event) => event.kind === "incident" && event.id === id)
        .map(({ version }) => version);
      expect(versions).toEqual(versions.map((_, i) => (versions[0] as number) + i));
    }
    expect(told.filter((event) => event.kind === "incident")).toHaveLength(8 * 48);
    expect(told.at(-1)).toMatchObject({ kind: "venue", id: 3 });
    expect((await pool.query("select from feed.outbox")).rowCount).toBe(0);
    for (const { sequencer } of competing) await stop(sequencer);
  });

  test("rows of a transaction that began before and ends after many ticks are found without looking at all", async () => {
    const from = (await tick(pool, { batch: 1_000, sweep: true, hint: false })).lastSeq;
    const long = await pool.connect();
    await long.query("begin");
    await long.query("update venue set risk_grade = 2 where id = 4");
    for (let i = 0; i < 5; i++) {
      await pool.query("update unit set status = 'assigned' where id = 2");
      await tick(pool, { batch: 1_000, sweep: false, hint: false });
    }
    await long.query("commit");
    long.release();
    const { lastSeq } = await tick(pool, { batch: 1_000, sweep: false, hint: false });
    expect(lastSeq).toBe(from + 6);
    expect((await events(from)).at(-1)).toMatchObject({ kind: "venue", id: 4 });
  });
});

onServer("of several", () => {
  const backendOf = async (application: string) => {
    const { rows } = await pool.query<{ pid: number }>(
      `select l.pid from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'advisory' and a.application_name = $1
       and l.database = (select oid from pg_database where datname = current_database())`,
      [application],
    );
    return rows.map(({ pid }) => pid);
  };

  test("one leads, and when its backend dies another one does within two seconds", async () => {
    const [a, b] = [startSequencer(), startSequencer()];
    await vi.waitFor(() => expect(a.sequencer.leads || b.sequencer.leads).toBe(true), 20_000);
    const [leader, other] = a.sequencer.leads ? [a, b] : [b, a];
    expect(other.sequencer.leads).toBe(false);
    const pids = await backendOf("one-map feed");
    expect(pids).toHaveLength(1);
    await pool.query("select pg_terminate_backend($1)", pids);
    await vi.waitFor(() => expect(leader.faults).not.toEqual([]), 2_000);
    await vi.waitFor(() => expect(a.sequencer.leads || b.sequencer.leads).toBe(true), 2_000);
    for (const { sequencer } of [a, b]) await stop(sequencer);
  });

  test("the one that stands by numbers what the leader leaves lying", async () => {
    // A leader that holds the lock and does nothing, as a process that was stopped.
    const silent = new pg.Client({ connectionString: url });
    await silent.connect();
    // Whoever led before has hung up, and PostgreSQL may yet have to notice it.
    await expect.poll(() => tryToLead(silent)).toBe(true);
    const { sequencer, moved } = startSequencer();
    await pool.query("update unit set status = 'available' where id = 2");
    await vi.waitFor(() => expect(moved).toHaveLength(1), 3_000);
    expect(sequencer.leads).toBe(false);
    await silent.end();
    await vi.waitFor(() => expect(sequencer.leads).toBe(true), 2_000);
    await stop(sequencer);
  });
});

test("the epoch is another one in another database, and after it was renewed", async () => {
  const { epoch } = await readPosition(pool);
  expect(epoch).toMatch(/^[0-9a-f]{16}$/);
  await renewEpoch(pool, "somebody else's");
  expect((await readPosition(pool)).epoch).toBe(epoch);
  await renewEpoch(pool, epoch);
  expect((await readPosition(pool)).epoch).not.toBe(epoch);
  if (kind === "embedded") return;
  const other = await testDatabase();
  const again = await testDatabase();
  expect((await readPosition(other.pool)).epoch).not.toBe((await readPosition(again.pool)).epoch);
  await other.close();
  await again.close();
});
