import { afterAll, beforeEach, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";
import { browserOf, password, problemOf } from "../testing/cookies.ts";
import { issueSetupToken } from "./setup-queries.ts";
import { newToken } from "./tokens.ts";

const { app, database, close } = await testApp({ principalOf: "sessions" });
afterAll(close);
const { db, pool } = database;
const { call, signIn } = browserOf(app);

beforeEach(async () => {
  await pool.query("delete from access.session; delete from access.account; delete from access.setup_token");
});

const setup = (token: string, login = "first") => call("POST", "/api/setup", { body: { token, login, password } });

test("the first account is made once, by the token that was printed, and is an admin without any scope", async () => {
  const token = (await issueSetupToken(db)) as string;
  expect(problemOf(await setup(newToken()))).toEqual([401, "sign-in-failed"]);
  const again = (await issueSetupToken(db)) as string;
  expect((await call("GET", "/api/sign-in")).json()).toEqual({ setup: "open", provider: false });
  expect((await setup(token)).statusCode, "a wrong one leaves the right one as it was").toBe(201);
  expect((await call("GET", "/api/sign-in")).json()).toEqual({ setup: "done", provider: false });
  expect([problemOf(await setup(again, "second")), problemOf(await setup(token, "second"))]).toEqual([
    [401, "sign-in-failed"],
    [401, "sign-in-failed"],
  ]);
  expect(await issueSetupToken(db)).toBeUndefined();
  expect((await signIn("first")).json()).toMatchObject({ role: "admin", scope: { isCity: false, communityIds: [] } });
});

test("who tries the set-up with another token is on record, before it and after", async () => {
  const lastOf = async () =>
    (await pool.query("select action, outcome, account_id from audit.inbox order by id desc limit 1")).rows[0];
  await setup(newToken());
  expect(await lastOf()).toEqual({ action: "setup", outcome: "denied", account_id: null });
  await setup((await issueSetupToken(db)) as string);
  expect(await lastOf()).toMatchObject({ action: "setup", outcome: "done" });
  await setup(newToken(), "second");
  expect(await lastOf()).toMatchObject({ action: "setup", outcome: "denied" });
});

test("the first account is not made by a token of yesterday, nor by two requests at once", async () => {
  const old = (await issueSetupToken(db)) as string;
  await pool.query("update access.setup_token set created_at = now() - interval '25 hours'");
  expect((await setup(old)).statusCode).toBe(401);
  const token = (await issueSetupToken(db)) as string;
  const answers = await Promise.all([setup(token, "one"), setup(token, "two")]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 401]);
  expect((await pool.query("select from access.account")).rowCount).toBe(1);
});
