import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { sealBatch } from "../audit/queries.ts";
import { testApp } from "../testing/app.ts";
import { DailyRetention } from "./daily-worker.ts";
import { type RetentionReport, reportText } from "./rules.ts";
import { runRetention } from "./run-queries.ts";

const { app, database, close } = await testApp({ principalOf: () => ({ account: 1, role: "security", scope: [] }) });
afterAll(close);
afterEach(() => void vi.useRealTimers());
const { pool, db } = database;
const dayMillis = 86_400_000;
/** As the clock will be in so many days. */
const inDays = (days: number) => new Date(Date.now() + days * dayMillis);
const count = async (of: string) => Number((await pool.query(`select count(*) as n from ${of}`)).rows[0].n);
const removedOf = (report: RetentionReport | undefined) =>
  Object.fromEntries(
    (report?.items ?? []).filter(({ removed }) => removed > 0).map(({ subject, removed }) => [subject, removed]),
  );

await pool.query(`
  insert into access.account (id, login, role) values (1, 'a-1', 'security');
  insert into incident_category (code, name_zh_hans) values ('dispute', '纠纷')`);

beforeEach(async () => {
  await pool.query(`
    begin; set local session_replication_role = replica;
    truncate audit.inbox, audit.entry, audit.seal, audit.cut, retention.run, retention.hold, retention.incident_past restart identity;
    commit`);
  await pool.query(`
    truncate incident, visit, access.session, access.export, access.incident_task, incident_acknowledgement restart identity cascade;
    insert into incident (community_id, category, status, occurred_from, reported_at, closed_at, geom)
      select 1 + i % 2, case when i % 3 = 0 then 'dispute' else 'theft' end, case when i > 9 then 'reported' else 'closed' end, now(), now(), case when i <= 9 then now() end,
        st_setsrid(st_makepoint(107.05, 34.35), 4326) from generate_series(1, 12) i;
    insert into visit (client_key, community_id, residence_id, visited_at, outcome)
      select gen_random_uuid(), 1, i, now(), 'done' from generate_series(1, 5) i;
    insert into access.session (token_hash, account_id, device, ended_at, end_reason)
      select sha256(convert_to(i::text, 'UTF8')), 1, 'x', case when i = 1 then now() end, case when i = 1 then 'sign-out' end from generate_series(1, 2) i;
    insert into access.incident_task (incident_id, account_id) values (1, 1), (12, 1);
    update unit set last_fix_at = now(), geom = st_setsrid(st_makepoint(107.05, 34.35), 4326) where id <= 3;
    update unit set last_fix_at = null, geom = null where id > 3`);
});

describe("as the clock goes on", () => {
  test("each kind of row goes when its time has come, and not a day before", async () => {
    const go = async (days: number) => removedOf(await runRetention(db, { asOf: inDays(days) }));
    expect(await go(0)).toEqual({});
    expect(await go(29)).toEqual({});
    expect(await go(31)).toEqual({ "unit-positions": 3, "incident-tasks": 1, sessions: 2 });
    expect(await go(730)).toEqual({});
    expect(await go(732)).toEqual({ disputes: 3, visits: 5 });
    expect(await go(1_826)).toEqual({});
    expect(await go(1_828)).toEqual({ incidents: 6 });
    expect(await go(30_000), "what is not closed stays").toEqual({});
    expect(await count("incident")).toBe(3);
    expect(await count("unit where geom is not null or last_fix_at is not null")).toBe(0);
    expect(await count("unit")).toBe(6);
  });

  test("of incidents a count is left, by community, category and month, that adds up", async () => {
    await runRetention(db, { asOf: inDays(732) });
    await runRetention(db, { asOf: inDays(1_828) });
    const { rows } = await pool.query(
      "select community_id, category, sum(count)::int as n from retention.incident_past group by 1, 2 order by 1, 2",
    );
    expect(rows).toEqual([
      { community_id: 1, category: "dispute", n: 1 },
      { community_id: 1, category: "theft", n: 3 },
      { community_id: 2, category: "dispute", n: 2 },
      { community_id: 2, category: "theft", n: 3 },
    ]);
  });

  test("more rows than one statement takes go too", async () => {
    await pool.query(`insert into visit (client_key, community_id, residence_id, visited_at, outcome)
      select gen_random_uuid(), 1, 1 + i % 40, now(), 'done' from generate_series(1, 4100) i`);
    expect(removedOf(await runRetention(db, { asOf: inDays(732) }))).toMatchObject({ visits: 4_105 });
    expect(await count("visit")).toBe(0);
  });

  test("the audit goes after three years, a batch at a time; the reports say so, and are on it", async () => {
    const old = async (years: number) => {
      await pool.query(
        "insert into audit.inbox (at, role, action, outcome) select now() - make_interval(years => $1), 'officer', 'sign-in', 'done' from generate_series(1, 4)",
        [years],
      );
      await sealBatch(pool, 100);
    };
    for (const years of [5, 4, 2]) await old(years);
    expect(removedOf(await runRetention(db, { asOf: inDays(0) }))).toEqual({ audit: 8 });
    await sealBatch(pool, 100);
    const { rows } = await pool.query("select action, detail from audit.entry where role = 'server' order by seq");
    expect(rows).toMatchObject([
      { action: "audit-cut", detail: { batch: 2, seq: 8 } },
      { action: "retention-run", detail: { audit: 8, visits: 0 } },
    ]);
  });
});

