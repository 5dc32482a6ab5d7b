import { randomUUID } from "node:crypto";
import type { KyselyPlugin } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { cookieOf, password, problemOf } from "../testing/cookies.ts";
import { officersApp } from "../testing/officers.ts";
import { hashPassword } from "./passwords.ts";
import { changePassword, createAccount } from "./queries.ts";
import { Sessions } from "./sessions.ts";
import { newToken, tokenFromCookies } from "./tokens.ts";

const logged: string[] = [];
const { database, close, call, signIn, empty, makeOfficer } = await officersApp({
  logger: { level: "debug", stream: { write: (line: string) => logged.push(line) } },
});
afterAll(close);
const { db, pool } = database;
beforeEach(empty);

describe("signing in", () => {
  test("gives a cookie, and says who one is and for where", async () => {
    await makeOfficer();
    const answer = await signIn("b-000101");
    expect(answer.statusCode).toBe(201);
    expect(answer.headers["set-cookie"]).toMatch(
      /^__Host-one-map=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.headers["cache-control"]).toBe("private, no-store");
    expect(answer.json()).toMatchObject({
      login: "b-000101",
      role: "officer",
      scope: { isCity: false, communityIds: [1] },
    });
    const me = await call("GET", "/api/sessions/current", { cookie: cookieOf(answer) });
    expect(me.json()).toEqual(answer.json());
    const asked = await call("GET", "/api/me", { cookie: cookieOf(answer) });
    expect(asked.json()).toEqual({ me: answer.json() });
    expect(asked.headers["cache-control"]).toBe("private, no-store");
  });

  test("that nobody is signed in is an answer to who asks for just that, and an error to who asks for a session", async () => {
    await makeOfficer();
    const over = cookieOf(await signIn("b-000101"));
    await call("DELETE", "/api/sessions/current", { cookie: over });
    for (const cookie of [undefined, over, "__Host-one-map=none"]) {
      const answer = await call("GET", "/api/me", { ...(cookie && { cookie }) });
      expect([answer.statusCode, answer.json()]).toEqual([200, { me: null }]);
      expect((await call("GET", "/api/sessions/current", { ...(cookie && { cookie }) })).statusCode).toBe(401);
    }
  });

  test("gives each account what encrypts its waiting records, the same on every terminal, and logs none of it", async () => {
    await makeOfficer();
    await makeOfficer("b-000102");
    const keyFor = async (login: string) => {
      const cookie = cookieOf(await signIn(login));
      return (await call("GET", "/api/sessions/current/device-key", { cookie })).json().key as string;
    };
    const keys = [await keyFor("b-000101"), await keyFor("b-000101"), await keyFor("b-000102")];
    expect(keys[0]).toMatch(/^[\w-]{43}$/);
    expect([keys[1] === keys[0], keys[2] === keys[0]]).toEqual([true, false]);
    for (const key of keys) expect(logged.join("")).not.toContain(key);
    expect((await call("GET", "/api/sessions/current/device-key")).statusCode).toBe(401);
  });

  test("stores no token and no password anywhere, and logs neither", async () => {
    await makeOfficer();
    const token = tokenFromCookies(cookieOf(await signIn("b-000101"))) as string;
    const { rows } = await pool.query(
      "select (select json_agg(s) from access.session s)::text || (select json_agg(a) from access.account a)::text || (select json_agg(i) from audit.inbox i)::text as everything",
    );
    for (const text of [rows[0].everything, logged.join("")]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(Buffer.from(token, "base64url").toString("hex"));
      expect(text).not.toContain(password);
    }
  });

  test("answers the same to a wrong login and to a wrong password", async () => {
    await makeOfficer();
    const wrong = [await signIn("b-000101", { password: "wrong horse battery" }), await signIn("b-999999")];
    const [one, two] = wrong.map((answer) => ({ ...answer.json(), instance: "" }));
    expect(one).toEqual(two);
    expect(wrong.map(problemOf)).toEqual([
      [401, "sign-in-failed"],
      [401, "sign-in-failed"],
    ]);
    expect(wrong[0]?.headers["set-cookie"]).toBeUndefined();
  });

  test("ends the session that the browser held, so that nobody fixes one for another", async () => {
    await makeOfficer();
    await makeOfficer("b-000102");
    const first = cookieOf(await signIn("b-000101"));
    const second = cookieOf(await signIn("b-000102", { cookie: first }));
    expect(second).not.toBe(first);
    expect(problemOf(await call("GET", "/api/sessions/current", { cookie: first }))).toEqual([401, "not-signed-in"]);
    const planted = `__Host-one-map=${newToken()}`;
    expect(cookieOf(await signIn("b-000101", { cookie: planted }))).not.toBe(planted);
  });

  test("is not by a password that is changed while it is weighed", async () => {
    const id = await makeOfficer();
    let isChanged = false;
    const meanwhile: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if (!isChanged && result.rows[0]?.password_hash !== undefined) {
          isChanged = true;
          await changePassword(db, id, await hashPassword("another horse battery"));
        }
        return result;
      },
    };
    const by = { device: "test", address: "192.0.2.7", requestId: randomUUID() };
    const signingIn = new Sessions(db.withPlugin(meanwhile)).signIn({ login: "b-000101", password, ...by });
    await expect(signingIn).rejects.toMatchObject({ slug: "sign-in-failed" });
    expect([isChanged, (await pool.query("select from access.session")).rowCount]).toEqual([true, 0]);
  });

  test("is not for an account that was ended, nor for one without a password", async () => {
    const id = await makeOfficer();
    const cookie = cookieOf(await signIn("b-000101"));
    await pool.query("update access.account set ended_at = now() where id = $1", [id]);
    expect((await signIn("b-000101")).statusCode).toBe(401);
    expect(await new Sessions(db).find(tokenFromCookies(cookie) as string), "its sessions end with it").toBeUndefined();
    await createAccount(db, { login: "screen-1", role: "wall-device", passwordHash: null });
    expect((await signIn("screen-1")).statusCode).toBe(401);
  });

  test.each([
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site" }],
    [{ origin: "https://elsewhere.example" }],
    [{ origin: "null" }],
    [{ origin: "http://localhost:80.elsewhere.example" }],
  ])("is refused from another site: %o", async (headers) => {
    await makeOfficer();
    expect(problemOf(await signIn("b-000101", { headers }))).toEqual([403, "cross-site"]);
    const cookie = cookieOf(await signIn("b-000101"));
    expect(problemOf(await call("DELETE", "/api/sessions/current", { cookie, headers }))).toEqual([403, "cross-site"]);
    expect((await call("GET", "/api/sessions/current", { cookie })).statusCode).toBe(200);
  });

  test("of this server's own page is taken", async () => {
    await makeOfficer();
    const headers = { origin: "http://localhost:80", host: "localhost:80", "sec-fetch-site": "same-origin" };
    expect((await signIn("b-000101", { headers })).statusCode).toBe(201);
  });
});
