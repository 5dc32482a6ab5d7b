import { tileAt, worldX, worldY } from "@one-map/tiles/world";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Principal } from "../access/decide.ts";
import { passwordAgain } from "../auth/step-up.ts";
import { scopedApp } from "../testing/scoped-app.ts";

const principals: Record<string, Principal> = {
  west: { account: 1, role: "officer", scope: [1] },
  supervisor: { account: 2, role: "supervisor", scope: [1] },
  colleague: { account: 3, role: "supervisor", scope: [2] },
  command: { account: 4, role: "command", scope: "city" },
  analyst: { account: 5, role: "analyst", scope: [1] },
};
const { app, database, scoped, follow, close } = await scopedApp(principals, {
  requireProof: async (request) => {
    if (request.headers["x-proved"] === "no") throw passwordAgain();
  },
});
afterAll(close);
const { pool } = database;
await pool.query(`insert into access.account (id, login, role)
  select n, 'a-' || n, (array['officer', 'supervisor', 'supervisor', 'command', 'analyst'])[n] from generate_series(1, 5) n`);
await follow();

type Method = "GET" | "POST" | "PUT" | "DELETE" | "PATCH";
const send = (as: string, method: Method, url: string, payload?: object, headers = {}) =>
  app.inject({ method, url, headers: { "x-as": as, ...headers }, ...(payload !== undefined && { payload }) });
const under = (id: number) => ({ purpose: `item=break-glass&task=break-glass:${id}` });

const reason = "Child missing, last seen next door";
const ask = async (as = "west", communityId = 2): Promise<number> =>
  (await send(as, "POST", "/api/break-glass", { communityId, reason })).json().id;
const decide = (as: string, id: number, isAllowed = true, headers = {}) =>
  send(as, "PUT", `/api/break-glass/${id}/decision`, { isAllowed }, headers);
const open = async () => {
  const id = await ask();
  expect((await decide("colleague", id)).statusCode).toBe(204);
  return id;
};
async function onRecord(where = "true") {
  const { rows } = await pool.query(
    `select account_id, action, outcome, subject, purpose, detail from audit.inbox where ${where} order by id`,
  );
  return rows;
}
beforeEach(() =>
  pool.query(
    "begin; set local session_replication_role = replica; delete from audit.inbox; delete from access.break_glass; commit",
  ),
);

// Home 3 lies in the east.
const home = "/api/residences/3";

test("opens one community to whoever asked, once another account has allowed it, and nothing before", async () => {
  const id = await ask();
  expect((await send("west", "GET", home, undefined, under(id))).statusCode).toBe(403);
  expect((await decide("colleague", id)).statusCode).toBe(204);
  const answer = await send("west", "GET", home, undefined, under(id));
  expect(answer.json()).toMatchObject({ withheld: [], address: { number: "nr-3" } });
  expect((await send("west", "GET", home)).statusCode, "without its number").toBe(404);
  expect((await send("supervisor", "GET", home, undefined, under(id))).statusCode, "for somebody else").toBe(403);
});

test.skipIf(scoped === undefined)(
  "the second fence opens that community too, by a token for it, and to no request without the number",
  async () => {
    const id = await open();
    const tokens = async () => {
      const { rows } = await pool.query("select subjects from access.capability where communities = '{1,2}'");
      return rows.length;
    };
    const listed = async (headers = {}) =>
      (await send("west", "GET", "/api/residences?communityId=2", undefined, headers)).json().items.length;
    expect([await listed(), (await send("west", "GET", home)).statusCode]).toEqual([0, 404]);
    const before = await tokens();
    expect(await listed(under(id))).toBeGreaterThan(0);
    expect((await send("west", "GET", home, undefined, under(id))).json()).toMatchObject({
      address: { number: "nr-3" },
    });
    expect([before <= 1, await tokens()]).toEqual([true, 1]);
    expect([await listed(), (await send("west", "GET", home)).statusCode]).toEqual([0, 404]);
  },
);

// A tile that has homes of the west and of the east.
const { z, x, y } = tileAt(worldX(107.1001), worldY(34.335), 11);
const both = `${z}/${x}/${y}.mvt`;