describe("a hold", () => {
  const hold = (subject: string, columns = "", values = "") =>
    pool.query(`insert into retention.hold (subject, reason${columns}) values ($1, 'file 12/2026'${values})`, [
      subject,
    ]);

  test("keeps one row, the rows of a community, or all, until it is released", async () => {
    await hold("disputes", ", row_id", ", 3");
    await hold("incidents", ", community_id", ", 2");
    await hold("visits");
    const report = await runRetention(db, { asOf: inDays(2_000) });
    const of = (subject: string) => report?.items.find((item) => item.subject === subject);
    expect(of("disputes")).toMatchObject({ removed: 2, held: 1 });
    expect(of("incidents")).toMatchObject({ removed: 3, held: 3 });
    expect(of("visits")).toMatchObject({ removed: 0, held: 5 });
    expect(await count("incident where id = 3")).toBe(1);
    await pool.query("update retention.hold set released_at = now()");
    expect(removedOf(await runRetention(db, { asOf: inDays(2_000) }))).toEqual({
      disputes: 1,
      incidents: 3,
      visits: 5,
    });
  });

  test("of the audit keeps all of it", async () => {
    await pool.query(
      "insert into audit.inbox (at, role, action, outcome) select now() - interval '9 years', 'officer', 'sign-in', 'done' from generate_series(1, 4)",
    );
    await sealBatch(pool, 2);
    await sealBatch(pool, 2);
    await hold("audit");
    const report = await runRetention(db, { asOf: inDays(0) });
    expect(report?.items.at(-1)).toMatchObject({ subject: "audit", removed: 0, held: 4 });
    expect(await count("audit.entry")).toBe(4);
  });
});

describe("a hold of what", () => {
  const place = (body: object) =>
    app.inject({ method: "POST", url: "/api/retention/holds", payload: { reason: "file 12/2026", ...body } });

  test.each(["break-glass", "incident-tasks", "corrections"])("lies in a community keeps %s of it", async (subject) => {
    await pool.query(`
      delete from access.break_glass; delete from access.correction;
      insert into access.break_glass (account_id, community_id, reason) select 1, c, 'for the test' from generate_series(1, 2) c;
      insert into access.correction (residence_id, community_id, kind, statement, status, answer, decided_at)
        select c, c, 'erasure', 'x', 'done', 'y', now() from generate_series(1, 2) c;
      insert into access.incident_task (incident_id, account_id) values (2, 1)`);
    expect((await place({ subject, communityId: 2 })).statusCode).toBe(201);
    const report = await runRetention(db, { asOf: inDays(1_200) });
    expect(report?.items.find((item) => item.subject === subject)).toMatchObject({ removed: 1, held: 1 });
  });

  test.each([
    { subject: "sessions", communityId: 1 },
    { subject: "sessions", rowId: 1 },
    { subject: "exports", communityId: 1 },
    { subject: "import-runs", communityId: 1 },
  ])("could keep nothing is not placed: %o", async (body) => {
    expect((await place(body)).statusCode).toBe(422);
    expect(await count("retention.hold")).toBe(0);
  });

  test("is an incident keeps it also when it has become a dispute, or none any more", async () => {
    await place({ subject: "incidents", rowId: 3 });
    await place({ subject: "disputes", rowId: 4 });
    const report = await runRetention(db, { asOf: inDays(2_000) });
    expect(report?.items.filter(({ held }) => held > 0).map(({ subject, held }) => [subject, held])).toEqual([
      ["disputes", 1],
      ["incidents", 1],
    ]);
    expect(await count("incident where id in (3, 4)")).toBe(2);
  });

  test("is an incident as a task keeps the incident, which the task would go with", async () => {
    await place({ subject: "incident-tasks", rowId: 1 });
    await runRetention(db, { asOf: inDays(2_000) });
    expect([await count("incident where id = 1"), await count("access.incident_task where incident_id = 1")]).toEqual([
      1, 1,
    ]);
  });
});

