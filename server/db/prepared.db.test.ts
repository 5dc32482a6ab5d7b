import { sql } from "kysely";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findIncident } from "../incidents/queries.ts";
import { testDatabase } from "../testing/database.ts";
import { type FlightCounter, startFlightCounter } from "../testing/flight-counter.ts";
import { openScopedLogin } from "../testing/scoped-login.ts";
import { writeSmallCity } from "../testing/small-city.ts";
import { newPool } from "./pool.ts";
import { keepPrepared } from "./prepared.ts";
import { ScopedDatabase } from "./scoped-database.ts";

const database = await testDatabase();
afterAll(() => database.close());

const text = "select word, $1::int as given from kept_word";
keepPrepared(text);

// The embedded database knows one statement at a time, and it has no name.
describe.skipIf(database.kind === "embedded")("what is sent over and over", () => {
  const pool = newPool({ ...database, purpose: "serve", most: 1, onError: () => {} });
  let client: pg.PoolClient;
  beforeAll(async () => {
    client = await pool.connect();
  });
  afterAll(async () => {
    client.release();
    await pool.end();
  });
  const known = async () => {
    const { rows } = await client.query("select name from pg_prepared_statements where statement = $1", [text]);
    return rows.length;
  };
  beforeEach(async () => {
    await client.query("drop table if exists kept_word");
    await client.query("create table kept_word (word text); insert into kept_word values ('7')");
    // Nothing is left of the test before; the first to ask finds that out.
    await client.query("deallocate all");
    await client.query(text, [0]).catch(() => {});
    await client.query(text, [0]);
  });

  test("is understood once by each connection, and answered for whatever values come", async () => {
    expect((await client.query(text, [1])).rows).toEqual([{ word: "7", given: 1 }]);
    expect((await client.query(text, [2])).rows).toEqual([{ word: "7", given: 2 }]);
    expect(await known()).toBe(1);
  });

  test("is understood anew after a table has changed: one statement fails, and no other after it", async () => {
    for (let i = 0; i < 7; i++) await client.query(text, [i]);
    await client.query("alter table kept_word alter column word type integer using word::integer");
    await expect(client.query(text, [1])).rejects.toMatchObject({ code: "0A000" });
    expect((await client.query(text, [2])).rows).toEqual([{ word: 7, given: 2 }]);
  });

  test("and after somebody between has thrown it away", async () => {
    await client.query("deallocate all");
    await expect(client.query(text, [1])).rejects.toMatchObject({ code: "26000" });
    expect((await client.query(text, [2])).rows).toEqual([{ word: "7", given: 2 }]);
  });
});

describe.skipIf(database.kind === "embedded")("behind the second fence", () => {
  const one = { id: 0, community: 0 };
  let way: FlightCounter;
  let login: ScopedDatabase;
  let scoped: ScopedDatabase;
  beforeAll(async () => {
    await writeSmallCity(database.pool);
    const { rows } = await database.pool.query(
      "select id, community_id as community from incident where community_id is not null limit 1",
    );
    Object.assign(one, rows[0]);
    login = (await openScopedLogin(database)) as ScopedDatabase;
    way = await startFlightCounter((login.pool.options as { connectionString: string }).connectionString);
    scoped = await ScopedDatabase.open({ url: way.url, cityUrl: database.url, onError: () => {} });
  });
  afterAll(async () => {
    for (const opened of [scoped, login, way]) await opened.close();
  });
  const dbOf = () => scoped.for({ subjects: ["incidents"], communities: [one.community] });
  const find = () => findIncident(dbOf(), one.id, { scope: [one.community] });

  test("a row is waited for once: its transaction, its token and itself are sent together", async () => {
    // Connections are opened for the first.
    expect(await find()).toMatchObject({ id: one.id, communityId: one.community });
    const before = way.count;
    for (let i = 0; i < 3; i++) expect(await find()).toMatchObject({ id: one.id, communityId: one.community });
    expect(way.count - before).toBe(3);
  });

  test("a statement that fails says why itself, and leaves no transaction and no token to the next", async () => {
    await expect(sql`select 1 / 0`.execute(dbOf())).rejects.toMatchObject({ code: "22012" });
    const { rows: left } = await scoped.pool.query(
      "select nullif(current_setting('one_map.capability', true), '') as token, now() = statement_timestamp() as is_alone",
    );
    expect(left).toEqual([{ token: null, is_alone: true }]);
    expect(await find()).toMatchObject({ id: one.id });
    expect(scoped.pool.totalCount).toBe(1);
  });
});
