import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";
import { browserOf, cookieOf, password, problemOf } from "../testing/cookies.ts";
import { hashPassword } from "./passwords.ts";
import { createAccount } from "./queries.ts";

/** There is always somebody who can give roles. */

const { app, database, close } = await testApp({ principalOf: "sessions" });
afterAll(close);
const { db, pool } = database;
const passwordHash = await hashPassword(password);
const { call, signIn } = browserOf(app);

interface Admin {
  readonly id: number;
  readonly cookie: string;
}
let pairs = 0;
let [first, second] = [
  { id: 0, cookie: "" },
  { id: 0, cookie: "" },
] as [Admin, Admin];
const newAdmin = async (login: string): Promise<Admin> => {
  const id = await createAccount(db, { login, role: "admin", passwordHash });
  return { id, cookie: cookieOf(await signIn(login)) };
};
beforeEach(async () => {
  await pool.query("update access.account set ended_at = now() where ended_at is null");
  pairs++;
  [first, second] = [await newAdmin(`admin-${pairs}-a`), await newAdmin(`admin-${pairs}-b`)];
});

const demote = (by: Admin, whom: Admin) =>
  call("PUT", `/api/accounts/${whom.id}/role`, { cookie: by.cookie, body: { role: "officer" } });
const end = (by: Admin, whom: Admin) => call("DELETE", `/api/accounts/${whom.id}`, { cookie: by.cookie });

const lastingAdmins = async () => {
  const { rows } = await pool.query("select id from access.account where role = 'admin' and ended_at is null");
  return rows.length;
};

const race = test.skipIf(database.kind === "embedded");
const pairsOfDeeds = [
  ["demote each other", demote, demote],
  ["end each other", end, end],
  ["demote and end each other", demote, end],
] as const;

race.each(pairsOfDeeds)("of two admins who %s at the same moment one stays", async (_, one, other) => {
  // Held here until both are in the middle of it: whatever they have counted before is no longer so.
  const holder = await pool.connect();
  await holder.query("begin");
  await holder.query("select from access.account where id = any ($1) for update", [[first.id, second.id]]);
  const both = Promise.all([one(first, second), other(second, first)]);
  const waits =
    "select from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()";
  await expect.poll(async () => (await pool.query(waits)).rowCount).toBeGreaterThanOrEqual(2);
  await holder.query("commit");
  holder.release();
  const answers = await both;
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 409]);
  const refused = answers.find(({ statusCode }) => statusCode === 409) as (typeof answers)[number];
  expect(problemOf(refused)).toEqual([409, "last-admin"]);
  expect(await lastingAdmins()).toBe(1);
});

describe("an admin", () => {
  test("who cannot sign in is none who stays, and may go", async () => {
    const id = await createAccount(db, { login: `admin-${pairs}-c`, role: "admin", passwordHash: null });
    await pool.query("update access.account set password_hash = null where id = $1", [first.id]);
    expect(problemOf(await demote(first, second))).toEqual([409, "last-admin"]);
    expect((await end(second, { id, cookie: "" })).statusCode).toBe(204);
  });

  test("is given the role that they have, as the last one too, and others go as before", async () => {
    await pool.query("update access.account set password_hash = null where id = $1", [first.id]);
    const again = await call("PUT", `/api/accounts/${second.id}/role`, {
      cookie: first.cookie,
      body: { role: "admin" },
    });
    expect(again.statusCode).toBe(204);
    expect((await end(second, { id: 999_999, cookie: "" })).statusCode).toBe(404);
    expect((await end(second, first)).statusCode).toBe(204);
  });
});
