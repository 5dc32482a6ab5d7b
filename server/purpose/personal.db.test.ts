import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { Principal } from "../access/decide.ts";
import { scopedApp } from "../testing/scoped-app.ts";

const principals: Readonly<Record<string, Principal>> = {
  west: { account: 1, role: "officer", scope: [1] },
  east: { account: 2, role: "officer", scope: [2] },
  command: { account: 3, role: "command", scope: "city" },
  analyst: { account: 4, role: "analyst", scope: [1] },
};
const { app, database, close } = await scopedApp(principals);
afterAll(close);
const { pool } = database;

await pool.query(`
  insert into access.account (id, login, role)
    select n, 'a-' || n, (array['officer', 'officer', 'command', 'analyst'])[n] from generate_series(1, 4) n;
  -- In the west by their places: those divisible by four are due.
  update residence set last_checked_at = now() - make_interval(days => case when id % 4 = 0 then 90 else 30 end)`);

const send = (as: string, method: "GET" | "PUT", url: string, purpose?: string) =>
  app.inject({ method, url, headers: { "x-as": as, ...(purpose !== undefined && { purpose }) } });
const get = (as: string, url: string, purpose?: string) => send(as, "GET", url, purpose);

/** What the last requests have put on record, oldest first. */
async function onRecord() {
  const { rows } = await pool.query(
    "select account_id, role, action, outcome, subject, purpose, detail from audit.inbox order by id",
  );
  return rows;
}
const forget = () => pool.query("begin; set local session_replication_role = replica; delete from audit.inbox; commit");
afterEach(forget);

// Home 4 lies in the west and is due; home 2 lies there too and is not; home 3 lies in the east.
const due = "/api/residences/4";
const seen = "/api/residences/2";
const foreign = "/api/residences/3";
const visit = "item=dwelling-visit&task=visit:4";

