import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Principal } from "../access/decide.ts";
import { sealBatch } from "../audit/queries.ts";
import { scopedApp } from "../testing/scoped-app.ts";

const principals: Readonly<Record<string, Principal>> = {
  command: { account: 1, role: "command", scope: "city" },
  supervisor: { account: 2, role: "supervisor", scope: [1] },
  east: { account: 3, role: "supervisor", scope: [2] },
  officer: { account: 4, role: "officer", scope: [1] },
  security: { account: 5, role: "security", scope: [] },
  auditor: { account: 6, role: "auditor", scope: [] },
};
const { app, database, close } = await scopedApp(principals);
afterAll(close);
const { pool } = database;
await pool.query(`
  insert into access.account (id, login, role)
    select n, 'a-' || n, (array['command', 'supervisor', 'supervisor', 'officer', 'security', 'auditor'])[n] from generate_series(1, 6) n;
  update residence set last_checked_at = null where id = 4;
  insert into visit (client_key, community_id, residence_id, visited_at, outcome) values (gen_random_uuid(), 1, 4, now(), 'advice')`);

const send = (as: string, method: "GET" | "POST" | "PUT" | "DELETE", url: string, payload?: object, headers = {}) =>
  app.inject({ method, url, headers: { "x-as": as, ...headers }, ...(payload !== undefined && { payload }) });
const take = async (as: string, residenceId = 4, kind = "information"): Promise<number> =>
  (await send(as, "POST", "/api/corrections", { residenceId, kind, statement: "The number is 6, not 4." })).json().id;
const about = (as: string, residence: number, correction: number) =>
  send(as, "GET", `/api/subject?residenceId=${residence}`, undefined, {
    purpose: `item=subject-request&task=correction:${correction}&reason=Asked%20at%20the%20counter`,
  });
async function onRecord() {
  const { rows } = await pool.query(
    "select account_id, action, outcome, subject, purpose from audit.inbox order by id",
  );
  return rows;
}
beforeEach(() =>
  pool.query(
    "begin; set local session_replication_role = replica; delete from audit.inbox; delete from audit.entry; delete from audit.seal; delete from access.correction; commit",
  ),
);