describe("a hold of tasks", () => {
  const report = async () => (await runRetention(db, { asOf: inDays(2_000) }))?.items ?? [];
  const left = async () => (await pool.query("select id from incident where status = 'closed' order by id")).rows;
  let [west, east, dispute, none] = [0, 0, 0, 0];
  beforeEach(async () => {
    const { rows } = await pool.query<{ id: number; community_id: number; category: string }>(
      "select id, community_id, category from incident where status = 'closed' order by id",
    );
    const first = (community: number, isDispute: boolean, skip = 0) =>
      rows.filter((row) => row.community_id === community && (row.category === "dispute") === isDispute)[skip]
        ?.id as number;
    [west, east, none] = [first(1, false), first(2, false), first(2, false, 1)];
    dispute = rows.find(({ category }) => category === "dispute")?.id as number;
    await pool.query("delete from access.incident_task");
    await pool.query("insert into access.incident_task (incident_id, account_id) select unnest($1::int8[]), 1", [
      [west, east, dispute],
    ]);
  });

  test("of a community keeps the incidents there that have some", async () => {
    await pool.query(
      "insert into retention.hold (subject, reason, community_id) values ('incident-tasks', 'file 12/2026', 2)",
    );
    const items = await report();
    const kept = (await left()).map(({ id }) => id);
    expect(kept).toContain(east);
    expect(kept).not.toContain(none);
    expect(kept).not.toContain(west);
    expect(items.find(({ subject }) => subject === "incidents")).toMatchObject({ held: 1 });
    expect(await count(`access.incident_task where incident_id = ${east}`)).toBe(1);
  });

  test("of all of them keeps every incident that has some, disputes too, until it is released", async () => {
    await pool.query("insert into retention.hold (subject, reason) values ('incident-tasks', 'file 12/2026')");
    await report();
    expect((await left()).map(({ id }) => id)).toEqual([west, east, dispute].sort((one, other) => one - other));
    expect(await count("access.incident_task")).toBe(3);
    await pool.query("update retention.hold set released_at = now()");
    await report();
    expect([await left(), await count("access.incident_task")]).toEqual([[], 0]);
  });
});

describe("a run", () => {
  test("that is dry counts the same, and changes nothing", async () => {
    const dry = await runRetention(db, { asOf: inDays(2_000), isDry: true });
    expect([await count("visit"), await count("incident"), await count("retention.run")]).toEqual([5, 12, 0]);
    const real = await runRetention(db, { asOf: inDays(2_000) });
    expect(dry?.items).toEqual(real?.items);
    expect(reportText(real as RetentionReport)).toMatch(/^Retention as of .*\n[\s\S]*visits +731 days +5 deleted/);
  });

  test("goes on with the others when the database does not let rows of one go, and says so", async () => {
    await pool.query(`
      create function refuse_for_a_test() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger refuses before delete on visit for each statement execute function refuse_for_a_test()`);
    const faults: string[] = [];
    const report = await runRetention(db, { asOf: inDays(2_000), onFault: (subject) => faults.push(subject) });
    await pool.query("drop trigger refuses on visit; drop function refuse_for_a_test()");
    expect(faults).toEqual(["visits"]);
    expect(report?.items.filter(({ isFailed }) => isFailed)).toMatchObject([{ subject: "visits", removed: 0 }]);
    expect(removedOf(report)).toMatchObject({ disputes: 3, incidents: 6, sessions: 2 });
    expect(removedOf(await runRetention(db, { asOf: inDays(2_000) }))).toEqual({ visits: 5 });
  });

  test("follows rules that were changed; the audit never under a year, whoever writes it", async () => {
    await pool.query("update retention.rule set days = 10 where subject = 'visits'");
    expect(removedOf(await runRetention(db, { asOf: inDays(11) }))).toEqual({ visits: 5 });
    await pool.query("update retention.rule set days = 731 where subject = 'visits'");
    await expect(pool.query("update retention.rule set days = 364 where subject = 'audit'")).rejects.toThrow(
      "rule_days_range",
    );
  });

  test("is made once a day by whichever server looks, and told once", async () => {
    const reports: RetentionReport[] = [];
    const faults: Error[] = [];
    const servers = [1, 2].map(
      () =>
        new DailyRetention({
          db,
          now: () => inDays(732),
          everyMillis: 5,
          onReport: (report) => reports.push(report),
          onFault: (error) => faults.push(error),
        }),
    );
    for (const server of servers) server.start();
    await expect.poll(() => reports.length).toBeGreaterThan(0);
    await expect.poll(() => count("retention.run")).toBeGreaterThan(0);
    const runs = await count("retention.run");
    await pool.query("update retention.run set finished_at = now() - interval '25 hours'");
    await expect.poll(() => count("retention.run")).toBeGreaterThan(runs);
    for (const server of servers) await server.stop();
    expect(faults).toEqual([]);
    const told = reports.reduce((sum, report) => sum + (removedOf(report).visits ?? 0), 0);
    expect(told, "every row by one of them").toBe(5);
  });

  test("goes by the clock of the database, not by that of a server that is years ahead", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: inDays(10_000) });
    const told = Promise.withResolvers<RetentionReport>();
    const daily = new DailyRetention({ db, everyMillis: 5, onReport: told.resolve, onFault: told.reject });
    daily.start();
    const report = await told.promise;
    await daily.stop();
    expect(removedOf(report)).toEqual({});
    expect(await count("incident")).toBe(12);
  });
});
