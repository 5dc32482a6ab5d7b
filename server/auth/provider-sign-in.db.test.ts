import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routeTable } from "../access/route-table.ts";
import { password, problemOf } from "../testing/cookies.ts";
import { providerStage } from "../testing/provider-stage.ts";
import { signedIn } from "../testing/signed-in.ts";
import { hashPassword } from "./passwords.ts";
import { createAccount } from "./queries.ts";

/** A sign-in by a real provider of identities, from the first to the last step. */

const { app, database, browser, recorded, idp, close } = await providerStage();
afterAll(close);
let admin: string;
beforeAll(async () => {
  admin = (await signedIn(database.db, "admin")).cookie;
});
const accounts = async () =>
  (await database.pool.query("select id, login, role, password_hash, subject_hash from access.account order by id"))
    .rows;

describe("the first sign-in", () => {
  test("makes an account without a role and a scope, which sees nothing operational", async () => {
    const officer = browser();
    await recorded();
    const answer = await officer.signIn("li.wei@service.example");
    expect([answer.statusCode, answer.json()]).toEqual([200, { isProof: false }]);
    const me = await officer.me();
    expect(me).toMatchObject({
      login: expect.stringMatching(/^p-[0-9a-f]{10}$/),
      role: "unassigned",
      signsInBy: "provider",
      pages: [],
      scope: { isCity: false, communityIds: [] },
    });
    const { id } = (await accounts()).at(-1);
    expect(await recorded()).toEqual([
      expect.objectContaining({ account: id, action: "account-make", outcome: "done", role: "unassigned" }),
      expect.objectContaining({ account: id, action: "sign-in", outcome: "done", detail: { by: "provider" } }),
    ]);
    const open = Object.entries(routeTable).filter(
      ([route, touches]) =>
        route.startsWith("GET ") &&
        !["open", "published", "asker", "own", "device", "layer"].includes(touches as string),
    );
    for (const [route] of open) {
      const url = (route.split(" ")[1] as string).replaceAll(/:[a-z]+/gi, "1");
      expect([route, (await officer.ask("GET", url)).statusCode]).toEqual([route, 403]);
    }
    expect((await officer.ask("GET", "/tiles/incidents/8/204/101.mvt")).statusCode).toBe(403);
  });

  test("keeps nothing of who they are but a digest", async () => {
    const { rows } = await database.pool.query(
      "select a::text as row from access.account a union all select s::text from access.session s union all select e::text from audit.entry e",
    );
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.filter(({ row }) => /li\.wei|service\.example/.test(row))).toEqual([]);
  });

  test("gives a session as a password does: listed, and ended by whoever has it", async () => {
    const officer = browser();
    await officer.signIn("li.wei@service.example");
    const { items } = (await officer.ask("GET", "/api/sessions")).json();
    expect(items).toHaveLength(2);
    const lasting = items.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent);
    expect(Date.parse(lasting.endsAt) - Date.parse(lasting.signedInAt)).toBe(12 * 3_600_000);
    expect((await officer.ask("DELETE", "/api/sessions/current")).statusCode).toBe(204);
    expect((await officer.ask("GET", "/api/sessions/current")).statusCode).toBe(401);
  });

  test("of two that come at once makes one account", async () => {
    const [one, two] = [browser(), browser()];
    const brought = [await one.answerOf("twice"), await two.answerOf("twice")];
    const before = (await accounts()).length;
    const answers = await Promise.all([one.bring(brought[0] as object), two.bring(brought[1] as object)]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect((await one.me()).login).toBe((await two.me()).login);
    expect(await accounts()).toHaveLength(before + 1);
  });
});

