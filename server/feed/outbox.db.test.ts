import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { forbiddenMeaning } from "../db/forbidden-columns.ts";
import { testDatabase } from "../testing/database.ts";
import { writeSmallCity } from "../testing/small-city.ts";
import type { FeedEvent } from "./event.ts";
import { readEvents, readPosition, tick } from "./queries.ts";

const database = await testDatabase();
const { pool } = database;
await writeSmallCity(pool);
afterAll(() => database.close());

const all = { batch: 7_000, sweep: true, hint: false };
let from = 0;
beforeEach(async () => {
  from = await numberAll();
});

async function numberAll(): Promise<number> {
  for (;;) {
    const { lastSeq, moved } = await tick(pool, all);
    if (moved < all.batch) return lastSeq;
  }
}

/** What has been told since the test began. */
async function told(): Promise<readonly FeedEvent[]> {
  await numberAll();
  return (await readEvents(pool, from, 1_000_000)).events;
}

const point = (lng: number, lat: number) => `st_setsrid(st_makepoint(${lng}, ${lat}), 4326)`;

describe("a change is told with its row, its communities and its boxes", () => {
  test("inserted, moved to another community, deleted", async () => {
    const { rows } = await pool.query<{ id: number }>(
      `insert into incident (community_id, category, occurred_from, geom) values (1, 'noise', now(), ${point(107.05, 34.35)}) returning id`,
    );
    const id = rows[0]?.id as number;
    await pool.query(`update incident set community_id = 2, geom = ${point(107.15, 34.35)} where id = ${id}`);
    await pool.query(`delete from incident where id = ${id}`);
    const west = [107.05, 34.35, 107.05, 34.35];
    const east = [107.15, 34.35, 107.15, 34.35];
    const of = { kind: "incident", id };
    expect(await told()).toEqual([
      { ...of, seq: from + 1, op: "i", version: 1, scope: 1, oldScope: null, box: west, oldBox: null },
      { ...of, seq: from + 2, op: "u", version: 2, scope: 2, oldScope: 1, box: east, oldBox: west },
      { ...of, seq: from + 3, op: "d", version: 2, scope: 2, oldScope: 2, box: null, oldBox: east },
    ]);
  });

  test.each([
    ["area", "area", "update area set code = 'A9' where id = 1", null, true],
    ["community", "community", "update community set households = 1 where id = 2", 2, true],
    ["road", "road", "update road set oneway = true where id = 1", null, true],
    ["police_room", "police-room", "update police_room set services = '{}' where id = 1", 1, true],
    ["residence", "residence", "update residence set storeys = 3 where id = 1", 2, true],
    ["venue", "venue", "update venue set risk_grade = 1 where id = 1", 2, true],
    ["unit", "unit", "update unit set status = 'assigned' where id = 1", 2, true],
    ["unit without a position", "unit", "update unit set status = 'assigned' where id = 6", 1, false],
    [
      "visit",
      "visit",
      "insert into visit (client_key, community_id, venue_id, visited_at, outcome) values (gen_random_uuid(), 1, 2, now(), 'done')",
      1,
      false,
    ],
  ])("%s", async (_name, kind, statement, scope, hasBox) => {
    await pool.query(statement);
    const events = await told();
    expect(events).toMatchObject([{ kind, scope }]);
    expect(events[0]?.op !== "r" && events[0]?.box !== null).toBe(hasBox);
  });

  test("a statement that changes nothing, or is rolled back, tells nothing and leaves no gap", async () => {
    await pool.query("update incident set priority = 1 where false");
    const client = await pool.connect();
    await client.query("begin");
    await client.query("update incident set priority = 1 where id < 10");
    await client.query("rollback");
    client.release();
    await pool.query("update unit set status = 'available' where id = 1");
    expect(await told()).toMatchObject([{ seq: from + 1, kind: "unit", id: 1 }]);
  });

  test("a row that gets another id is told as one gone and one come", async () => {
    await pool.query("update visit set id = id + 100000");
    const events = await told();
    expect(events.map(({ op }) => op).sort()).toEqual(["d", "i"]);
  });
});

