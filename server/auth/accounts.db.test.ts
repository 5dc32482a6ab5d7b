import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealBatch } from "../audit/queries.ts";
import { testApp } from "../testing/app.ts";
import { browserOf, cookieOf, password, problemOf } from "../testing/cookies.ts";
import { changeRole } from "./account-queries.ts";
import { hashPassword } from "./passwords.ts";
import { createAccount } from "./queries.ts";

const { app, database, close } = await testApp({ principalOf: "sessions" });
afterAll(close);
const { db, pool } = database;
const passwordHash = await hashPassword(password);

type Method = "GET" | "POST" | "DELETE";
const browser = browserOf(app);
const call = (cookie: string, method: Method, url: string, body?: object, headers = {}) =>
  browser.call(method, url, { cookie, headers, ...(body && { body }) });
const signIn = async (login: string) => cookieOf(await browser.signIn(login));
const slugOf = (answer: Awaited<ReturnType<typeof call>>) => problemOf(answer)[1];

let admin = "";
beforeAll(async () => {
  await createAccount(db, { login: "the-admin", role: "admin", passwordHash });
  admin = await signIn("the-admin");
});

const make = async (login: string, role = "officer") => {
  const answer = await call(admin, "POST", "/api/accounts", { login, role, password });
  expect(answer.statusCode).toBe(201);
  return (answer.json() as { id: number }).id;
};

