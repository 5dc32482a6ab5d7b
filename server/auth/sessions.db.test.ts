import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { sealBatch } from "../audit/queries.ts";
import { cookieOf, password, problemOf } from "../testing/cookies.ts";
import { officersApp } from "../testing/officers.ts";
import { giveScope } from "./queries.ts";
import { type Held, Sessions } from "./sessions.ts";
import { tokenFromCookies } from "./tokens.ts";

const { database, close, call, signIn, empty, makeOfficer } = await officersApp();
afterAll(close);
const { db, pool } = database;
beforeEach(empty);

describe("a session", () => {
  test("runs out idle and at the end of a shift, by the clock of the database", async () => {
    await makeOfficer();
    const token = tokenFromCookies(cookieOf(await signIn("b-000101"))) as string;
    const find = () => new Sessions(db).find(token);
    expect(await find()).toBeDefined();
    await pool.query("update access.session set seen_at = now() - interval '29 minutes'");
    expect(await find(), "seen again").toBeDefined();
    expect(
      (await pool.query("select now() - seen_at < interval '5 seconds' as fresh from access.session")).rows[0].fresh,
    ).toBe(true);
    await pool.query("update access.session set seen_at = now() - interval '30 minutes'");
    expect(await find()).toBeUndefined();
    await pool.query("update access.session set seen_at = now(), created_at = now() - interval '12 hours'");
    expect(await find()).toBeUndefined();
  });

  test("has the scope of this moment: what begins later or is over does not count", async () => {
    const id = await makeOfficer();
    const hour = 3_600_000;
    await giveScope(db, id, 2, { from: new Date(Date.now() + hour) });
    const token = tokenFromCookies(cookieOf(await signIn("b-000101"))) as string;
    const scope = async () => (await new Sessions(db).find(token))?.principal.scope;
    expect(await scope()).toEqual([1]);
    await pool.query("update access.duty_scope set valid_from = now() - interval '2 hours' where community_id = 2");
    expect(await scope()).toEqual([1, 2]);
    await pool.query("update access.duty_scope set valid_to = now() where community_id = 1");
    expect(await scope()).toEqual([2]);
    await giveScope(db, id, null);
    expect(await scope()).toBe("city");
  });

  test("that somebody else ends is not believed in for more than five seconds", async () => {
    const id = await makeOfficer();
    const token = tokenFromCookies(cookieOf(await signIn("b-000101"))) as string;
    const elsewhere = new Sessions(db);
    expect(await elsewhere.find(token)).toBeDefined();
    await pool.query("update access.session set ended_at = now(), end_reason = 'revoked' where account_id = $1", [id]);
    const started = performance.now();
    await expect.poll(() => elsewhere.find(token), { timeout: 9_000, interval: 200 }).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(8_000);
  });

  // Of the embedded database there is one connection, which cannot wait for itself.
  test.skipIf(database.kind === "embedded")(
    "that is ended while it is being read is not believed in either",
    async () => {
      await makeOfficer();
      const token = tokenFromCookies(cookieOf(await signIn("b-000101"))) as string;
      const held = (await new Sessions(db).find(token)) as Held;
      const sessions = new Sessions(db);
      await pool.query("update access.session set seen_at = now() - interval '2 minutes'");
      const holder = await pool.connect();
      const waiting = (count: number) =>
        vi.waitFor(async () => {
          // Not by the holder: within a transaction this is read once.
          const { rowCount } = await pool.query(
            "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
          );
          expect(rowCount).toBe(count);
        }, 10_000);
      await holder.query("begin; update access.session set device = device");
      const ending = sessions.end(held, held.session, "revoked", randomUUID());
      let finding: Promise<unknown> | undefined;
      try {
        await waiting(1);
        finding = sessions.find(token);
        await waiting(2);
      } finally {
        await holder.query("commit");
        holder.release();
      }
      expect(await ending).toBe(true);
      await finding;
      expect(await sessions.find(token)).toBeUndefined();
    },
  );

  test("is listed with the others of its account, and ends one of them at once", async () => {
    await makeOfficer();
    await makeOfficer("b-000102");
    const mine = cookieOf(await signIn("b-000101", { headers: { "user-agent": "Firefox on Debian\u0007" } }));
    const lost = cookieOf(await signIn("b-000101", { headers: { "user-agent": "x".repeat(300) } }));
    const foreign = cookieOf(await signIn("b-000102"));
    const { items } = (await call("GET", "/api/sessions", { cookie: mine })).json() as {
      items: { id: string; device: string; isCurrent: boolean }[];
    };
    expect(items.map(({ device, isCurrent }) => [device, isCurrent])).toEqual([
      ["x".repeat(80), false],
      ["Firefox on Debian", true],
    ]);
    expect(JSON.stringify(items)).not.toMatch(/hash|token/i);
    const other = (await call("GET", "/api/sessions/current", { cookie: foreign })).json().sessionId as string;
    expect(problemOf(await call("DELETE", `/api/sessions/${other}`, { cookie: mine })), "nobody else's").toEqual([
      404,
      "not-found",
    ]);
    expect((await call("DELETE", `/api/sessions/${items[0]?.id}`, { cookie: mine })).statusCode).toBe(204);
    expect(problemOf(await call("GET", "/api/sessions", { cookie: lost }))).toEqual([401, "not-signed-in"]);
    expect((await call("GET", "/api/sessions", { cookie: foreign })).statusCode).toBe(200);
  });

  test("ends when one signs out, and the browser forgets it", async () => {
    await makeOfficer();
    const cookie = cookieOf(await signIn("b-000101"));
    const answer = await call("DELETE", "/api/sessions/current", { cookie });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers["set-cookie"]).toContain("Max-Age=0");
    expect(answer.headers["clear-site-data"]).toContain("cookies");
    expect(problemOf(await call("GET", "/api/sessions/current", { cookie }))).toEqual([401, "not-signed-in"]);
    expect(problemOf(await call("DELETE", "/api/sessions/current", { cookie }))).toEqual([401, "not-signed-in"]);
  });

  test("ends everywhere when the password changes, and goes on here under another token", async () => {
    await makeOfficer();
    const [here, there] = [cookieOf(await signIn("b-000101")), cookieOf(await signIn("b-000101"))];
    const url = "/api/sessions/current/password";
    const body = { password, newPassword: "another horse battery" };
    expect(
      problemOf(await call("PUT", url, { cookie: here, body: { ...body, password: "not the password" } })),
    ).toEqual([401, "sign-in-failed"]);
    expect((await call("PUT", url, { cookie: here, body: { ...body, newPassword: "short" } })).statusCode).toBe(422);
    const answer = await call("PUT", url, { cookie: here, body });
    expect(answer.statusCode).toBe(204);
    for (const cookie of [here, there])
      expect(problemOf(await call("GET", "/api/sessions/current", { cookie }))).toEqual([401, "not-signed-in"]);
    expect((await call("GET", "/api/sessions/current", { cookie: cookieOf(answer) })).statusCode).toBe(200);
    expect((await signIn("b-000101")).statusCode).toBe(401);
    expect((await signIn("b-000101", { password: "another horse battery" })).statusCode).toBe(201);
  });
});

test("what was done and what was refused is on record, and nothing else of it", async () => {
  await sealBatch(pool, 100_000);
  const { rows: before } = await pool.query("select coalesce(max(seq), 0) as seq from audit.entry");
  const id = await makeOfficer();
  await signIn("b-000101", { password: "wrong horse battery" });
  await signIn("nobody-here");
  const cookie = cookieOf(await signIn("b-000101"));
  await call("DELETE", "/api/sessions/current", { cookie });
  await sealBatch(pool, 100);
  const { rows } = await pool.query(
    "select account_id, role, action, outcome, detail from audit.entry where seq > $1 order by seq",
    [before[0].seq],
  );
  expect(rows.map(({ account_id, role, action, outcome }) => [account_id, role, action, outcome])).toEqual([
    [id, "officer", "sign-in", "denied"],
    [null, "anyone", "sign-in", "denied"],
    [id, "officer", "sign-in", "done"],
    [id, "officer", "session-end", "done"],
  ]);
  expect(JSON.stringify(rows)).not.toContain("nobody-here");
});