test("everything that it opens is on record with its number: rows, lists, plans, counts and tiles", async () => {
  const id = await open();
  const urls = [
    home,
    "/api/residences?communityId=2",
    "/api/plan?communityId=2",
    "/api/incidents?communityId=2",
    "/api/analysis/incidents/counts?by=community",
    `/tiles/residences/${both}`,
  ];
  for (const url of urls) {
    const [closed, opened] = [await send("west", "GET", url), await send("west", "GET", url, undefined, under(id))];
    expect([url, opened.statusCode < 300, closed.rawPayload.equals(opened.rawPayload)]).toEqual([url, true, false]);
  }
  const used = await onRecord("action = 'break-glass-use'");
  expect(used).toHaveLength(urls.length);
  for (const row of used) expect(row).toMatchObject({ account_id: 1, outcome: "done", detail: { breakGlass: id } });
  expect(used.map(({ detail }) => detail.id ?? detail.tile ?? detail.asked ?? null)).toEqual([3, 2, 2, 2, null, both]);
  const personal = await onRecord("action = 'personal-read'");
  expect(personal.map(({ subject, detail }) => [subject, detail.breakGlass])).toEqual([
    ["residence:3", id],
    ["plan:2", id],
  ]);
});

test("writes nothing, opens no stream, and opens no third community", async () => {
  const id = await open();
  await pool.query(
    "insert into community (id, code, name_zh_hans, geom) select 3, 'C3', '远', geom from community where id = 1",
  );
  const change = await send("west", "PATCH", "/api/incidents/1", { priority: 1 }, { ...under(id), "if-match": '"1"' });
  expect(change.statusCode).toBe(403);
  for (const url of ["/api/live", "/api/live/snapshot", `/api/exports/${"A".repeat(43)}`])
    expect((await send("west", "GET", url, undefined, under(id))).statusCode).toBe(403);
  expect((await send("west", "GET", "/api/plan?communityId=3", undefined, under(id))).statusCode).toBe(404);
  await pool.query("delete from community where id = 3");
});

test("ends after a quarter of an hour, or when who asked ends it", async () => {
  const [first, second] = [await open(), await open()];
  const { rows } = await pool.query(
    "select extract(epoch from ends_at - decided_at)::int as s from access.break_glass",
  );
  expect(rows).toEqual([{ s: 900 }, { s: 900 }]);
  await pool.query(
    "update access.break_glass set asked_at = now() - interval '20 minutes', decided_at = now() - interval '16 minutes', ends_at = now() - interval '1 minute' where id = $1",
    [first],
  );
  expect((await send("west", "GET", home, undefined, under(first))).statusCode).toBe(403);
  expect((await send("west", "GET", home, undefined, under(second))).statusCode).toBe(200);
  expect((await send("colleague", "DELETE", `/api/break-glass/${second}`)).statusCode, "not hers").toBe(404);
  expect((await send("west", "DELETE", `/api/break-glass/${second}`)).statusCode).toBe(204);
  expect((await send("west", "GET", home, undefined, under(second))).statusCode).toBe(403);
});

test("ends with the role that it was asked in", async () => {
  const id = await open();
  const { west } = principals;
  principals.west = { account: 1, role: "analyst", scope: [1] };
  const answer = await send("west", "GET", "/api/residences?communityId=2", undefined, under(id));
  principals.west = west as Principal;
  expect([answer.statusCode, answer.json().type]).toEqual([403, expect.stringContaining("purpose-refused")]);
  expect(await onRecord("action = 'break-glass-use'")).toMatchObject([{ outcome: "denied" }]);
});

