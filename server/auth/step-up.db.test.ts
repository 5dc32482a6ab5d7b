import { afterAll, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";
import { browserOf, cookieOf, password } from "../testing/cookies.ts";
import { hashPassword } from "./passwords.ts";
import { createAccount, giveScope } from "./queries.ts";
import { passwordAgain, proofBySession } from "./step-up.ts";

const { app, database, close } = await testApp();
afterAll(close);
const { pool, db } = database;
const account = await createAccount(db, { login: "a-1", role: "analyst", passwordHash: await hashPassword(password) });
await giveScope(db, account, 1);

const { call, signIn } = browserOf(app);
const prove = (cookie: string, as = password) =>
  call("POST", "/api/sessions/current/proof", { cookie, body: { password: as } });
const isProved = async (cookie: string) => {
  const request = { headers: { cookie } } as Parameters<ReturnType<typeof proofBySession>>[0];
  return await proofBySession(db)(request).then(
    () => true,
    (error: Error) => (error.message === passwordAgain().message ? false : Promise.reject(error)),
  );
};
const later = (minutes: number) =>
  pool.query("update access.session set verified_at = verified_at - make_interval(mins => $1)", [minutes]);

test("a sign-in counts for five minutes, and a password that is entered again for five more", async () => {
  const cookie = cookieOf(await signIn("a-1"));
  expect(await isProved(cookie)).toBe(true);
  await later(4);
  expect(await isProved(cookie)).toBe(true);
  await later(2);
  expect(await isProved(cookie)).toBe(false);
  expect((await prove(cookie)).statusCode).toBe(204);
  expect(await isProved(cookie)).toBe(true);
  const { rows } = await pool.query("select outcome from audit.inbox where action = 'password-again'");
  expect(rows).toEqual([{ outcome: "done" }]);
});

test("it counts for that session alone, and for none that has ended", async () => {
  const [first, second] = [cookieOf(await signIn("a-1")), cookieOf(await signIn("a-1"))];
  await later(6);
  await prove(first);
  expect([await isProved(first), await isProved(second), await isProved("")]).toEqual([true, false, false]);
  await app.inject({ method: "DELETE", url: "/api/sessions/current", headers: { cookie: first } });
  expect(await isProved(first)).toBe(false);
});

test("another password proves nothing, and the sixth try waits", async () => {
  const cookie = cookieOf(await signIn("a-1"));
  await later(6);
  for (let i = 0; i < 5; i++) expect((await prove(cookie, "wrong horse battery")).statusCode).toBe(401);
  const sixth = await prove(cookie);
  expect([sixth.statusCode, Number(sixth.headers["retry-after"]) > 0]).toEqual([429, true]);
  expect(await isProved(cookie)).toBe(false);
  expect(
    (await app.inject({ method: "POST", url: "/api/sessions/current/proof", payload: { password } })).statusCode,
  ).toBe(401);
});