describe("an admin", () => {
  const by = (url: string, body: object, method: "PUT" | "POST" = "POST") =>
    app.inject({ method, url, headers: { cookie: admin }, payload: body });

  test("gives a role and a scope, which hold in the session that is open", async () => {
    const officer = browser();
    await officer.signIn("wang.fang");
    const { login } = await officer.me();
    const list = (await app.inject({ url: "/api/accounts?limit=100", headers: { cookie: admin } })).json();
    const account = list.items.find((item: { login: string }) => item.login === login);
    expect(account).toMatchObject({ role: "unassigned", signsInBy: "provider", scopes: [] });
    expect(problemOf(await by(`/api/accounts/${account.id}/scopes`, { communityId: 1 }))).toEqual([
      422,
      "body-invalid",
    ]);
    expect((await by(`/api/accounts/${account.id}/role`, { role: "officer" }, "PUT")).statusCode).toBe(204);
    expect((await by(`/api/accounts/${account.id}/scopes`, { communityId: 1 })).statusCode).toBe(201);
    expect(await officer.me()).toMatchObject({ role: "officer", scope: { isCity: false, communityIds: [1] } });
    expect((await officer.ask("GET", "/api/incidents?limit=5")).statusCode).toBe(200);

    const elsewhere = browser();
    await elsewhere.signIn("wang.fang");
    expect(await elsewhere.me()).toMatchObject({ login, role: "officer", scope: { communityIds: [1] } });
    // Another role has no scopes of the one before.
    expect((await by(`/api/accounts/${account.id}/role`, { role: "analyst" }, "PUT")).statusCode).toBe(204);
    expect(await officer.me()).toMatchObject({ role: "analyst", scope: { communityIds: [] } });
  });

  test("gives nobody no role, and none to themselves", async () => {
    const { items } = (await app.inject({ url: "/api/accounts?limit=100", headers: { cookie: admin } })).json();
    const own = items.find(({ role }: { role: string }) => role === "admin").id;
    const last = items.at(-1).id;
    expect(problemOf(await by(`/api/accounts/${own}/role`, { role: "command" }, "PUT"))).toEqual([409, "conflict"]);
    for (const role of ["unassigned", "anyone", "chief"])
      expect(problemOf(await by(`/api/accounts/${last}/role`, { role }, "PUT"))).toEqual([422, "body-invalid"]);
    expect(problemOf(await by("/api/accounts/99999/role", { role: "officer" }, "PUT"))).toEqual([404, "not-found"]);
    const made = { login: "x-1", role: "unassigned", password: "long enough to be one" };
    expect(problemOf(await by("/api/accounts", made))).toEqual([422, "body-invalid"]);
  });
});

describe("a password and a provider", () => {
  test("are never of one account, whatever somebody is called at the provider", async () => {
    const id = await createAccount(database.db, {
      login: "b-000777",
      role: "command",
      passwordHash: await hashPassword(password),
    });
    const other = browser();
    await other.signIn("b-000777");
    expect(await other.me()).toMatchObject({ role: "unassigned", login: expect.not.stringMatching("b-000777") });
    const found = (await accounts()).find((account) => account.id === id);
    expect([found.role, found.subject_hash]).toEqual(["command", null]);
    await expect(
      database.pool.query("update access.account set subject_hash = sha256('x') where id = $1", [id]),
    ).rejects.toMatchObject({ constraint: "account_signs_in_one_way" });
  });

  test("a password cannot be tried out, nor given, where there is none", async () => {
    const officer = browser();
    await officer.signIn("li.wei@service.example");
    const { login } = await officer.me();
    const passwords = { password, newPassword: "another that is long" };
    expect(problemOf(await officer.ask("PUT", "/api/sessions/current/password", passwords))).toEqual([
      401,
      "sign-in-failed",
    ]);
    expect(problemOf(await officer.ask("POST", "/api/sessions", { login, password }))).toEqual([401, "sign-in-failed"]);
  });

  test("a sign-in takes the place of the session that the browser had", async () => {
    const { cookie, session } = await signedIn(database.db, "officer", [1]);
    const shared = browser();
    const answer = await shared.answerOf("next.on.shift");
    const attempt = shared.cookie;
    const brought = await app.inject({
      method: "POST",
      url: "/api/oidc/answers",
      headers: { cookie: `${attempt}; ${cookie}` },
      payload: answer,
    });
    expect(brought.statusCode).toBe(200);
    const { rows } = await database.pool.query("select end_reason from access.session where id = $1", [session]);
    expect(rows).toEqual([{ end_reason: "replaced" }]);
  });
});

test("the page of the sign-in is told that there is a provider", async () => {
  expect((await app.inject("/api/sign-in")).json()).toEqual({ setup: "done", provider: true });
});

test("everything that leaves for the provider says no more than it must", async () => {
  const url = new URL(await browser().begin());
  expect(url.origin).toBe(idp.issuer);
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: "one-map",
    redirect_uri: "http://localhost/sign-in.html",
    response_type: "code",
    scope: "openid",
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: "S256",
  });
});
