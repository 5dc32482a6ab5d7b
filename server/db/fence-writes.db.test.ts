import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { openScopedLogin } from "../testing/scoped-login.ts";
import { writeSmallCity } from "../testing/small-city.ts";
import type { ScopedDatabase } from "./scoped-database.ts";

/**
 * What somebody could change who can have the login for scoped principals run any SQL at all, in the transaction of a change by
 * somebody of community 1.
 */

const database = await testDatabase();
const login = await openScopedLogin(database);
afterAll(async () => {
  await login?.close();
  await database.close();
});
const scoped = login as ScopedDatabase;
const everything = ["incidents", "residences", "addresses", "venues", "units", "visits", "duty"];

describe.skipIf(database.kind === "embedded")("behind the second fence, with a token that lets rows be changed", () => {
  const mayChange = ["incidents", "units", "visits"];
  const at = "st_setsrid(st_makepoint(107.05, 34.35), 4326)";
  let toChange = "";
  let toRead = "";
  beforeAll(async () => {
    await writeSmallCity(database.pool);
    await database.pool.query(`
      insert into incident (community_id, category, occurred_from, geom) values (null, 'theft', now(), ${at});
      insert into visit (client_key, community_id, venue_id, visited_at, outcome)
        select gen_random_uuid(), community_id, id, now(), 'done' from venue`);
    toRead = (await scoped.capabilities.tokenFor({ subjects: everything, communities: [1] })) ?? "";
    const asked = { subjects: everything, changes: mayChange, communities: [1] };
    toChange = (await scoped.capabilities.tokenFor(asked)) ?? "";
  });

  /** How many rows a statement touched in the transaction of a change, or why it failed; nothing of it stays. */
  async function inChange(token: string, statement: string): Promise<number | string> {
    const client = await scoped.pool.connect();
    try {
      await client.query("begin read write");
      await client.query("select set_config('one_map.capability', $1, true)", [token]);
      return (await client.query(statement)).rowCount ?? 0;
    } catch (error) {
      return (error as Error).message;
    } finally {
      await client.query("rollback");
      client.release(true);
    }
  }
  const count = async (condition: string) =>
    Number((await database.pool.query(`select count(*) from ${condition}`)).rows[0]?.count);
  const incident = (community: number | null) =>
    `insert into incident (community_id, category, occurred_from, geom) values (${community}, 'theft', now(), ${at})`;

  test("a statement without a word about communities changes the rows of that one, and all of those", async () => {
    for (const table of ["incident", "unit", "visit"])
      expect([table, await inChange(toChange, `update ${table} set version = version`)]).toEqual([
        table,
        await count(`${table} where community_id = 1`),
      ]);
    expect(await inChange(toChange, incident(1))).toBe(1);
  });

  test.each([
    ["a row of another community", incident(2)],
    ["a row of none", incident(null)],
    ["one that is moved there", "update incident set community_id = 2 where community_id = 1"],
    ["one that is moved to nowhere", "update unit set community_id = null"],
    [
      "a visit to a place there",
      "insert into visit (client_key, community_id, venue_id, visited_at, outcome) values (gen_random_uuid(), 1, 1, now(), 'done')",
    ],
    [
      "a row of a subject that the token does not name",
      "insert into venue (community_id, class, name_zh_hans, geom) select 1, class, 'x', geom from venue limit 1",
    ],
  ])("%s is refused", async (_what, statement) => {
    if (statement.includes("venue_id")) expect(await count("venue where id = 1 and community_id = 2")).toBe(1);
    expect(await inChange(toChange, statement)).toMatch(/violates row-level security policy/);
  });

  test("rows of another community are not found, by id or by anything", async () => {
    for (const statement of [
      "update incident set priority = 1 where community_id = 2",
      "update incident set priority = 1 where community_id is null",
      "update visit set outcome = 'hazard' where id in (select id from visit where community_id = 2)",
      "update residence set household_count = 1 where community_id = 2",
      "select * from unit where community_id = 2 for update",
    ])
      expect([statement, await inChange(toChange, statement)]).toEqual([statement, 0]);
  });

  test("nothing is changed by a token for reading, by none and by a guessed one", async () => {
    for (const token of [toRead, "", "0".repeat(64)]) {
      expect(await inChange(token, "update incident set priority = 1")).toBe(0);
      expect(await inChange(token, "select * from venue for update")).toBe(0);
      expect(await inChange(token, incident(1))).toMatch(/violates row-level security policy/);
    }
  });

  test.each([
    ["delete from incident", /permission denied for table incident/],
    ["truncate visit", /permission denied for table visit/],
    ["update address set number = 'x'", /permission denied for table address/],
    [
      "insert into duty_assignment (community_id, role, badge, valid_from) values (1, 'officer', 'x', now())",
      /permission denied/,
    ],
    ["insert into incident_acknowledgement (incident_id) values (1)", /permission denied/],
    ["update community set name_zh_hans = 'x'", /permission denied for table community/],
    ["insert into feed.outbox (kind, op) values ('incident', 'r')", /permission denied for schema feed/],
    ["select feed.tell_reload('incident')", /permission denied for schema feed/],
    ["update access.capability set communities = '{1,2}'", /permission denied for schema access/],
    ["select access.changeable('incidents')", /permission denied for schema access/],
    ["create table mine (id integer)", /permission denied for schema public/],
    ["create trigger t before insert on incident execute function bump_version()", /permission denied|must be owner/],
  ])("%s: is refused", async (statement, refusal) => {
    expect(await inChange(toChange, statement)).toMatch(refusal);
  });

  test("a change is told to the feed as one of anybody's is", async () => {
    const { id } = await scoped
      .for({ subjects: everything, changes: mayChange, communities: [1] })
      .updateTable("unit")
      .set({ status: "on_scene" })
      .where("id", "=", 2)
      .returning("id")
      .executeTakeFirstOrThrow();
    const { rows } = await database.pool.query(
      "select kind, op, scope, old_scope from feed.outbox where entity_id = $1 and kind = 'unit' order by id desc limit 1",
      [id],
    );
    expect(rows).toEqual([{ kind: "unit", op: "u", scope: 1, old_scope: 1 }]);
  });
});