describe("the second person", () => {
  test("is another account, with the right, in reach of the community", async () => {
    const [id, own] = [await ask(), await ask("supervisor")];
    expect((await decide("west", id)).statusCode, "an officer").toBe(403);
    expect((await decide("analyst", id)).statusCode).toBe(403);
    expect((await decide("supervisor", id)).statusCode, "not her community").toBe(404);
    expect((await decide("supervisor", own)).statusCode, "her own").toBe(404);
    principals.supervisor = { account: 2, role: "supervisor", scope: "city" };
    expect((await decide("supervisor", own)).statusCode, "her own, whatever her scope").toBe(403);
    expect(await onRecord("action = 'break-glass-decide'"), "which is on record").toMatchObject([
      { account_id: 2, outcome: "denied", detail: { breakGlass: own, account: 2 } },
    ]);
    principals.supervisor = { account: 2, role: "supervisor", scope: [1] };
    expect((await decide("command", id)).statusCode).toBe(204);
    expect((await decide("command", id)).statusCode, "once").toBe(404);
  });

  test("may refuse, and that is final", async () => {
    const id = await ask();
    expect((await decide("command", id, false)).statusCode).toBe(204);
    expect((await decide("colleague", id)).statusCode).toBe(404);
    expect((await send("west", "GET", home, undefined, under(id))).statusCode).toBe(403);
    expect((await send("west", "GET", "/api/break-glass")).json().items).toMatchObject([
      { id, isAllowed: false, decidedBy: "a-4", isOpen: false },
    ]);
  });

  test("is told what waits for somebody like them, for an hour", async () => {
    const id = await ask();
    const ids = async (as: string) =>
      (await send(as, "GET", "/api/break-glass")).json().items.map((item: { id: number }) => item.id);
    expect([await ids("colleague"), await ids("supervisor"), await ids("command"), await ids("west")]).toEqual([
      [id],
      [],
      [id],
      [id],
    ]);
    await pool.query("update access.break_glass set asked_at = now() - interval '61 minutes'");
    expect(await ids("colleague")).toEqual([]);
    expect((await decide("colleague", id)).statusCode).toBe(404);
  });

  test("still sees for a day what they decided, and nobody else like them does", async () => {
    const id = await open();
    const listed = async (as: string) => (await send(as, "GET", "/api/break-glass")).json().items;
    expect(await listed("colleague")).toMatchObject([{ id, login: "a-1", decidedBy: "a-3", isOpen: true }]);
    expect(await listed("command")).toEqual([]);
    await pool.query("update access.break_glass set asked_at = now() - interval '25 hours'");
    expect(await listed("colleague")).toEqual([]);
  });

  test("cannot be the first, nor a quarter of an hour be longer, whoever writes it", async () => {
    const id = await open();
    for (const change of ["decided_by = account_id", "ends_at = ends_at + interval '1 second'", "decided_by = null"])
      await expect(pool.query(`update access.break_glass set ${change} where id = ${id}`)).rejects.toThrow(
        "break_glass_",
      );
  });
});

describe("asking", () => {
  test("is for officers and supervisors outside of their scope, with a reason and a password just entered", async () => {
    const of = async (as: string, body: object, headers = {}) =>
      (await send(as, "POST", "/api/break-glass", body, headers)).statusCode;
    expect(await of("west", { communityId: 1, reason }), "hers already").toBe(409);
    expect(await of("west", { communityId: 9, reason })).toBe(404);
    expect(await of("west", { communityId: 2, reason: "why not" })).toBe(422);
    expect(await of("west", { communityId: 2, reason: " ".repeat(20) })).toBe(422);
    expect(await of("command", { communityId: 2, reason })).toBe(403);
    expect(await of("analyst", { communityId: 2, reason })).toBe(403);
    expect([401, 403]).toContain(await of("anyone", { communityId: 2, reason }));
    expect(await of("west", { communityId: 2, reason }, { "x-proved": "no" })).toBe(403);
    const id = await ask();
    expect((await decide("command", id, true, { "x-proved": "no" })).json().type).toContain("password-again");
    expect(await onRecord("action = 'break-glass-ask'")).toHaveLength(1);
  });

  test("reaches the auditor at once, and again when it was decided", async () => {
    const id = await open();
    expect(await onRecord("action = 'alarm'")).toMatchObject([
      { account_id: 1, subject: "break-glass", detail: { breakGlass: id, community: 2, step: "asked" } },
      { account_id: 3, subject: "break-glass", detail: { breakGlass: id, community: 2, step: "allowed", account: 1 } },
    ]);
  });
});

test("opens nothing when its use cannot be put on record", async () => {
  const id = await open();
  await pool.query(
    "alter table audit.inbox add constraint inbox_refuses check (action <> 'break-glass-use') not valid",
  );
  const answer = await send("west", "GET", "/api/residences?communityId=2", undefined, under(id));
  await pool.query("alter table audit.inbox drop constraint inbox_refuses");
  expect([answer.statusCode, answer.json().type]).toEqual([503, expect.stringContaining("audit-unavailable")]);
});