describe("one home", () => {
  test("without a purpose is told without its address, says so, and is no personal read", async () => {
    const { statusCode, body } = await get("west", due);
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      id: 4,
      householdCount: 5,
      addressId: null,
      address: null,
      withheld: ["addressId", "address"],
    });
    expect(body).not.toMatch(/nr-|building-|unit-/);
    expect(await onRecord()).toEqual([]);
  });

  test("for a visit that is due is told with its address, and on record with ids and nothing that a row holds", async () => {
    const answer = await get("west", due, visit);
    expect(answer.json()).toMatchObject({ addressId: 4, address: { number: "nr-4", unit: "unit-4" }, withheld: [] });
    expect(await onRecord()).toEqual([
      {
        account_id: 1,
        role: "officer",
        action: "personal-read",
        outcome: "done",
        subject: "residence:4",
        purpose: "dwelling-visit visit:4",
        detail: { ids: [4], count: 1, community: 1 },
      },
    ]);
  });

  test("a reason is kept where the item asks for one, and asked for where there is none", async () => {
    const reason = encodeURIComponent("门牌与登记不符");
    expect((await get("west", due, "item=address-check&task=visit:4")).json()).toMatchObject({
      type: expect.stringContaining("purpose-invalid"),
      errors: [{ pointer: "reason" }],
    });
    expect((await get("west", due, `item=address-check&task=visit:4&reason=${reason}`)).statusCode).toBe(200);
    expect((await onRecord()).map(({ detail }) => detail.reason)).toEqual(["门牌与登记不符"]);
  });

  test.each([
    ["", "item"],
    ["nonsense", "nonsense"],
    ["item=idle-curiosity&task=visit:4", "item"],
    ["item=report&task=visit:4&reason=because", "item"],
    ["item=dwelling-visit", "task"],
    ["item=dwelling-visit&task=4", "task"],
    ["item=dwelling-visit&task=visit:4:5", "task"],
    ["item=dwelling-visit&task=visit:0", "task"],
    ["item=dwelling-visit&task=visit:99999999999999999", "task"],
    ["item=dwelling-visit&task=incident:4", "task"],
    ["item=dwelling-visit&item=day-round&task=visit:4", "item"],
    ["item=dwelling-visit&task=visit:4&as=command", "as"],
  ])("the purpose %j is 422 that names what is wrong, and tells nothing", async (purpose, pointer) => {
    const answer = await get("west", due, purpose);
    expect([answer.statusCode, answer.json().errors?.[0]?.pointer]).toEqual([422, pointer]);
    expect(answer.body).not.toMatch(/nr-4/);
  });

  test.each([
    ["a home that is not due", seen, "item=dwelling-visit&task=visit:2"],
    ["the visit of another home", due, "item=dwelling-visit&task=visit:8"],
    ["the plan of another community", due, "item=dwelling-visit&task=plan:2"],
    ["an incident that was not given", due, "item=incident-response&task=incident:1"],
    ["an incident that is not there", due, "item=incident-response&task=incident:9007199254740991"],
    ["a glass that nobody broke", due, "item=break-glass&task=break-glass:1"],
    ["a correction that nobody asked for", due, "item=subject-request&task=correction:1&reason=because"],
  ])("%s is no task: 403, nothing told, and on record as refused", async (_what, url, purpose) => {
    const answer = await get("west", url, purpose);
    expect([answer.statusCode, answer.json().type]).toEqual([403, expect.stringContaining("purpose-refused")]);
    expect(answer.body).not.toMatch(/nr-/);
    const action = purpose.includes("break-glass") ? "break-glass-use" : "personal-read";
    expect((await onRecord()).map((row) => [row.action, row.outcome])).toEqual([[action, "denied"]]);
  });

  test("of another community is not there, whatever it is asked for, and that is on record", async () => {
    for (const [as, url] of [
      ["west", foreign],
      ["east", due],
    ] as const) {
      const answer = await get(as, url, `item=dwelling-visit&task=visit:${url.split("/").at(-1)}`);
      expect([as, answer.statusCode]).toEqual([as, 404]);
    }
    expect((await onRecord()).map(({ outcome, subject }) => [outcome, subject])).toEqual([
      ["denied", "residence:3"],
      ["denied", "residence:4"],
    ]);
  });

  test.each(["analyst", "anyone"])("is told to no %s, whatever it is asked for", async (as) => {
    const answer = await get(as, due, visit);
    expect([401, 403, 404]).toContain(answer.statusCode);
    expect(answer.body).not.toMatch(/nr-|building-|unit-/);
  });

  test("that was visited just now may still be written up", async () => {
    await pool.query("update residence set last_checked_at = now() where id = 12");
    expect((await get("west", "/api/residences/12", "item=dwelling-visit&task=plan:1")).json().withheld).toEqual([]);
  });

  test("that was not due is opened by no visit that somebody records of it, nor by the next one", async () => {
    const record = (residenceId: number, outcome = "done") =>
      app.inject({
        method: "POST",
        url: "/api/visits",
        headers: { "x-as": "west" },
        payload: { clientKey: crypto.randomUUID(), residenceId, outcome },
      });
    const open = async (id: number) =>
      (await get("west", `/api/residences/${id}`, `item=dwelling-visit&task=visit:${id}`)).statusCode;
    const plan = async (id: number) =>
      (await get("west", `/api/residences/${id}`, "item=dwelling-visit&task=plan:1")).statusCode;
    for (let i = 0; i < 2; i++) {
      expect((await record(6)).statusCode).toBe(201);
      expect([await open(6), await plan(6)]).toEqual([403, 403]);
    }
    // Nobody was there, and it stays due; then somebody was, and it is written up.
    expect([(await record(16, "no_answer")).statusCode, await open(16)]).toEqual([201, 200]);
    expect([(await record(16)).statusCode, await open(16), await plan(16)]).toEqual([201, 200, 200]);
    await pool.query("update residence set last_checked_at = null where id = 20");
    expect([(await record(20)).statusCode, await open(20)], "never visited before").toEqual([201, 200]);
    // To record it day after day holds it open no longer.
    await pool.query("update residence set last_checked_at = now() - interval '23 hours' where id = 16");
    expect([(await record(16)).statusCode, await open(16)]).toEqual([201, 403]);
  });
});

