import { afterAll, describe, expect, test } from "vitest";
import { subjectNames, subjects } from "../access/subjects.ts";
import { testDatabase } from "../testing/database.ts";
import { makeLogin, openCityLogin, openScopedLogin } from "../testing/scoped-login.ts";
import { writeSmallCity } from "../testing/small-city.ts";
import { Capabilities } from "./capabilities.ts";
import type { Database } from "./connect.ts";
import { inspectFence } from "./fence.ts";
import { changedTables, fencedTables } from "./fence-queries.ts";
import { ScopedDatabase } from "./scoped-database.ts";

const database = await testDatabase();
await writeSmallCity(database.pool);
afterAll(() => database.close());
const { pool, url, db: city } = database;
const isEmbedded = database.kind === "embedded";

test("every table of a subject with communities is fenced, in the migrations and in what is looked at when a server starts", async () => {
  const named = subjectNames
    .filter((name) => subjects[name].hasCommunity)
    .flatMap((name) => [...subjects[name].tables]);
  expect([...fencedTables]).toEqual(named.sort());
  const { rows } = await pool.query(`
    select relation::text as name, subject, c.relrowsecurity as is_fenced
    from access.fenced() join pg_class c on c.oid = relation order by relation::text`);
  expect(rows).toEqual(
    fencedTables.map((name) => ({
      name,
      subject: subjectNames.find((one) => (subjects[one].tables as readonly string[]).includes(name)),
      is_fenced: true,
    })),
  );
  const changed = await pool.query(
    "select relation::text as name from access.fenced() where changes is not null order by 1",
  );
  expect(changed.rows.map(({ name }) => name)).toEqual([...changedTables]);
  const others = await pool.query(`
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'community_id' and not c.relrowsecurity`);
  // Where a police room stands is for everybody.
  expect(others.rows.map(({ relname }) => relname)).toEqual(["police_room"]);
});

test("there is one token for all who may see the same, none for who may see nothing, and only its hash is kept", async () => {
  const capabilities = new Capabilities(city, 2);
  const token = await capabilities.tokenFor({ subjects: ["venues"], communities: [1] });
  expect(token).toMatch(/^[0-9a-f]{64}$/);
  expect(await capabilities.tokenFor({ subjects: ["venues"], communities: [1] })).toBe(token);
  expect(await capabilities.tokenFor({ subjects: ["venues"], communities: [] })).toBeUndefined();
  expect(await capabilities.tokenFor({ subjects: [], communities: [1] })).toBeUndefined();
  const toChange = { subjects: ["venues"], changes: ["venues"], communities: [1] };
  expect(await capabilities.tokenFor(toChange), "what only reads is no key for changes").not.toBe(token);
  expect(await capabilities.tokenFor({ subjects: ["venues"], communities: [1] })).toBe(token);
  for (const community of [2, 3]) await capabilities.tokenFor({ subjects: ["venues"], communities: [community] });
  expect(await capabilities.tokenFor({ subjects: ["venues"], communities: [1] }), "the oldest gave way").not.toBe(
    token,
  );
  const { rows } = await pool.query<{ text: string }>("select c::text as text from access.capability c");
  expect(rows).toHaveLength(5);
  expect(rows.filter(({ text }) => text.includes(token ?? ""))).toEqual([]);
});

test("a token that could not be made is tried again, and fails whoever needs it", async () => {
  await pool.query("alter table access.capability rename to capability_away");
  const capabilities = new Capabilities(city);
  const asked = { subjects: ["venues"], communities: [9] };
  await expect(capabilities.tokenFor(asked)).rejects.toThrow(/capability/);
  await pool.query("alter table access.capability_away rename to capability");
  await expect(capabilities.tokenFor(asked)).resolves.toMatch(/^[0-9a-f]{64}$/);
});

test.runIf(isEmbedded)("on the embedded database the log says that the second fence does not stand", async () => {
  const report = await inspectFence(database, undefined);
  expect(report.stands).toBe(false);
  expect(report.notes).toEqual([expect.stringMatching(/second fence does not stand.*one login.*Not for production/)]);
});

