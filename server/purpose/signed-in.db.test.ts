import { afterAll, expect, test } from "vitest";
import { hashPassword } from "../auth/passwords.ts";
import { createAccount, giveScope } from "../auth/queries.ts";
import { testApp } from "../testing/app.ts";
import { browserOf, cookieOf, password } from "../testing/cookies.ts";

/** The same as in the tests beside this one, through sessions as they really are. */
const { app, database, close } = await testApp({ principalOf: "sessions" });
afterAll(close);
const { pool, db } = database;
const passwordHash = await hashPassword(password);
const accounts = [
  ["o-1", "officer", 1],
  ["s-2", "supervisor", 2],
  ["a-1", "analyst", 1],
  ["x-1", "auditor", undefined],
] as const;
for (const [login, role, community] of accounts) {
  const id = await createAccount(db, { login, role, passwordHash });
  if (community !== undefined) await giveScope(db, id, community);
}
await pool.query("update residence set last_checked_at = null");

const cookies: Record<string, string> = {};
const { call, signIn } = browserOf(app);
for (const [login] of accounts) cookies[login] = cookieOf(await signIn(login));
const send = (login: string, method: "GET" | "POST" | "PUT", url: string, body?: object, headers = {}) =>
  call(method, url, { cookie: cookies[login], headers, ...(body && { body }) });
const prove = (login: string) => send(login, "POST", "/api/sessions/current/proof", { password });
const forgetProof = () => pool.query("update access.session set verified_at = now() - interval '6 minutes'");

test("an officer opens a home that is due in the own community, and nobody who is not signed in does", async () => {
  const purpose = "item=dwelling-visit&task=visit:4";
  const own = await send("o-1", "GET", "/api/residences/4", undefined, { purpose });
  expect(own.json()).toMatchObject({ withheld: [], address: { number: "nr-4" } });
  expect((await send("o-1", "GET", "/api/residences/3", undefined, { purpose })).statusCode).toBe(404);
  expect((await send("nobody", "GET", "/api/residences/4", undefined, { purpose })).statusCode).toBe(401);
  expect((await send("a-1", "GET", "/api/residences/4", undefined, { purpose })).statusCode).toBe(403);
});

test("an export asks for the password again, and so does an emergency, of both", async () => {
  const why = { layer: "venues", format: "csv", item: "report", reason: "Monthly report" };
  await forgetProof();
  expect((await send("a-1", "POST", "/api/exports", why)).json().type).toContain("password-again");
  expect((await prove("a-1")).statusCode).toBe(204);
  const made = await send("a-1", "POST", "/api/exports", why);
  expect(made.statusCode).toBe(201);
  expect((await send("s-2", "GET", made.json().href)).statusCode, "somebody else's").toBe(404);
  expect((await send("a-1", "GET", made.json().href)).body).toContain("export_no");

  const ask = { communityId: 2, reason: "Child missing, last seen there" };
  expect((await send("o-1", "POST", "/api/break-glass", ask)).statusCode).toBe(403);
  await prove("o-1");
  const { id } = (await send("o-1", "POST", "/api/break-glass", ask)).json();
  const decide = () => send("s-2", "PUT", `/api/break-glass/${id}/decision`, { isAllowed: true });
  expect((await decide()).statusCode).toBe(403);
  await prove("s-2");
  expect((await decide()).statusCode).toBe(204);
  const purpose = `item=break-glass&task=break-glass:${id}`;
  expect((await send("o-1", "GET", "/api/residences/3", undefined, { purpose })).json().address.number).toBe("nr-3");
  expect((await send("o-1", "GET", "/api/residences?communityId=2")).json().items).toEqual([]);
});

test("everybody reads what is their own, the auditor the rest, and nobody's map", async () => {
  expect((await send("o-1", "GET", "/api/audit/mine")).statusCode).toBe(200);
  expect((await send("o-1", "GET", "/api/audit")).statusCode).toBe(403);
  expect((await send("x-1", "GET", "/api/audit/alarms")).statusCode).toBe(200);
  expect((await send("x-1", "GET", "/api/residences/4")).statusCode).toBe(403);
});
