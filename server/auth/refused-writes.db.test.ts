import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Principal } from "../access/decide.ts";
import { type AskOptions, type Method, scopedApp } from "../testing/scoped-app.ts";
import { mostRefusals } from "./refused-writes.ts";

/** Who asks to change what is not theirs leaves a trace, and learns nothing by it. */

const principals: Readonly<Record<string, Principal>> = {
  west: { account: 1, role: "officer", scope: [1] },
  idle: { account: 2, role: "officer", scope: [] },
  supervisor: { account: 3, role: "supervisor", scope: [1] },
  analyst: { account: 4, role: "analyst", scope: [1] },
};
const { ask, database, close } = await scopedApp(principals);
afterAll(close);
const { pool } = database;
await pool.query(`
  insert into access.account (id, login, role)
    select n, 'a-' || n, (array['officer', 'officer', 'supervisor', 'analyst'])[n] from generate_series(1, 4) n`);
beforeEach(() =>
  pool.query(`begin; set local session_replication_role = replica;
    truncate audit.inbox, audit.entry, audit.seal restart identity; commit`),
);

const recorded = async () =>
  (await pool.query("select account_id, role, action, outcome, subject, detail from audit.inbox order by id")).rows;
const firstOf = async (table: string, community: number) =>
  (
    await pool.query<{ id: number; version: number }>(
      `select id, version from ${table} where community_id = $1 order by id limit 1`,
      [community],
    )
  ).rows[0] as { id: number; version: number };
const noRow = 2_000_000_000;
const visitOf = (place: object) => ({ clientKey: crypto.randomUUID(), outcome: "done", ...place });
const inEast = [107.15, 34.35];
const inWest = [107.05, 34.35];

describe("a refused change is on record:", () => {
  test("a visit of a foreign home and of none, alike, to the answer", async () => {
    const { id } = await firstOf("residence", 2);
    const visit = (residenceId: number) => ask("west", "POST", "/api/visits", { body: visitOf({ residenceId }) });
    const [there, none] = [await visit(id), await visit(noRow)];
    expect([there.statusCode, { ...there.json(), instance: "" }]).toEqual([404, { ...none.json(), instance: "" }]);
    const entry = {
      account_id: 1,
      role: "officer",
      action: "row-change",
      outcome: "denied",
      subject: "POST /api/visits",
    };
    expect(await recorded()).toEqual([
      { ...entry, detail: { residence: id } },
      { ...entry, detail: { residence: noRow } },
    ]);
  });

  test.each([
    ["incidents", "incident", "west"],
    ["venues", "venue", "supervisor"],
    ["residences", "residence", "supervisor"],
    ["units", "unit", "supervisor"],
  ])("%s that lie elsewhere, and what would be made or moved there", async (name, table, as) => {
    const [foreign, own] = [await firstOf(table, 2), await firstOf(table, 1)];
    const path = `/api/${name}`;
    const to = (community: number, position: number[]) =>
      name === "units" ? { communityId: community } : { position };
    const patch = ({ id, version }: typeof own, body: object) => ask(as, "PATCH", `${path}/${id}`, { version, body });
    const [taken, moved] = [await patch(foreign, to(1, inWest)), await patch(own, to(2, inEast))];
    expect([taken.statusCode, moved.statusCode]).toEqual([404, 403]);
    const about = (id: number, community: number) => ({ id, ...(name === "units" && { community }) });
    const entry = { action: "row-change", outcome: "denied", subject: `PATCH ${path}/:id` };
    expect(await recorded()).toMatchObject([
      { ...entry, detail: about(foreign.id, 1) },
      { ...entry, detail: about(own.id, 2) },
    ]);
  });

  test("of whoever has no community, of a task that is given, and of a request about an address", async () => {
    const { id: home } = await firstOf("residence", 2);
    const { id: incident } = await firstOf("incident", 2);
    const asked: readonly [string, Method, string, AskOptions][] = [
      ["idle", "POST", "/api/visits", { body: visitOf({ residenceId: home }) }],
      ["supervisor", "PUT", `/api/incidents/${incident}/tasks/1`, {}],
      ["supervisor", "POST", "/api/corrections", { body: { residenceId: home, kind: "correction", statement: "x" } }],
    ];
    const answers = [];
    for (const [as, method, url, options] of asked) answers.push((await ask(as, method, url, options)).statusCode);
    expect(answers).toEqual([403, 404, 404]);
    expect((await recorded()).map(({ account_id, detail }) => [account_id, detail])).toEqual([
      [2, { residence: home }],
      [3, { id: incident, account: 1 }],
      [3, { residence: home }],
    ]);
  });
});

test("what is refused by role is recorded once, as before; readings, mistakes and what nobody asked, not at all", async () => {
  const { id, version } = await firstOf("residence", 2);
  const own = await firstOf("incident", 1);
  await ask("analyst", "POST", "/api/visits", { body: visitOf({ residenceId: id }) });
  await ask("west", "PUT", `/api/incidents/${own.id}/tasks/1`);
  expect((await recorded()).map(({ action }) => action)).toEqual(["route", "incident-task-give"]);
  await ask("west", "GET", `/api/residences/${id}`);
  await ask("west", "PATCH", `/api/incidents/${own.id}`, { version: own.version + 1, body: { status: "closed" } });
  await ask("west", "POST", "/api/visits", { body: { outcome: "done" } });
  await ask("west", "POST", "/api/nothing");
  await ask("nobody", "PATCH", `/api/residences/${id}`, { version, body: { householdCount: 3 } });
  expect(await recorded()).toHaveLength(2);
});

test("is not answered when it cannot be recorded, whether or not there is such a row", async () => {
  await pool.query(`
    create function refuse_entry() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$;
    create trigger refuse_entry before insert on audit.inbox for each row execute function refuse_entry()`);
  try {
    const { id } = await firstOf("residence", 2);
    for (const residenceId of [id, noRow]) {
      const answer = await ask("west", "POST", "/api/visits", { body: visitOf({ residenceId }) });
      expect([answer.statusCode, answer.json().type]).toEqual([503, expect.stringContaining("audit-unavailable")]);
    }
  } finally {
    await pool.query("drop trigger refuse_entry on audit.inbox; drop function refuse_entry()");
  }
});

test("whoever asks without end fills no record: after so many there is one entry more, and others have their own", async () => {
  const { id } = await firstOf("residence", 2);
  const tryOnce = () =>
    ask("supervisor", "POST", "/api/corrections", { body: { residenceId: id, kind: "correction", statement: "x" } });
  // As many at a time as there are connections: who waits in line for one is soon told to come again.
  const statuses = new Set<number>();
  for (let sent = 0; sent < mostRefusals + 20; sent += 10)
    for (const { statusCode } of await Promise.all(Array.from({ length: 10 }, tryOnce))) statuses.add(statusCode);
  expect([...statuses]).toEqual([404]);
  await ask("west", "POST", "/api/visits", { body: visitOf({ residenceId: id }) });
  const entries = await recorded();
  const of = (account: number) => entries.filter(({ account_id }) => account_id === account);
  expect(of(3).length).toBeLessThanOrEqual(mostRefusals + 1);
  expect(of(3).filter(({ detail }) => detail.most === mostRefusals)).toHaveLength(1);
  expect(of(1)).toHaveLength(1);
});
