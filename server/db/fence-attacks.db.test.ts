import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { openScopedLogin } from "../testing/scoped-login.ts";
import { writeSmallCity } from "../testing/small-city.ts";
import { fencedTables } from "./fence-queries.ts";
import type { ScopedDatabase } from "./scoped-database.ts";

/**
 * What somebody could do who can have the login for scoped principals run any SQL at all, in the transaction of a request by
 * an officer of community 1. Of community 2 they learn nothing.
 */

const database = await testDatabase();
const login = await openScopedLogin(database);
afterAll(async () => {
  await login?.close();
  await database.close();
});
const scoped = login as ScopedDatabase;
const everything = ["incidents", "residences", "addresses", "venues", "units", "visits", "duty"];
const communitiesShown =
  "select array(select distinct community_id from incident union select distinct community_id from venue " +
  "union select distinct community_id from residence union select distinct community_id from unit order by 1) as shown";

interface Outcome {
  readonly shown?: (number | null)[];
  readonly error?: string;
}

/** Runs statements one after the other in the transaction of a request, and what the last one showed or why it failed. */
async function inRequest(token: string, statements: readonly string[]): Promise<Outcome> {
  const client = await scoped.pool.connect();
  try {
    await client.query("begin read only");
    await client.query("select set_config('one_map.capability', $1, true)", [token]);
    for (const statement of statements) await client.query(statement);
    return { shown: (await client.query(communitiesShown)).rows[0]?.shown };
  } catch (error) {
    return { error: (error as Error).message };
  } finally {
    await client.query("rollback");
    client.release(true);
  }
}

const tokenOf = async (communities: readonly number[], subjects = everything) =>
  (await scoped.capabilities.tokenFor({ subjects, communities })) as string;

let own = "";
let foreign = "";

