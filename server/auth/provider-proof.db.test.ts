import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { problemOf } from "../testing/cookies.ts";
import { AtProvider } from "../testing/identity-provider.ts";
import { type ProviderBrowser, providerStage } from "../testing/provider-stage.ts";
import { signedIn } from "../testing/signed-in.ts";

/** Exports and emergencies by an account of a provider: to prove there once more who one is. */

const { app, database, browser, recorded, idp, close } = await providerStage();
afterAll(close);
afterEach(() => idp.lie(undefined));

let who: ProviderBrowser;
const report = { layer: "venues", format: "csv", item: "report", reason: "for the test" };
const asks = () => who.ask("POST", "/api/exports", report);

beforeEach(async () => {
  const { cookie } = await signedIn(database.db, "admin");
  who = browser();
  await who.signIn("zhao.min");
  const { login } = await who.me();
  const { rows } = await database.pool.query("select id from access.account where login = $1", [login]);
  const by = (url: string, method: "PUT" | "POST", payload: object) =>
    app.inject({ method, url: `/api/accounts/${rows[0].id}/${url}`, headers: { cookie }, payload });
  await by("role", "PUT", { role: "supervisor" });
  await by("scopes", "POST", { communityId: 1 });
  await recorded();
});

test("a sign-in is no proof: the provider may have known them since the morning", async () => {
  expect(problemOf(await asks())).toEqual([403, "password-again"]);
});

test("a proof at the provider opens them, for five minutes, in this session only", async () => {
  const address = new URL(await who.begin("proof"));
  expect(Object.fromEntries(address.searchParams)).toMatchObject({ prompt: "login", max_age: "0" });
  const { searchParams } = await who.at.signIn(address.href, "zhao.min");
  const cookie = who.cookie;
  const answer = await who.bring(Object.fromEntries(searchParams));
  expect([answer.statusCode, answer.json()]).toEqual([200, { isProof: true }]);
  expect(who.cookie, "the session is the one that it was").toBe(cookie.replace(/; __Host-one-map-attempt=[^;]*/, ""));
  expect((await recorded()).map(({ action, outcome, role }) => [action, outcome, role])).toEqual([
    ["provider-again", "done", "supervisor"],
  ]);
  expect((await asks()).statusCode).toBe(201);
  const other = browser();
  await other.signIn("zhao.min");
  expect(problemOf(await other.ask("POST", "/api/exports", report))).toEqual([403, "password-again"]);
  await database.pool.query("update access.session set verified_at = verified_at - interval '5 minutes 1 second'");
  expect(problemOf(await asks())).toEqual([403, "password-again"]);
});

test.each([
  ["a proof of before the question", { auth_time: Math.floor(Date.now() / 1_000) - 600 }],
  ["an answer that does not say when", { auth_time: undefined }],
  ["a moment that is no number", { auth_time: "now" }],
])("%s is none", async (_what, change) => {
  const answer = await who.answerOf("zhao.min", "proof");
  idp.lie({ claims: (so) => ({ ...so, ...change }) });
  expect(problemOf(await who.bring(answer))).toEqual([401, "provider-refused"]);
  expect(await recorded()).toMatchObject([
    { action: "provider-again", outcome: "denied", detail: { reason: expect.stringMatching(/^OAUTH_/) } },
  ]);
  expect(problemOf(await asks())).toEqual([403, "password-again"]);
});

test("a colleague's proof at the same provider is none", async () => {
  const { searchParams } = await new AtProvider().signIn(await who.begin("proof"), "somebody.else");
  const answer = Object.fromEntries(searchParams);
  expect(problemOf(await who.bring(answer))).toEqual([401, "provider-refused"]);
  expect(await recorded()).toMatchObject([
    { action: "provider-again", outcome: "denied", detail: { reason: "subject" } },
  ]);
  expect(problemOf(await asks())).toEqual([403, "password-again"]);
});

test("a session that has ended meanwhile is not proved, and nobody is signed in by it", async () => {
  const answer = await who.answerOf("zhao.min", "proof");
  await database.pool.query(
    "update access.session set ended_at = now(), end_reason = 'revoked' where ended_at is null",
  );
  expect(problemOf(await who.bring(answer))).toEqual([401, "provider-refused"]);
});

test("nobody without a session proves one", async () => {
  const stranger = browser();
  expect(problemOf(await stranger.ask("POST", "/api/oidc/attempts", { for: "proof" }))).toEqual([401, "not-signed-in"]);
});

test("a sign-in of which the provider says that it was just now is a proof", async () => {
  const fresh = browser();
  const answer = await fresh.answerOf("zhao.min");
  idp.lie({ claims: (so) => ({ ...so, auth_time: Math.floor(Date.now() / 1_000) }) });
  expect((await fresh.bring(answer)).statusCode).toBe(200);
  expect((await fresh.ask("POST", "/api/exports", report)).statusCode).toBe(201);
});

test("a sign-in of which the provider says that it is still to come is a proof of this moment", async () => {
  const fresh = browser();
  const answer = await fresh.answerOf("zhao.min");
  idp.lie({ claims: (so) => ({ ...so, auth_time: Math.floor(Date.now() / 1_000) + 3_600 }) });
  expect((await fresh.bring(answer)).statusCode).toBe(200);
  await database.pool.query("update access.session set verified_at = verified_at - interval '5 minutes 1 second'");
  expect(problemOf(await fresh.ask("POST", "/api/exports", report))).toEqual([403, "password-again"]);
});