describe("many rows at once are told as one", () => {
  const insert = (rows: number) =>
    `insert into incident (category, occurred_from, geom) select 'noise', now(), ${point(107.05, 34.35)} from generate_series(1, ${rows})`;
  const clear = "delete from incident where id > 60";

  test("by a transaction that says so, whatever it writes", async () => {
    const client = await pool.connect();
    await client.query("begin");
    await client.query("set local feed.bulk = 'on'");
    await client.query(insert(3));
    await client.query("update incident set priority = 5 where id = 1");
    await client.query("update unit set status = 'available' where id = 2");
    await client.query("commit");
    await client.query("update incident set priority = 4 where id = 1");
    client.release();
    expect(await told()).toMatchObject([
      { kind: "incident", op: "r" },
      { kind: "unit", op: "r" },
      { kind: "incident", op: "u", id: 1 },
    ]);
  });

  test("by one statement of more than 10,000 rows, not by one of 10,000", async () => {
    await pool.query(insert(10_000));
    expect(await told()).toHaveLength(10_000);
    from = (await readPosition(pool)).lastSeq;
    await pool.query(insert(10_001));
    await pool.query(clear);
    expect(await told()).toMatchObject([
      { kind: "incident", op: "r" },
      { kind: "incident", op: "r" },
    ]);
  });

  test("by a transaction that reaches as many in pieces", async () => {
    const client = await pool.connect();
    await client.query("begin");
    for (let i = 0; i < 8; i++) await client.query(insert(3_000));
    await client.query("commit");
    client.release();
    const events = await told();
    expect(events.filter(({ op }) => op === "r")).toHaveLength(1);
    expect(events.length).toBeLessThanOrEqual(12_001);
    await pool.query(clear);
  });

  test("by emptying a table; and a savepoint that is rolled back takes the telling with it", async () => {
    const client = await pool.connect();
    await client.query("begin");
    await client.query("set local feed.bulk = 'on'");
    await client.query("savepoint a");
    await client.query("update venue set risk_grade = 1");
    await client.query("rollback to a");
    await client.query("update venue set risk_grade = 2");
    await client.query("truncate visit");
    await client.query("commit");
    client.release();
    expect(await told()).toMatchObject([
      { kind: "venue", op: "r" },
      { kind: "visit", op: "r" },
    ]);
  });
});

test("a row that no event can be made of is put aside with its fault, and the others keep their order", async () => {
  const { rows } = await pool.query<{ dead: number }>("select count(*) as dead from feed.outbox_dead");
  await pool.query("update unit set status = 'assigned' where id = 1");
  await pool.query("insert into feed.outbox (kind, op, entity_id, version) values ('person', 'i', 1, 1)");
  await pool.query("insert into feed.outbox (kind, op, entity_id, version) values ('unit', 'u', 9007199254740993, 1)");
  await pool.query("update unit set status = 'available' where id = 1");
  expect(await tick(pool, all)).toEqual({ lastSeq: from + 2, moved: 2, parked: 2 });
  expect(await told()).toMatchObject([
    { seq: from + 1, id: 1 },
    { seq: from + 2, id: 1 },
  ]);
  const dead = await pool.query<{ kind: string; fault: string }>(
    `select row ->> 'kind' as kind, fault from feed.outbox_dead order by id offset ${rows[0]?.dead}`,
  );
  expect(dead.rows.map(({ kind }) => kind)).toEqual(["person", "unit"]);
  expect(dead.rows[0]?.fault).toContain("event_kind_known");
});

test("numbers run on across partitions, and what is past its time is dropped up to the floor", async () => {
  const { rows } = await pool.query<{ end: number }>("select end_seq as end from feed.meta");
  await pool.query("update feed.event set at = now() - interval '80 hours'");
  const far = (rows[0]?.end as number) - from + 10;
  await pool.query(
    `insert into feed.outbox (kind, op, entity_id, version, at) select 'unit', 'u', 1, 1, now() - interval '80 hours' from generate_series(1, ${far})`,
  );
  await numberAll();
  await pool.query("update unit set status = 'assigned' where id = 1");
  const events = await told();
  expect(events).toHaveLength(far + 1);
  expect(events.every(({ seq }, i) => seq === from + i + 1)).toBe(true);
  await pool.query("select feed.forget('72 hours')");
  const { floorSeq, lastSeq } = await readPosition(pool);
  expect(lastSeq).toBe(from + far + 1);
  expect(floorSeq).toBe(from + far);
  expect((await readEvents(pool, floorSeq, 10)).events).toMatchObject([{ seq: lastSeq, kind: "unit" }]);
  const kept = await pool.query<{ least: number }>("select min(seq) as least from feed.event");
  expect(kept.rows[0]?.least).toBe(lastSeq);
});

test("the tables of the feed have no column for anything but kinds, ids, places and times", async () => {
  const { rows } = await pool.query<{ name: string; comment: string | null }>(
    `select a.attname as name, col_description(c.oid, a.attnum) as comment from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'feed'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped`,
  );
  expect(rows.filter(({ name }) => forbiddenMeaning(name) !== undefined)).toEqual([]);
  expect(rows.filter(({ name, comment }) => comment === null && name !== "one")).toEqual([]);
  expect([...new Set(rows.map(({ name }) => name))].sort()).toEqual(
    "at box end_seq entity_id epoch fault first_seq floor_seq hinted_at hinted_seq id kind last_seq made_at old_box old_scope one op parked_at row scope seen seq version xid".split(
      " ",
    ),
  );
});