describe.skipIf(isEmbedded)("a server looks at its fence when it starts, but on the embedded database", () => {
  const as = (login: string) =>
    ScopedDatabase.open({ url: url.replace("//postgres@", `//${login}@`), cityUrl: url, onError: () => {} });
  const inspect = async (login: string, by: Database = database) => {
    const scoped = await as(login);
    return inspectFence(by, scoped).finally(() => scoped.close());
  };

  test("and says that it stands, by which logins", async () => {
    const scoped = await openScopedLogin(database);
    const cityPool = await openCityLogin(database);
    const report = await inspectFence({ ...database, pool: cityPool } as Database, scoped);
    await scoped?.close();
    await cityPool?.end();
    expect(report).toEqual({
      stands: true,
      notes: [expect.stringMatching(/second fence stands: the login one_map_test_scoped.*the login one_map_test_city/)],
    });
  });

  test("and says that it does not, without a login for scoped principals", async () => {
    const report = await inspectFence(database, undefined);
    expect([report.stands, report.notes]).toEqual([false, [expect.stringContaining("without DATABASE_URL_SCOPED")]]);
  });

  test("and says what to run where PostGIS has forgotten that comparing boxes tells nothing", async () => {
    await pool.query("alter function geometry_overlaps(geometry, geometry) not leakproof");
    const { notes } = await inspectFence(database, undefined);
    await pool.query("select access.admit_again(), access.quicken()");
    expect(notes.at(-1)).toContain("select access.quicken();");
    expect((await inspectFence(database, undefined)).notes).toHaveLength(1);
  });

  test("and names functions that may look past it and should not", async () => {
    await pool.query("create function peek(text) returns boolean language sql leakproof as 'select true'");
    const { notes } = await inspectFence(database, undefined);
    await pool.query("drop function peek(text)");
    expect(notes.at(-1)).toContain("peek(text)");
  });

  test.each<[string, string, RegExp]>([
    ["a superuser", "alter role one_map_test_unfit superuser", /superuser/],
    ["one that row-level security does not bind", "alter role one_map_test_unfit nosuperuser bypassrls", /BYPASSRLS/],
    [
      "one that could become another",
      "alter role one_map_test_unfit nobypassrls; grant one_map_test_other to one_map_test_unfit",
      /member of one_map_test_other/,
    ],
    ["one that was not admitted", "revoke one_map_test_other from one_map_test_unfit", /not admitted to address/],
    [
      "one that may delete",
      "select access.admit_scoped('one_map_test_unfit'); grant delete on venue to one_map_test_unfit",
      /has rights on venue/,
    ],
    [
      "one that may write what is nobody's to write",
      "select access.admit_scoped('one_map_test_unfit'); grant insert (badge) on duty_assignment to one_map_test_unfit",
      /has rights on duty_assignment/,
    ],
    [
      "one whose changes nothing cuts",
      `select access.admit_scoped('one_map_test_unfit'); revoke insert (badge) on duty_assignment from one_map_test_unfit;
       drop policy "scoped changes one_map_test_unfit" on unit`,
      /not admitted to unit as it must be/,
    ],
    [
      "one that reads what is kept of accounts",
      "select access.admit_scoped('one_map_test_unfit'); grant select on access.session to one_map_test_unfit",
      /has rights on access.session/,
    ],
    [
      "one that sees the whole city",
      "revoke all on access.session from one_map_test_unfit; select access.admit_city('one_map_test_unfit')",
      /not admitted to address.*as it must be/,
    ],
  ])("it does not start with %s for scoped principals", async (_what, made, refusal) => {
    await makeLogin(database, "one_map_test_unfit");
    await makeLogin(database, "one_map_test_other");
    await pool.query(made);
    await expect(inspect("one_map_test_unfit")).rejects.toThrow(refusal);
  });

  test("nor with the same login for both, nor where its own login is shown nothing, nor with an open table", async () => {
    await expect(inspect("postgres")).rejects.toThrow(/is the one of DATABASE_URL/);
    const own = await openCityLogin(database);
    await pool.query('drop policy "city one_map_test_city" on visit');
    const report = inspectFence({ ...database, pool: own } as Database, undefined);
    await expect(report).rejects.toThrow("one_map_test_city is shown no row of visit");
    await own?.end();
    await pool.query("alter table venue disable row level security");
    await expect(inspectFence(database, undefined)).rejects.toThrow(/off for venue.*admit_again/);
    await pool.query("select access.admit_again()");
    await expect(inspectFence(database, undefined)).resolves.toBeDefined();
  });

  test("nor where a policy of somebody else's shows rows without a token, or lets them be changed by one for reading", async () => {
    const scoped = await openScopedLogin(database);
    await pool.query("create policy generous on unit for select to public using (true)");
    await expect(inspectFence(database, scoped)).rejects.toThrow(/shown rows of unit by a token that nobody made/);
    await pool.query("drop policy generous on unit");
    await pool.query("create policy generous on venue for update to public using (true)");
    await expect(inspectFence(database, scoped)).rejects.toThrow(
      /may change rows of venue by a token that lets it not/,
    );
    await pool.query("drop policy generous on venue");
    await expect(inspectFence(database, scoped)).resolves.toMatchObject({ stands: true });
    await scoped?.close();
  });
});