describe("the list of the day", () => {
  const url = "/api/plan?communityId=1&limit=40";

  test("without a purpose has streets and no numbers, and says so", async () => {
    const answer = await get("west", url);
    const { withheld, items } = answer.json();
    expect(withheld).toEqual(["items.address.number", "items.address.building"]);
    expect(items.length).toBeGreaterThan(5);
    for (const { address } of items) expect(address).toMatchObject({ number: null, building: null });
    expect(answer.body).not.toMatch(/nr-|building-/);
    expect(await onRecord()).toEqual([]);
  });

  test("for the round of the day has them, and one row on record names every home", async () => {
    const { withheld, items } = (await get("west", url, "item=day-round&task=plan:1")).json();
    expect(withheld).toEqual([]);
    const homes = items.filter(({ kind }: { kind: string }) => kind === "residence");
    for (const { address, id } of homes) expect(address.number).toBe(`nr-${id}`);
    const [row, ...more] = await onRecord();
    expect([row, more]).toMatchObject([
      {
        subject: "plan:1",
        purpose: "day-round plan:1",
        detail: { ids: homes.map(({ id }: { id: number }) => id), count: homes.length },
      },
      [],
    ]);
  });

  test("of a thousand addresses fits no record: at most 500, and none of another community", async () => {
    const long = "/api/plan?communityId=1&limit=1000";
    expect((await get("west", long, "item=day-round&task=plan:1")).statusCode).toBe(400);
    expect((await get("west", long)).statusCode).toBe(200);
    expect((await get("west", url, "item=day-round&task=plan:2")).statusCode).toBe(403);
    expect((await get("west", "/api/plan?communityId=2", "item=day-round&task=plan:2")).statusCode).toBe(404);
    // The largest ids of a megacity still fit what the audit takes.
    const ids = Array.from({ length: 500 }, (_, i) => 9_000_000 + i);
    await pool.query("insert into audit.inbox (role, action, outcome, detail) values ('officer', 'x', 'done', $1)", [
      JSON.stringify({ ids, reason: "汉".repeat(200), count: 500, community: 7_000, breakGlass: 100_000 }),
    ]);
  });
});

describe("no record, no answer", () => {
  const refuse = (isOn: boolean) =>
    pool.query(
      isOn
        ? "alter table audit.inbox add constraint inbox_refuses check (action not in ('personal-read', 'incident-task-give')) not valid"
        : "alter table audit.inbox drop constraint if exists inbox_refuses",
    );
  afterEach(() => refuse(false));

  test("a database that takes no record of it keeps every personal attribute in", async () => {
    await refuse(true);
    for (const [url, purpose] of [
      [due, visit],
      ["/api/plan?communityId=1", "item=day-round&task=plan:1"],
      [due, "item=dwelling-visit&task=plan:2"],
    ] as const) {
      const answer = await get("west", url, purpose);
      expect([answer.statusCode, answer.json().type]).toEqual([503, expect.stringContaining("audit-unavailable")]);
      expect(answer.body).not.toMatch(/nr-|building-|unit-/);
    }
    expect((await get("west", due)).statusCode, "what is not personal goes on").toBe(200);
    await refuse(false);
    expect((await get("west", due, visit)).json().withheld).toEqual([]);
  });

  test("and no incident is given either", async () => {
    const { rows } = await pool.query<{ id: number }>(
      "select id from incident where community_id = 2 and status <> 'closed' limit 1",
    );
    await refuse(true);
    const given = await send("command", "PUT", `/api/incidents/${rows[0]?.id}/tasks/2`);
    expect(given.statusCode).toBe(503);
    expect((await get("east", "/api/incident-tasks")).json().items).toEqual([]);
  });
});

test("the lists are told in three languages", async () => {
  const { items } = (await get("west", "/api/purposes")).json();
  expect(items.length).toBeGreaterThan(5);
  for (const { names } of items) expect(Object.values(names).filter((name) => name === "")).toEqual([]);
});