describe("what is stored about an address", () => {
  test("is told whole, for an open request about it, and on record", async () => {
    const id = await take("supervisor");
    await send("officer", "GET", "/api/residences/4", undefined, { purpose: "item=dwelling-visit&task=visit:4" });
    const answer = await about("supervisor", 4, id);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({
      residence: { id: 4, communityId: 1, householdCount: 5, source: null },
      address: { id: 4, road: "河滨路", number: "nr-4", building: "building-4", unit: "unit-4" },
      visits: [{ outcome: "advice" }],
      venues: [{ id: 4, name: "店4" }],
      corrections: [{ id, kind: "information", status: "open" }],
    });
    expect(answer.body, "never who").not.toMatch(/"account|a-4|login/);
    const actions = (await onRecord()).map(({ action }) => action);
    expect(actions).toEqual(["correction-make", "personal-read", "personal-read"]);
  });

  test("tells how often and what for it was read, with the reading that it is itself", async () => {
    const id = await take("command");
    await pool.query("update residence set last_checked_at = null where id = 8");
    const other = await take("command", 8);
    for (let i = 0; i < 2; i++)
      await send("officer", "GET", "/api/residences/8", undefined, { purpose: "item=dwelling-visit&task=visit:8" });
    const { readings } = (await about("command", 8, other)).json();
    expect(readings).toMatchObject([{ purpose: "dwelling-visit", count: 2 }]);
    expect((await about("command", 4, id)).json().readings).toEqual([]);
    expect((await about("command", 4, id)).json().readings).toMatchObject([{ purpose: "subject-request", count: 1 }]);
  });

  test("tells of readings in the list of a day too, and of lists of others' homes not", async () => {
    await pool.query("update residence set last_checked_at = null where id in (3, 4)");
    const list = (as: string, community: number) =>
      send(as, "GET", `/api/plan?communityId=${community}`, undefined, {
        purpose: `item=day-round&task=plan:${community}`,
      });
    expect((await list("officer", 1)).json().withheld).toEqual([]);
    expect((await list("east", 2)).json().withheld).toEqual([]);
    await sealBatch(pool, 1_000);
    await list("officer", 1);
    const { readings } = (await about("command", 4, await take("command"))).json();
    expect(readings).toMatchObject([{ purpose: "day-round", count: 2 }]);
  });

  test("is told to nobody without a request, about another building, or after it was decided", async () => {
    const [id, other] = [await take("supervisor"), await take("supervisor", 8)];
    expect((await send("supervisor", "GET", "/api/subject?residenceId=4")).statusCode).toBe(422);
    expect((await about("supervisor", 4, other)).statusCode).toBe(403);
    expect((await about("supervisor", 4, 999)).statusCode).toBe(403);
    expect((await about("east", 4, id)).statusCode).toBe(404);
    expect((await about("officer", 4, id)).statusCode).toBe(403);
    const decision = { status: "done", answer: "Told at the counter." };
    expect((await send("supervisor", "PUT", `/api/corrections/${id}/decision`, decision)).statusCode).toBe(204);
    expect((await about("supervisor", 4, id)).statusCode).toBe(403);
  });
});

describe("the building at an address", () => {
  const find = (as: string, road: string, number: string) => send(as, "POST", "/api/subject/search", { road, number });

  test("is found by the whole address, within reach, and on record without it", async () => {
    const found = await find("supervisor", "河滨路", " nr-4 ");
    expect(found.json()).toEqual({ items: [{ residenceId: 4, communityId: 1, householdCount: 5 }] });
    expect((await find("command", "河滨路", "nr-3")).json().items).toMatchObject([{ residenceId: 3 }]);
    for (const [road, number] of [
      ["河滨路", "nr-3"],
      ["河滨路", "nr-"],
      ["河滨", "nr-4"],
      ["%", "%"],
    ] as const)
      expect([road, number, (await find("supervisor", road, number)).json().items]).toEqual([road, number, []]);
    const { rows } = await pool.query(
      "select account_id, subject, detail from audit.inbox where action = 'address-find'",
    );
    expect(rows).toHaveLength(6);
    expect(rows[0]).toEqual({ account_id: 2, subject: null, detail: { ids: [4], count: 1 } });
    expect(JSON.stringify(rows)).not.toMatch(/nr-|河滨/);
  });

  test("is looked for by those alone who take requests down", async () => {
    for (const as of ["officer", "security", "auditor", "anyone"])
      expect([401, 403], as).toContain((await find(as, "河滨路", "nr-4")).statusCode);
  });
});

describe("requests", () => {
  test("are listed for those who answer for the place, without what was said", async () => {
    const [west, east] = [await take("supervisor"), await take("east", 3, "erasure")];
    const ids = async (as: string, query = "") =>
      (await send(as, "GET", `/api/corrections${query}`)).json().items.map((item: { id: number }) => item.id);
    expect([await ids("command"), await ids("supervisor"), await ids("east")]).toEqual([[east, west], [west], [east]]);
    expect(await ids("command", "?status=done")).toEqual([]);
    expect((await send("command", "GET", "/api/corrections")).body).not.toContain("The number");
    const one = await send("supervisor", "GET", `/api/corrections/${west}`);
    expect(one.json()).toMatchObject({ statement: "The number is 6, not 4.", answer: null, status: "open" });
    expect((await send("supervisor", "GET", `/api/corrections/${east}`)).statusCode).toBe(404);
    expect((await onRecord()).at(-1)).toMatchObject({ action: "correction-read", subject: `correction:${west}` });
  });

  test("are taken down within reach, and decided once", async () => {
    const of = async (as: string, residenceId: number, statement = "x") =>
      (await send(as, "POST", "/api/corrections", { residenceId, kind: "correction", statement })).statusCode;
    expect([
      await of("supervisor", 3),
      await of("supervisor", 99_999),
      await of("officer", 4),
      await of("security", 4),
    ]).toEqual([404, 404, 403, 403]);
    expect(await of("supervisor", 4, "\u202e")).toBe(422);
    const id = await take("supervisor");
    const decide = async (as: string, body: object) =>
      (await send(as, "PUT", `/api/corrections/${id}/decision`, body)).statusCode;
    expect(await decide("east", { status: "refused", answer: "No." })).toBe(404);
    expect(await decide("supervisor", { status: "open", answer: "No." })).toBe(422);
    expect(await decide("supervisor", { status: "refused", answer: "It is 4." })).toBe(204);
    expect(await decide("command", { status: "done", answer: "It is 6." })).toBe(409);
  });
});

describe("retention, over HTTP", () => {
  test("is the policy's: rules, holds and reports, each change on record", async () => {
    for (const as of ["command", "auditor", "officer", "anyone"])
      expect([401, 403], as).toContain((await send(as, "GET", "/api/retention")).statusCode);
    const change = async (subject: string, days: number, as = "security") =>
      (await send(as, "PUT", `/api/retention/rules/${subject}`, { days })).statusCode;
    expect(await change("visits", 400)).toBe(204);
    expect(await change("audit", 364)).toBe(422);
    expect(await change("residents", 400)).toBe(400);
    expect(await change("visits", 0)).toBe(422);
    expect(await change("visits", 400, "command")).toBe(403);
    const hold = { subject: "incidents", communityId: 2, reason: "file 12/2026" };
    const { id } = (await send("security", "POST", "/api/retention/holds", hold)).json();
    expect((await send("security", "POST", "/api/retention/holds", { ...hold, rowId: 3 })).statusCode).toBe(422);
    expect((await send("security", "GET", "/api/retention")).json()).toMatchObject({
      rules: expect.arrayContaining([
        expect.objectContaining({ subject: "audit", days: 1_096 }),
        expect.objectContaining({ subject: "visits", days: 400 }),
      ]),
      holds: [{ id, subject: "incidents", communityId: 2, rowId: null, releasedAt: null }],
    });
    expect((await send("security", "DELETE", `/api/retention/holds/${id}`)).statusCode).toBe(204);
    expect((await send("security", "DELETE", `/api/retention/holds/${id}`)).statusCode).toBe(404);
    const changes = (await onRecord()).filter(({ outcome }) => outcome === "done").map(({ action }) => action);
    expect(changes).toEqual(["retention-rule", "hold-place", "hold-release"]);
    await pool.query("update retention.rule set days = 731 where subject = 'visits'; delete from retention.hold");
  });
});