describe("an admin", () => {
  test("makes an account, gives it a community for a while, and takes it away: by the next request", async () => {
    const id = await make("b-000301");
    const cookie = await signIn("b-000301");
    const scope = async () => (await call(cookie, "GET", "/api/sessions/current")).json().scope.communityIds;
    expect(await scope()).toEqual([]);
    expect((await call(admin, "POST", `/api/accounts/${id}/scopes`, { communityId: 1 })).statusCode).toBe(201);
    expect(await scope()).toEqual([1]);
    const body = { communityId: 2, validFrom: "2020-01-01T00:00:00Z", validTo: "2199-01-01T00:00:00Z" };
    expect((await call(admin, "POST", `/api/accounts/${id}/scopes`, body)).statusCode).toBe(201);
    expect(await scope()).toEqual([1, 2]);
    const { items } = (await call(admin, "GET", "/api/accounts")).json() as {
      items: { id: number; scopes: { id: number; communityId: number; validFrom: string; validTo: string | null }[] }[];
    };
    const [first, second] = items.find((one) => one.id === id)?.scopes ?? [];
    expect([first?.validTo, second]).toMatchObject([null, { communityId: 2, validFrom: "2020-01-01T00:00:00.000Z" }]);
    const mine = (await call(cookie, "GET", "/api/sessions/current/scope")).json() as {
      isCity: boolean;
      items: { communityId: number; names: { zhHans: string } | null; validTo: string | null }[];
    };
    expect(mine.isCity).toBe(false);
    expect(mine.items.map(({ communityId, validTo }) => [communityId, validTo])).toEqual([
      [1, null],
      [2, "2199-01-01T00:00:00.000Z"],
    ]);
    expect(mine.items.map(({ names }) => names?.zhHans)).toEqual([expect.any(String), expect.any(String)]);
    expect((await call(admin, "DELETE", `/api/accounts/${id}/scopes/${second?.id}`)).statusCode).toBe(204);
    expect((await call(admin, "DELETE", `/api/accounts/${id}/scopes/${second?.id}`)).statusCode).toBe(404);
    expect(await scope()).toEqual([1]);
  });

  test("ends an account and its sessions, for good, and not the one in use", async () => {
    const id = await make("b-000302");
    const cookie = await signIn("b-000302");
    expect((await call(admin, "DELETE", `/api/accounts/${id}`)).statusCode).toBe(204);
    expect((await call(cookie, "GET", "/api/sessions/current")).statusCode).toBe(401);
    expect((await call(admin, "DELETE", `/api/accounts/${id}`)).statusCode).toBe(404);
    expect((await call(admin, "POST", `/api/accounts/${id}/scopes`, { communityId: 1 })).statusCode).toBe(404);
    const again = await call(admin, "POST", "/api/accounts", { login: "b-000302", role: "officer", password });
    expect([again.statusCode, slugOf(again)], "a login is never used again").toEqual([409, "conflict"]);
    const { rows } = await pool.query("select id from access.account where login = 'the-admin'");
    expect(slugOf(await call(admin, "DELETE", `/api/accounts/${rows[0].id}`))).toBe("conflict");
  });

  test.each([
    ["officer", null, 422],
    ["officer", 1, 201],
    ["command", 1, 422],
    ["command", null, 201],
    ["analyst", null, 201],
    ["analyst", 1, 201],
    ["auditor", 1, 422],
    ["admin", null, 422],
    ["officer", 999_999, 409],
  ])("gives %s the scope %s or is refused: %i", async (role, communityId, status) => {
    const id = await make(`${role}-${String(communityId)}`, role);
    expect((await call(admin, "POST", `/api/accounts/${id}/scopes`, { communityId })).statusCode).toBe(status);
  });

  test("walks the list page by page, which holds no hash", async () => {
    const ids: number[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const answer = await call(admin, "GET", `/api/accounts?limit=2${after && `&after=${after}`}`);
      expect(answer.body).not.toContain("argon2");
      const page = answer.json() as { items: { id: number }[]; next: string | null };
      ids.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    const { rows } = await pool.query<{ id: number }>("select id from access.account order by id");
    expect(ids).toEqual(rows.map(({ id }) => id));
  });

  test("gives no scope that ends before it begins, nor at a time that is none", async () => {
    const id = await make("b-000303");
    for (const times of [
      { validFrom: "2026-02-01T00:00:00Z", validTo: "2026-01-01T00:00:00Z" },
      { validTo: "2020-01-01T00:00:00Z" },
      { validFrom: "infinity" },
      { validFrom: "2026-02-30T00:00:00Z" },
    ])
      expect(slugOf(await call(admin, "POST", `/api/accounts/${id}/scopes`, { communityId: 1, ...times }))).toBe(
        "time-invalid",
      );
  });
});

describe("nobody else", () => {
  test.each(["officer", "command", "security", "auditor"])("%s may not, and that is on record", async (role) => {
    const id = await make(`tries-${role}`, role);
    const cookie = await signIn(`tries-${role}`);
    const denied = [
      await call(cookie, "GET", "/api/accounts"),
      await call(cookie, "POST", "/api/accounts", { login: `by-${role}`, role: "admin", password }),
      await call(cookie, "POST", `/api/accounts/${id}/scopes`, { communityId: 1 }),
      await call(cookie, "DELETE", `/api/accounts/${id}`),
      await call(cookie, "DELETE", `/api/accounts/${id}/scopes/1`),
    ];
    expect(denied.map((answer) => [answer.statusCode, slugOf(answer)])).toEqual(denied.map(() => [403, "forbidden"]));
    await sealBatch(pool, 1_000);
    const { rows } = await pool.query(
      "select count(*) as count from audit.entry where account_id = $1 and action = 'route' and outcome = 'denied'",
      [id],
    );
    expect(rows[0].count).toBe(denied.length);
  });

  test("without a session, or from another site", async () => {
    expect((await call("", "GET", "/api/accounts")).statusCode).toBe(401);
    const body = { login: "from-elsewhere", role: "admin", password };
    const answer = await call(admin, "POST", "/api/accounts", body, { origin: "https://elsewhere.example" });
    expect(slugOf(answer)).toBe("cross-site");
    expect((await pool.query("select from access.account where login = 'from-elsewhere'")).rowCount).toBe(0);
  });
});

test("the record of a scope says which it is, and from when to when", async () => {
  const id = await make("b-000304");
  const give = (body: object) => call(admin, "POST", `/api/accounts/${id}/scopes`, body);
  await give({ communityId: 1, validFrom: "2026-01-01T00:00:00Z", validTo: "2199-01-01T00:00:00Z" });
  await give({ communityId: 2 });
  const { rows } = await pool.query("select id from access.duty_scope where account_id = $1 order by id", [id]);
  const { rows: given } = await pool.query(
    "select detail from audit.inbox where action = 'scope-give' and detail ->> 'account' = $1 order by id",
    [String(id)],
  );
  expect(given.map(({ detail }) => detail)).toEqual([
    { account: id, scope: rows[0].id, community: 1, from: "2026-01-01T00:00:00.000Z", to: "2199-01-01T00:00:00.000Z" },
    { account: id, scope: rows[1].id, community: 2, from: expect.any(String), to: null },
  ]);
});

test.skipIf(database.kind === "embedded")(
  "a scope that fits a role is not given while that role is being taken away",
  async () => {
    const id = await make("b-000305", "analyst");
    const asked = await db.transaction().execute(async (trx) => {
      await changeRole(trx, id, "officer");
      let isAnswered = false;
      const answer = call(admin, "POST", `/api/accounts/${id}/scopes`, { communityId: null }).finally(() => {
        isAnswered = true;
      });
      const waits =
        "select from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()";
      await expect.poll(async () => isAnswered || ((await pool.query(waits)).rowCount ?? 0) > 0).toBe(true);
      return { answer };
    });
    expect((await asked.answer).statusCode).toBe(422);
    expect((await pool.query("select from access.duty_scope where account_id = $1", [id])).rowCount).toBe(0);
  },
);

test("every change of an account is on record, by whom", async () => {
  await sealBatch(pool, 1_000);
  const { rows } = await pool.query(
    "select distinct e.action from audit.entry e join access.account a on a.id = e.account_id where a.login = 'the-admin' order by 1",
  );
  expect(rows.map(({ action }) => action)).toEqual([
    "account-end",
    "account-make",
    "scope-end",
    "scope-give",
    "sign-in",
  ]);
});
