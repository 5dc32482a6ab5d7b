import { afterAll, beforeEach, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";
import { browserOf, cookieOf, password, problemOf } from "../testing/cookies.ts";
import { hashPassword } from "./passwords.ts";
import { createAccount } from "./queries.ts";

/** Passwords are not to be found by trying. */

const { app, database, close } = await testApp({ principalOf: "sessions" });
afterAll(close);
const { db, pool } = database;
const passwordHash = await hashPassword(password);
const { call, signIn } = browserOf(app);

beforeEach(async () => {
  await pool.query("delete from access.session; delete from access.account; delete from access.sign_in_failure");
  await createAccount(db, { login: "b-000101", role: "officer", passwordHash });
});

test("a sign-in is refused for ten minutes after five failures, also with the right password; whether or not there is such a login", async () => {
  for (const login of ["b-000101", "nobody"]) {
    for (let i = 0; i < 5; i++) expect((await signIn(login, { password: "wrong horse battery" })).statusCode).toBe(401);
    const sixth = await signIn(login);
    expect(problemOf(sixth)).toEqual([429, "rate-limited"]);
    expect(Number(sixth.headers["retry-after"])).toBeGreaterThan(590);
  }
  await pool.query("update access.sign_in_failure set last_at = now() - interval '601 seconds'");
  expect((await signIn("b-000101")).statusCode).toBe(201);
  expect((await pool.query("select from access.sign_in_failure")).rowCount, "the other login's").toBe(1);
});

test("a password is not tried out more often by asking many times at once", async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => signIn("b-000101", { password: "wrong horse battery" })),
  );
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([...Array(5).fill(401), ...Array(7).fill(429)]);
  expect((await signIn("b-000101")).statusCode).toBe(429);
});

test("a session that was left open is not where its password is tried out", async () => {
  const cookie = cookieOf(await signIn("b-000101"));
  const change = (now: string) =>
    call("PUT", "/api/sessions/current/password", {
      cookie,
      body: { password: now, newPassword: "another horse battery" },
    });
  for (let i = 0; i < 5; i++) expect(problemOf(await change(`guess number ${i}`))).toEqual([401, "sign-in-failed"]);
  expect(problemOf(await change(password))).toEqual([429, "rate-limited"]);
  await pool.query("update access.sign_in_failure set last_at = now() - interval '601 seconds'");
  expect((await change(password)).statusCode).toBe(204);
});
