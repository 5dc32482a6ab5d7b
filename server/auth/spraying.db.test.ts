import { afterAll, beforeEach, expect, test } from "vitest";
import { HttpProblem } from "../http/problems.ts";
import { testApp } from "../testing/app.ts";
import { browserOf, password, problemOf } from "../testing/cookies.ts";
import { Attempts } from "./attempts.ts";
import { mostFailuresOfNetwork } from "./lifetime.ts";
import { hashPassword } from "./passwords.ts";
import { createAccount } from "./queries.ts";
import { Sessions } from "./sessions.ts";

/** One password is not tried with every login. */

const { app, database, close } = await testApp({ principalOf: "sessions" });
afterAll(close);
const { db, pool } = database;
const passwordHash = await hashPassword(password);
const minute = 60_000;
let now = 0;
let attempts = new Attempts(db, () => now);

beforeEach(async () => {
  await pool.query("delete from access.session; delete from access.account; delete from access.sign_in_failure");
  await createAccount(db, { login: "b-000101", role: "officer", passwordHash });
  now = 0;
  attempts = new Attempts(db, () => now);
});

/** Seconds to wait, or 0 for an attempt that may be made. */
const secondsOf = async (login: string, address: string): Promise<unknown> => {
  try {
    await attempts.take(login, address);
    return 0;
  } catch (error) {
    if (!(error instanceof HttpProblem) || error.slug !== "rate-limited") throw error;
    return error.members.retryAfterSeconds;
  }
};
const spray = async (address: (n: number) => string, many = mostFailuresOfNetwork) => {
  const waits = [];
  for (let n = 0; n < many; n++) waits.push(await secondsOf(`sprayed-${n}`, address(n)));
  return waits.filter((wait) => wait !== 0);
};

test("a network that fails with very many logins waits, until ten minutes have passed since it began", async () => {
  expect(await spray(() => "10.1.0.1")).toEqual([]);
  expect(await secondsOf("another", "10.1.0.1")).toBe(600);
  now = 4 * minute;
  expect(await secondsOf("another", "10.1.0.1"), "asking does not prolong it").toBe(360);
  expect(await secondsOf("another", "10.1.0.2"), "elsewhere").toBe(0);
  now = 10 * minute;
  expect(await secondsOf("another", "10.1.0.1")).toBe(0);
});

test("addresses of one line are one network", async () => {
  expect(await spray((n) => `2001:db8:0:7::${n.toString(16)}`)).toEqual([]);
  expect(await secondsOf("another", "2001:db8:0:7:ffff::1")).toBe(600);
  expect(await secondsOf("another", "2001:db8:0:8::1")).toBe(0);
});

test("a sign-in that succeeds clears only itself: whoever has one account sprays no more by it", async () => {
  await spray(() => "10.1.0.1", mostFailuresOfNetwork - 1);
  for (let i = 0; i < 20; i++) await attempts.succeed(await attempts.take("b-000101", "10.1.0.1"));
  expect(await secondsOf("another", "10.1.0.1")).toBe(0);
  expect(await secondsOf("b-000101", "10.1.0.1")).toBe(600);
});

test("whoever goes on with one login that waits shuts nobody else out", async () => {
  for (let i = 0; i < 5; i++) await secondsOf("b-000101", "10.1.0.1");
  for (let i = 0; i < mostFailuresOfNetwork; i++) expect(await secondsOf("b-000101", "10.1.0.1")).toBeGreaterThan(590);
  expect(await secondsOf("another", "10.1.0.1")).toBe(0);
});

test("a password is not weighed then, right or wrong, known login or not", async () => {
  await spray(() => "10.1.0.1");
  const sessions = new Sessions(db, {}, attempts);
  const by = { device: "x", address: "10.1.0.1", requestId: crypto.randomUUID() };
  for (const login of ["b-000101", "nobody"])
    await expect(sessions.signIn({ login, password, ...by })).rejects.toMatchObject({
      slug: "rate-limited",
      members: { retryAfterSeconds: 600 },
    });
  expect((await pool.query("select from access.session")).rowCount).toBe(0);
  expect((await pool.query("select from audit.inbox where action = 'sign-in'")).rowCount, "nor is it recorded").toBe(0);
  expect(await sessions.signIn({ login: "b-000101", password, ...by, address: "10.1.0.2" })).toHaveLength(43);
});

test("an office whose members each mistype once signs in, also over HTTP", async () => {
  const { signIn } = browserOf(app);
  for (let i = 0; i < 20; i++) {
    await createAccount(db, { login: `office-${i}`, role: "officer", passwordHash });
    expect(problemOf(await signIn(`office-${i}`, { password: "wrong horse battery" }))).toEqual([
      401,
      "sign-in-failed",
    ]);
    expect((await signIn(`office-${i}`)).statusCode).toBe(201);
  }
});
