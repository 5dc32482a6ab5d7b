import { afterAll, expect, test } from "vitest";
import type { Principal } from "../access/decide.ts";
import { type Method, scopedApp } from "../testing/scoped-app.ts";

/** An incident as a task: who gives it, who has it, and which homes it opens. */

const principals: Readonly<Record<string, Principal>> = {
  west: { account: 1, role: "officer", scope: [1] },
  command: { account: 3, role: "command", scope: "city" },
  analyst: { account: 4, role: "analyst", scope: [1] },
  supervisor: { account: 5, role: "supervisor", scope: [1] },
};
const { ask, database, close } = await scopedApp(principals);
afterAll(close);
const { pool } = database;

await pool.query(`
  insert into access.account (id, login, role)
    select n, 'a-' || n, (array['officer', 'officer', 'command', 'analyst', 'supervisor'])[n] from generate_series(1, 5) n`);

const send = (as: string, method: Method, url: string, purpose?: string) =>
  ask(as, method, url, { ...(purpose !== undefined && { headers: { purpose } }) });
const get = (as: string, url: string, purpose?: string) => send(as, "GET", url, purpose);

// Beside home 4, open, in the west.
const { rows: made } = await pool.query<{ id: number }>(`
  insert into incident (community_id, category, occurred_from, geom)
    select community_id, 'theft', now(), geom from residence where id = 4 returning id`);
const id = made[0]?.id as number;
// Another home of the west, near it.
const seen = "/api/residences/2";
const purpose = `item=incident-response&task=incident:${id}`;

test("an incident opens homes near it to whom it was given, and only as long", async () => {
  expect((await get("west", seen, purpose)).statusCode).toBe(403);
  expect((await send("command", "PUT", `/api/incidents/${id}/tasks/1`)).statusCode).toBe(204);
  expect((await get("west", "/api/incident-tasks")).json().items).toMatchObject([{ incidentId: id, accountId: 1 }]);
  expect((await get("west", seen, purpose)).json()).toMatchObject({ withheld: [], address: { number: "nr-2" } });
  expect((await get("west", "/api/residences/40", purpose)).statusCode, "5 km away").toBe(403);
  expect((await send("command", "DELETE", `/api/incidents/${id}/tasks/1`)).statusCode).toBe(204);
  expect((await get("west", seen, purpose)).statusCode).toBe(403);
  const { rows } = await pool.query("select action from audit.inbox order by id");
  expect(rows.map(({ action }) => action)).toEqual([
    "personal-read",
    "incident-task-give",
    "personal-read",
    "personal-read",
    "incident-task-end",
    "personal-read",
  ]);
});

test("an incident opens homes near where it was given, wherever whoever has it moves it", async () => {
  const far = "/api/residences/40";
  const move = async (as: string, home: number) => {
    const { version } = (await get("command", `/api/incidents/${id}`)).json();
    const { rows } = await pool.query("select st_x(geom) as x, st_y(geom) as y from residence where id = $1", [home]);
    const body = { position: [rows[0].x, rows[0].y] };
    expect((await ask(as, "PATCH", `/api/incidents/${id}`, { version, body })).statusCode).toBe(200);
  };
  const give = async () => (await send("supervisor", "PUT", `/api/incidents/${id}/tasks/1`)).statusCode;
  const opens = async (as: string) => [
    (await get(as, seen, purpose)).statusCode,
    (await get(as, far, purpose)).statusCode,
  ];
  expect(await give()).toBe(204);
  await move("west", 40);
  expect(await opens("west")).toEqual([200, 403]);
  expect(await opens("supervisor"), "who answers for it goes by where it is").toEqual([403, 200]);
  expect(await give(), "where it is by now, as who gives it sees").toBe(204);
  expect(await opens("west")).toEqual([403, 200]);
  await pool.query("update access.incident_task set geom = null");
  expect(await opens("west"), "of no place").toEqual([403, 403]);
  await move("west", 4);
  await send("command", "DELETE", `/api/incidents/${id}/tasks/1`);
});

test("an incident is given by who answers for others, within their communities, to accounts that there are", async () => {
  const give = async (as: string, incident: number, account: number) =>
    (await send(as, "PUT", `/api/incidents/${incident}/tasks/${account}`)).statusCode;
  const { rows: east } = await pool.query<{ id: number }>(
    "select id from incident where community_id = 2 and status <> 'closed' limit 1",
  );
  expect(await give("west", id, 1), "nobody gives it to themselves").toBe(403);
  const { rows: tried } = await pool.query(
    "select account_id, subject, outcome, detail from audit.inbox where action = 'incident-task-give' order by id desc limit 1",
  );
  expect(tried, "and who tries is on record").toEqual([
    { account_id: 1, subject: `incident:${id}`, outcome: "denied", detail: { account: 1 } },
  ]);
  expect(await give("supervisor", east[0]?.id as number, 1), "not hers").toBe(404);
  expect(await give("supervisor", id, 99)).toBe(404);
  expect(await give("supervisor", 999_999, 1)).toBe(404);
  expect(await give("supervisor", id, 1)).toBe(204);
  expect(await give("supervisor", id, 1), "twice").toBe(204);
});

test("an incident is that of who answers for the community, without being given", async () => {
  expect((await get("command", seen, purpose)).statusCode).toBe(200);
  expect((await get("supervisor", seen, purpose)).statusCode).toBe(200);
});

test("an incident is offered to officers who are on duty where it is, and told of those who have it", async () => {
  const tasks = async (as: string, incident: unknown = id) => {
    const answer = await get(as, `/api/incidents/${incident}/tasks`);
    return answer.statusCode === 200 ? answer.json().items : answer.statusCode;
  };
  await pool.query(`insert into access.duty_scope (account_id, community_id, valid_from, valid_to) values
    (1, 1, now() - interval '1 day', null), (2, 2, now() - interval '1 day', null), (5, 1, now() - interval '1 day', null),
    (2, 1, now() - interval '2 days', now() - interval '1 day')`);
  await pool.query("delete from access.incident_task");
  const free = { accountId: 1, login: "a-1", givenAt: null };
  expect(await tasks("command")).toEqual([free]);
  expect(await tasks("supervisor")).toEqual([free]);
  await send("command", "PUT", `/api/incidents/${id}/tasks/2`);
  expect(await tasks("command")).toEqual([free, { accountId: 2, login: "a-2", givenAt: expect.any(String) }]);
  await send("command", "DELETE", `/api/incidents/${id}/tasks/2`);
  for (const as of ["west", "analyst", "anyone"]) expect([401, 403], as).toContain(await tasks(as));
  const { rows } = await pool.query("select id from incident where community_id = 2 and status <> 'closed' limit 1");
  expect(await tasks("supervisor", rows[0]?.id), "another community").toBe(404);
  expect(await tasks("command", 99_999_999)).toBe(404);
});

test("an incident ends a day after the incident was closed", async () => {
  await pool.query(
    `update incident set status = 'closed', dispatched_at = now() - interval '3 days', arrived_at = now() - interval '3 days',
       reported_at = now() - interval '3 days', closed_at = now() - interval '2 days' where id = $1`,
    [id],
  );
  expect((await get("command", seen, purpose)).statusCode).toBe(403);
});
