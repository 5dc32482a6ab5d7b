import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { alarmsOf, mostADay } from "../access/alarms.ts";
import type { Principal } from "../access/decide.ts";
import { sealBatch } from "../audit/queries.ts";
import { scopedApp } from "../testing/scoped-app.ts";

const principals: Readonly<Record<string, Principal>> = {
  west: { account: 1, role: "officer", scope: [1] },
  admin: { account: 2, role: "admin", scope: [] },
  auditor: { account: 3, role: "auditor", scope: [] },
  command: { account: 4, role: "command", scope: "city" },
};
const { app, database, close } = await scopedApp(principals);
afterAll(close);
const { pool, db } = database;
await pool.query(`
  insert into access.account (id, login, role)
    select n, 'a-' || n, (array['officer', 'admin', 'auditor', 'command'])[n] from generate_series(1, 4) n;
  update residence set last_checked_at = null;
  insert into residence (community_id, household_count, geom)
    select 1, 10, st_setsrid(st_makepoint(107.05, 34.35), 4326) from generate_series(1, 110)`);

const get = (as: string, url: string, headers = {}) =>
  app.inject({ method: "GET", url, headers: { "x-as": as, ...headers } });
const open = async (id: number, as = "west") =>
  (await get(as, `/api/residences/${id}`, { purpose: `item=dwelling-visit&task=visit:${id}` })).statusCode;
async function alarms(): Promise<[subject: string, detail: object][]> {
  const { rows } = await pool.query("select subject, detail from audit.inbox where action = 'alarm' order by id");
  return rows.map(({ subject, detail }) => [subject, detail]);
}
/** Of the homes of the west, one after the other. */
async function westHomes(): Promise<number[]> {
  const { rows } = await pool.query<{ id: number }>("select id from residence where community_id = 1 order by id");
  return rows.map(({ id }) => id);
}
beforeEach(() =>
  pool.query(`begin; set local session_replication_role = replica;
    truncate audit.inbox, audit.entry, audit.seal restart identity; commit`),
);

describe("alarms", () => {
  test("of a day follow from what was read, each above its own number", () => {
    expect(alarmsOf(mostADay)).toEqual([]);
    const more = { homes: 101, sameHome: 4, lists: 7, refused: 5 };
    expect(alarmsOf(more).map(({ kind, count }) => [kind, count])).toEqual([
      ["many-homes", 101],
      ["same-home", 4],
      ["many-lists", 7],
      ["out-of-reach", 5],
    ]);
  });

  test("the same home for the fourth time within a day, once a home", async () => {
    for (let i = 0; i < 6; i++) expect(await open(2)).toBe(200);
    expect(await alarms()).toEqual([["same-home", { count: 4, most: 3, about: "residence:2" }]]);
    for (let i = 0; i < 4; i++) await open(4);
    expect((await alarms()).map(([, detail]) => detail)).toMatchObject([
      { about: "residence:2" },
      { about: "residence:4" },
    ]);
  });

  test("more homes than a round has, counted once each, sealed or not", async () => {
    const homes = await westHomes();
    for (const id of homes.slice(0, 60)) expect(await open(id)).toBe(200);
    while ((await sealBatch(pool, 1_000)) > 0);
    for (const id of homes.slice(0, 100)) await open(id);
    expect(await alarms()).toEqual([]);
    await open(homes[100] as number);
    await open(homes[101] as number);
    expect(await alarms()).toEqual([["many-homes", { count: 101, most: 100 }]]);
  });

  test("homes that are out of reach: the fifth that was refused", async () => {
    for (let i = 0; i < 4; i++) expect(await open(3)).toBe(404);
    expect(await alarms()).toEqual([]);
    await open(9);
    expect(await alarms()).toEqual([["out-of-reach", { count: 5, most: 4 }]]);
  });

  test("what was a day ago counts no more, and the list of the day is no home that was opened", async () => {
    for (let i = 0; i < 3; i++) await open(2);
    await pool.query(
      "begin; set local session_replication_role = replica; update audit.inbox set at = at - interval '25 hours'; commit",
    );
    for (let i = 0; i < 3; i++) await open(2);
    for (let i = 0; i < 9; i++) await get("west", "/api/plan?communityId=1", { purpose: "item=day-round&task=plan:1" });
    expect(await alarms()).toEqual([]);
  });
});