describe.skipIf(database.kind === "embedded")("behind the second fence, which the embedded database has not", () => {
  beforeAll(async () => {
    await writeSmallCity(database.pool);
    await database.pool.query(`
    insert into incident_category (code, name_zh_hans) values ('canary', '金丝雀');
    insert into incident (community_id, category, occurred_from, geom)
      select c, case c when 2 then 'canary' else 'theft' end, now(), st_setsrid(st_makepoint(107.05, 34.35), 4326) from unnest(array[1, 2, null]) c;
    insert into visit (client_key, community_id, venue_id, visited_at, outcome)
      select gen_random_uuid(), community_id, id, now(), 'done' from venue;
    create schema bait;
    grant usage on schema bait to public;
    create function bait.tell(what text) returns boolean language plpgsql cost 0.0000001 as
      $$ begin raise notice 'told %', what; return true; end $$;
    analyze`);
    own = await tokenOf([1]);
    foreign = await tokenOf([2]);
  });

  test("a token shows the rows of its communities and subjects, and none that lie in no community", async () => {
    expect(await inRequest(own, [])).toEqual({ shown: [1] });
    expect(await inRequest(await tokenOf([1, 2]), [])).toEqual({ shown: [1, 2] });
    expect(await inRequest(await tokenOf([2], ["duty"]), [])).toEqual({ shown: [] });
    for (const table of fencedTables.filter((name) => name !== "incident_acknowledgement")) {
      const counts = await database.pool.query(`select count(*)::int as n from ${table} where community_id = 1`);
      const seen = await scoped
        .for({ subjects: everything, communities: [1] })
        .selectFrom(table as "venue")
        .select((eb) => eb.fn.countAll<number>().as("n"))
        .execute();
      expect([table, seen]).toEqual([table, counts.rows]);
    }
  });

  test.each([
    ["none", () => ""],
    ["a guessed one", () => "0".repeat(64)],
    ["the hash in its place", () => createHash("sha256").update(foreign).digest("hex")],
    ["one with a space", () => `${foreign} `],
    ["one in capitals", () => foreign.toUpperCase()],
    ["SQL", () => "' or true --"],
  ])("a token that nobody made shows nothing: %s", async (_what, token) => {
    expect(await inRequest(token(), [])).toEqual({ shown: [] });
  });

  test("an expired one shows nothing, and is forgotten when the next is made", async () => {
    const token = await tokenOf([1, 2], ["incidents"]);
    await database.pool.query("update access.capability set expires_at = clock_timestamp() - interval '1 second'");
    expect(await inRequest(token, [])).toEqual({ shown: [] });
    await tokenOf([1], ["duty"]);
    const left = await database.pool.query("select subjects from access.capability");
    expect(left.rows).toEqual([{ subjects: ["duty"] }]);
    await database.pool.query(
      "insert into access.capability select sha256(convert_to(t, 'UTF8')), $3, array[c], now() + interval '1 hour' from (values ($1, 1), ($2, 2)) v (t, c)",
      [own, foreign, everything],
    );
    expect(await inRequest(own, [])).toEqual({ shown: [1] });
  });

  test.each([
    ["another token, guessed", "select set_config('one_map.capability', repeat('f', 64), true)", []],
    ["the same by set", "set one_map.capability = 'all'", []],
    ["names that others use for such settings", "select set_config('app.all', '1', true)", [1]],
    ["communities in the place of a token", "select set_config('one_map.capability', '{1,2}', true)", []],
    ["no token", "reset one_map.capability", []],
    ["functions of one's own before all others", "set search_path = pg_temp, public", [1]],
    ["names that mean nothing", "set local search_path = pg_catalog, public", [1]],
    ["another time zone and language", "set timezone = 'Asia/Shanghai'", [1]],
  ])("%s: shows nothing more", async (_what, statement, shown) => {
    expect(await inRequest(own, [statement])).toEqual({ shown });
  });

  test.each([
    ["set role postgres", /permission denied to set role/],
    ["set session authorization postgres", /permission denied to set session authorization/],
    ["reset role; reset session authorization; set row_security = off", /affected by row-level security/],
    ["alter table incident disable row level security", /must be owner|read-only/],
    ['drop policy "scoped one_map_test_scoped" on incident', /must be owner|read-only/],
    ["create temp table incident (community_id integer)", /read-only/],
    ["create function pg_temp.readable(text) returns integer[] language sql as 'select array[2]'", /read-only/],
    ["set transaction read write", /read-write mode/],
    ["select token_hash from access.capability", /permission denied for schema access/],
    ["select access.readable('incidents')", /permission denied for schema access/],
    ["select * from access.session", /permission denied for schema access/],
    ["select * from audit.entry", /permission denied for schema audit/],
    ["select * from feed.event", /permission denied for schema feed/],
    ["select * from wall_screen", /permission denied for table wall_screen/],
    ["select * from import_run", /permission denied for table import_run/],
    [
      "insert into incident (category, occurred_from, geom) values ('theft', now(), null)",
      /permission denied|read-only/,
    ],
    ["update incident set community_id = 1", /permission denied|read-only/],
    ["delete from visit", /permission denied|read-only/],
    ["select pg_read_file('PG_VERSION')", /permission denied/],
    ["copy (select 1) to program 'true'", /permission denied|must be superuser|read-only/],
    ["select * from incident for update", /permission denied|read-only/],
  ])("%s: is refused", async (statement, refusal) => {
    expect((await inRequest(own, statement.split(";"))).error).toMatch(refusal);
  });

  test("what others are asked with is not to be seen: a token is bound, and never in a text", async () => {
    const client = await scoped.pool.connect();
    await client.query("begin read only");
    await client.query("select set_config('one_map.capability', $1, true)", [foreign]);
    const seen = await scoped
      .for({ subjects: everything, communities: [1] })
      .transaction()
      .execute((tx) =>
        tx
          .selectFrom("pg_stat_activity" as "venue")
          .selectAll()
          .execute(),
      );
    await client.query("rollback");
    client.release();
    expect(JSON.stringify(seen)).toContain("set_config('one_map.capability', $1, true)");
    expect(JSON.stringify(seen)).not.toContain(foreign);
  });

  test("no error and no cheap function tells of a row before the fence has looked at it", async () => {
    const told: string[] = [];
    const client = await scoped.pool.connect();
    client.on("notice", ({ message }) => told.push(message ?? ""));
    await client.query("begin read only");
    await client.query("select set_config('one_map.capability', $1, true)", [own]);
    await client.query("select count(*) from incident where bait.tell(category)");
    const oracle = "select count(*) from incident where 1 / (case category when 'canary' then 0 else 1 end) = 1";
    await expect(client.query(oracle)).resolves.toBeDefined();
    const cast =
      "select count(*) from incident where case category when 'canary' then category else '1' end::integer = 1";
    await expect(client.query(cast)).resolves.toBeDefined();
    await client.query("rollback");
    client.release();
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told)).toEqual(new Set(["told theft", "told noise"]));
  });

  test("statistics and estimates of fenced tables are withheld", async () => {
    const rows = await scoped.pool.query("select tablename from pg_stats where tablename = any ($1)", [fencedTables]);
    expect(rows.rows).toEqual([]);
    await expect(scoped.pool.query("select * from pg_statistic")).rejects.toThrow(/permission denied/);
  });

  test("a plan that was made under one token shows by the next what that one shows", async () => {
    const client = await scoped.pool.connect();
    const under = async (token: string) => {
      await client.query("begin read only");
      await client.query("select set_config('one_map.capability', $1, true)", [token]);
      const { rows } = await client.query({ name: "same", text: communitiesShown });
      await client.query("commit");
      return rows[0]?.shown;
    };
    const seen = [];
    for (let i = 0; i < 7; i++) seen.push(await under(i % 2 === 0 ? own : foreign));
    client.release();
    expect(seen).toEqual([[1], [2], [1], [2], [1], [2], [1]]);
  });

  test("what a statement sets for good is gone when the next request has the connection", async () => {
    const alone = (await openScopedLogin(database)) as ScopedDatabase;
    const poisoned = alone.for({ subjects: everything, communities: [2] });
    const settings = ["one_map.capability", "search_path", "row_security", "statement_timeout"];
    await poisoned
      .selectNoFrom((eb) => [
        eb.fn("set_config", [eb.val("one_map.capability"), eb.val(foreign), eb.val(false)]).as("a"),
        eb.fn("set_config", [eb.val("search_path"), eb.val("pg_temp, public"), eb.val(false)]).as("b"),
        eb.fn("set_config", [eb.val("row_security"), eb.val("off"), eb.val(false)]).as("c"),
        eb.fn("set_config", [eb.val("statement_timeout"), eb.val("0"), eb.val(false)]).as("d"),
        eb.fn("pg_advisory_lock", [eb.val(4242)]).as("e"),
      ])
      .execute();
    expect(alone.pool.totalCount).toBe(1);
    const after = await alone.pool.query(
      "select array(select nullif(current_setting(name, true), '') from unnest($1::text[]) name) as values",
      [settings],
    );
    expect(after.rows).toEqual([{ values: [null, '"$user", public', "on", "15s"] }]);
    const locks = () =>
      database.pool.query("select objid::int from pg_locks where locktype = 'advisory' and objid in (4242, 4243)");
    expect((await locks()).rows).toEqual([]);
    // Nor is there a way by failing.
    const failing = poisoned
      .selectNoFrom((eb) => [eb.fn("pg_advisory_lock", [eb.val(4243)]).as("a"), eb.fn("setseed", [eb.val(2)]).as("b")])
      .execute();
    await expect(failing).rejects.toThrow("setseed");
    expect(alone.pool.totalCount).toBe(1);
    expect((await locks()).rows).toEqual([]);
    await alone.close();
  });
});