describe("the auditor", () => {
  const read = async (as: string, path: string) => {
    while ((await sealBatch(pool, 1_000)) > 0);
    return await get(as, `/api/audit${path}`);
  };

  test("alone reads the record, filtered and page by page, and is on it", async () => {
    for (const id of [2, 4, 6]) await open(id);
    await open(3);
    for (const as of ["west", "admin", "command", "anyone"])
      for (const path of ["", "/alarms", "/state"]) expect([401, 403], as).toContain((await read(as, path)).statusCode);
    const all = (await read("auditor", "?action=personal-read")).json();
    expect(all.items).toMatchObject([
      { seq: 4, outcome: "denied", subject: "residence:3", account: 1, login: "a-1" },
      { seq: 3, subject: "residence:6", purpose: "dwelling-visit visit:6", detail: { ids: [6], count: 1 } },
      { seq: 2 },
      { seq: 1 },
    ]);
    expect(JSON.stringify(all)).not.toMatch(/nr-|building-|unit-/);
    const first = (await read("auditor", "?action=personal-read&limit=2")).json();
    const second = (await read("auditor", `?action=personal-read&limit=2&after=${first.next}`)).json();
    expect([...first.items, ...second.items].map(({ seq }: { seq: number }) => seq)).toEqual([4, 3, 2, 1]);
    expect((await read("auditor", "?outcome=denied&account=1&action=personal-read")).json().items).toHaveLength(1);
    expect((await read("auditor", "?subject=residence:4")).json().items).toHaveLength(1);
    expect((await read("auditor", "?to=2020-01-01T00:00:00Z")).json().items).toEqual([]);
    expect((await read("auditor", "?from=yesterday")).statusCode).toBe(400);
    expect((await read("auditor", "?action=audit-read&limit=1")).json().items).toMatchObject([
      { account: 3, subject: "entries" },
    ]);
  });

  test("reads alarms, each about a reading, and no ranking of anybody", async () => {
    for (let i = 0; i < 4; i++) await open(2);
    const answer = await read("auditor", "/alarms");
    expect(answer.json().items).toMatchObject([
      { action: "alarm", subject: "same-home", account: 1, detail: { about: "residence:2", count: 4 } },
    ]);
    expect(answer.body).not.toMatch(/rank|score/i);
  });

  test("has the chain verified, and is told when it does not hold", async () => {
    await open(2);
    const verify = () => app.inject({ method: "POST", url: "/api/audit/checks", headers: { "x-as": "auditor" } });
    while ((await sealBatch(pool, 1_000)) > 0);
    const whole = await verify();
    expect([whole.statusCode, whole.json()]).toEqual([
      201,
      expect.objectContaining({ checked: expect.objectContaining({ isWhole: true, rows: 1, fault: null }) }),
    ]);
    await pool.query(
      "begin; set local session_replication_role = replica; update audit.entry set outcome = 'denied' where seq = 1; commit",
    );
    expect((await verify()).json().checked).toMatchObject({ isWhole: false, rows: 0, fault: "altered", faultSeq: 1 });
    expect((await read("auditor", "/state")).json()).toMatchObject({
      head: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      unsealed: 0,
      checked: { isWhole: false },
    });
  });
});

test("everybody reads what their own account did, and who did what concerns it; nobody else's", async () => {
  await open(2);
  await app.inject({ method: "PUT", url: "/api/incidents/3/tasks/1", headers: { "x-as": "command" } });
  await get("auditor", "/api/audit?account=1");
  while ((await sealBatch(pool, 1_000)) > 0);
  const mine = (await get("west", "/api/audit/mine")).json().items as { action: string; login: string }[];
  expect(mine.map(({ action, login }) => [action, login])).toEqual([
    ["audit-read", "a-3"],
    ["incident-task-give", "a-4"],
    ["personal-read", "a-1"],
  ]);
  expect((await get("admin", "/api/audit/mine")).json().items).toEqual([]);
  expect((await get("anyone", "/api/audit/mine")).statusCode).toBe(401);
  expect(await db.selectFrom("audit.entry").select("seq").execute()).toHaveLength(3);
});
