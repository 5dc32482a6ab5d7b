import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newPool } from "../db/pool.ts";
import { testDatabase } from "../testing/database.ts";
import { checkAudit } from "./check.ts";
import { exportHead } from "./head-file.ts";
import { readHead, record, sealBatch, writeAndRecord } from "./queries.ts";
import { Sealer } from "./sealer.ts";

const database = await testDatabase();
const { pool, db } = database;
const folder = mkdtempSync(join(tmpdir(), "one-map-audit-"));
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Statements of somebody who owns the database and switches its guards off. */
async function tamper(...statements: string[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin; set local session_replication_role = replica");
    for (const statement of statements) await client.query(statement);
    await client.query("commit");
  } finally {
    client.release();
  }
}

const add = (i: number) =>
  record(db, {
    account: i,
    role: "officer",
    action: "sign-in",
    outcome: "done",
    detail: { i, quoted: '"\\\n\t\u0001丐' },
  });

/** Three batches of ten. */
beforeEach(async () => {
  await tamper("truncate audit.inbox, audit.entry, audit.seal restart identity");
  for (let batch = 0; batch < 3; batch++) {
    for (let i = 1; i <= 10; i++) await add(batch * 10 + i);
    expect(await sealBatch(pool, 100)).toBe(10);
  }
});

const columns = "at, account_id, role, action, outcome, subject, purpose, request_id, detail";
const insertAs = (seq: number, from: number, table = "audit.entry") =>
  `insert into audit.entry (seq, ${columns}) select ${seq}, ${columns} from ${table} where seq = ${from}`;

describe("a write and its record are one statement", () => {
  const entry = {
    account: 1,
    role: "officer",
    outcome: "done",
    subject: "unit:1",
    detail: { quoted: "'\"$1" },
  } as const;
  const setStatus = (status: string, unit: number, action = "unit-status") => {
    const write = sql<{ id: number }>`update unit set status = ${status} where id = ${unit} returning id`.compile(db);
    return writeAndRecord(db, write, { ...entry, action });
  };
  const statusAndRecords = async () => [
    (await pool.query("select status from unit where id = 1")).rows[0].status,
    (await pool.query("select account_id, role, action, outcome, subject, purpose, detail from audit.inbox")).rows,
  ];
  beforeAll(() => pool.query("insert into unit (id, call_sign, kind) values (1, 'W-1', 'foot')"));
  beforeEach(() => pool.query("update unit set status = 'available'"));

  test("both are done", async () => {
    expect(await setStatus("assigned", 1)).toEqual([{ id: 1 }]);
    const { account, ...told } = entry;
    expect(await statusAndRecords()).toEqual([
      "assigned",
      [{ account_id: account, ...told, action: "unit-status", purpose: null }],
    ]);
  });

  test("nothing is recorded where nothing was written", async () => {
    expect(await setStatus("assigned", 2)).toEqual([]);
    expect(await statusAndRecords()).toEqual(["available", []]);
  });

  test("nothing is written where it cannot be recorded, nor recorded where it cannot be written", async () => {
    await expect(setStatus("assigned", 1, "no such action")).rejects.toThrow("inbox_action_shape");
    await expect(setStatus("no such status", 1)).rejects.toThrow("unit_status");
    expect(await statusAndRecords()).toEqual(["available", []]);
  });
});

describe("the chain", () => {
  test("holds as it was made, and goes on", async () => {
    expect(await checkAudit(pool)).toMatchObject({ fault: undefined, rows: 30, batches: 3 });
    await add(31);
    expect((await checkAudit(pool)).rows, "what is not sealed yet is no part of it").toBe(30);
    await sealBatch(pool, 100);
    const head = await readHead(pool);
    expect(await checkAudit(pool)).toMatchObject({ fault: undefined, rows: 31, batches: 4, head: head?.hash });
  });

  test("numbers rows in the order in which they came, a batch at a time", async () => {
    for (let i = 31; i <= 38; i++) await add(i);
    expect([await sealBatch(pool, 5), await sealBatch(pool, 5), await sealBatch(pool, 5)]).toEqual([5, 3, 0]);
    const { rows } = await pool.query<{ seq: number; account_id: number }>(
      "select seq, account_id from audit.entry order by seq",
    );
    expect(rows.map(({ seq, account_id }) => [seq, account_id])).toEqual(rows.map((_, i) => [i + 1, i + 1]));
  });

  test("what was rolled back is not in it", async () => {
    await expect(
      db.transaction().execute(async (trx) => {
        await record(trx, { account: 1, role: "officer", action: "sign-in", outcome: "done" });
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(await sealBatch(pool, 100)).toBe(0);
    expect(await checkAudit(pool)).toMatchObject({ fault: undefined, rows: 30 });
  });

  test.each([
    ["altered", 14, "update audit.entry set outcome = 'denied' where seq = 14"],
    ["altered", 14, "update audit.entry set detail = detail || '{\"i\": 99}' where seq = 14"],
    ["altered", 14, "update audit.entry set at = at + interval '1 microsecond' where seq = 14"],
    ["removed", 14, "delete from audit.entry where seq = 14"],
    ["removed", 11, "delete from audit.entry where seq between 11 and 20"],
    ["removed", 30, "delete from audit.entry where seq = 30"],
    [
      "removed",
      14,
      "delete from audit.entry where seq = 14; update audit.entry set seq = -seq where seq between 15 and 20; update audit.entry set seq = -seq - 1 where seq < 0",
    ],
    [
      "reordered",
      14,
      "update audit.entry set seq = case seq when 14 then -17 else -14 end where seq in (14, 17); update audit.entry set seq = -seq where seq < 0",
    ],
    [
      "reordered",
      14,
      "update audit.entry set seq = case seq when 14 then -15 else -14 end where seq in (14, 15); update audit.entry set seq = -seq where seq < 0",
    ],
    [
      "altered",
      5,
      "update audit.entry set seq = case seq when 5 then -17 else -5 end where seq in (5, 17); update audit.entry set seq = -seq where seq < 0",
    ],
    ["inserted", 31, insertAs(31, 2)],
    ["inserted", 0, insertAs(0, 2)],
    [
      "inserted",
      14,
      `update audit.entry set seq = -seq - 1 where seq >= 14; update audit.entry set seq = -seq where seq < 0; ${insertAs(14, 2)}; update audit.entry set account_id = 77 where seq = 14`,
    ],
    ["seal", 11, "update audit.seal set sealed_at = sealed_at - interval '1 day' where batch = 2"],
    // Whatever the byte was, it is another afterwards.
    ["seal", 11, "update audit.seal set digests = set_byte(digests, 2, 255 - get_byte(digests, 2)) where batch = 2"],
    ["seal", 11, "delete from audit.seal where batch = 2"],
    ["seal", 1, "delete from audit.seal where batch = 1"],
  ] as const)("names what was %s: row %i", async (what, seq, statements) => {
    await tamper(...statements.split("; "));
    expect((await checkAudit(pool)).fault).toMatchObject({ what, seq });
  });

  test("agrees with heads that several servers have added to one file, twice and late", async () => {
    const { rows: seals } = await pool.query(
      `select batch, last_seq as seq, encode(hash, 'hex') as hash, sealed_at as "sealedAt" from audit.seal order by batch`,
    );
    const [one, two, three] = seals;
    const path = join(folder, "shared.jsonl");
    await writeFile(path, [two, one, three, three, two].map((head) => `${JSON.stringify(head)}\n`).join(""));
    expect((await checkAudit(pool, path)).fault).toBeUndefined();
    await writeFile(path, [two, { ...two, hash: one.hash }].map((head) => `${JSON.stringify(head)}\n`).join(""));
    expect((await checkAudit(pool, path)).fault).toMatchObject({ what: "rewritten", batch: 2 });
  });

  test("made anew from a row on, agrees with itself and not with what was exported", async () => {
    const path = join(folder, "rewritten.jsonl");
    const head = await readHead(pool);
    await exportHead(path, head as NonNullable<typeof head>);
    expect((await checkAudit(pool, path)).fault).toBeUndefined();
    // The inbox again from row 14 on, one of them another, and sealed by the true sealer.
    await tamper(
      `insert into audit.inbox (${columns}) select ${columns} from audit.entry where seq >= 11 order by seq`,
      "update audit.inbox set outcome = 'denied' where account_id = 14",
      "delete from audit.entry where seq >= 11",
      "delete from audit.seal where batch >= 2",
    );
    for (let batch = 2; batch <= 3; batch++) await sealBatch(pool, 10);
    expect((await checkAudit(pool)).fault).toBeUndefined();
    expect((await checkAudit(pool, path)).fault).toMatchObject({ what: "rewritten", seq: 21, batch: 3 });
    await tamper("delete from audit.entry where seq > 20", "delete from audit.seal where batch = 3");
    expect((await checkAudit(pool)).fault, "cut off at a seam").toBeUndefined();
    expect((await checkAudit(pool, path)).fault).toMatchObject({ what: "rewritten", seq: 21 });
  });
});

describe("the record", () => {
  test.each([
    "update audit.entry set outcome = 'denied' where seq = 3",
    "delete from audit.entry where seq = 3",
    "truncate audit.entry",
    "truncate audit.inbox",
    "update audit.inbox set outcome = 'denied'",
    "update audit.seal set batch = 9 where batch = 3",
    "delete from audit.seal",
  ])("refuses, even its owner: %s", async (statement) => {
    await expect(pool.query(statement)).rejects.toThrow("the audit is only added to");
  });

  test("takes no more than ids and counts would need, and no outcome of its own invention", async () => {
    const entry = { account: 1, role: "officer", action: "sign-in", outcome: "done" } as const;
    await expect(record(db, { ...entry, detail: { text: "x".repeat(9_000) } })).rejects.toThrow("inbox_detail_size");
    await expect(record(db, { ...entry, outcome: "maybe" as "done" })).rejects.toThrow("inbox_outcome_known");
    for (const action of ["Sign in!", "", "-", "-sign-in", "sign-in-", "sign--in", "sign_in", "登入"])
      await expect(record(db, { ...entry, action }), action).rejects.toThrow("inbox_action_shape");
  });
});

describe("the sealer", () => {
  test("seals by itself, and leaves the head in a file once when it stops", async () => {
    const headPath = join(folder, "deep", "audit-head.jsonl");
    const faults: Error[] = [];
    const sealer = new Sealer({ pool, headPath, onFault: (error) => faults.push(error), everyMillis: 5 });
    sealer.start();
    await add(31);
    await expect.poll(async () => (await checkAudit(pool)).rows).toBe(31);
    await add(32);
    await sealer.stop();
    const head = await readHead(pool);
    expect(head?.seq).toBe(32);
    await exportHead(headPath, head as NonNullable<typeof head>);
    const lines = (await readFile(headPath, "utf8")).trim().split("\n");
    expect(JSON.parse(lines.at(-1) as string)).toEqual(head);
    expect(new Set(lines).size).toBe(lines.length);
    expect((await checkAudit(pool, headPath)).fault).toBeUndefined();
    expect(faults).toEqual([]);
  });

  test("says once that it cannot, goes on trying, and ends all the same", async () => {
    const faults: string[] = [];
    let asked = 0;
    const url = "postgres://nobody@127.0.0.1:1/nothing";
    const away = newPool({ url, purpose: "serve", kind: "postgres", onError: () => {} });
    const query = away.query.bind(away) as (text: string, values: unknown[]) => Promise<pg.QueryResult>;
    Object.assign(away, { query: (text: string, values: unknown[]) => query(text, values).finally(() => asked++) });
    const sealer = new Sealer({ pool: away, onFault: ({ message }) => faults.push(message), everyMillis: 1 });
    sealer.start();
    await expect.poll(() => asked).toBeGreaterThan(3);
    await sealer.stop();
    expect(faults).toEqual([expect.stringContaining("ECONNREFUSED")]);
    await away.end();
  });

  test("two at a time leave one chain without gaps", async () => {
    const sealers = [1, 2].map(
      () => new Sealer({ pool, onFault: (error) => expect.unreachable(error.message), everyMillis: 1 }),
    );
    for (const sealer of sealers) sealer.start();
    await Promise.all(Array.from({ length: 60 }, (_, i) => add(100 + i)));
    for (const sealer of sealers) await sealer.stop();
    expect(await checkAudit(pool)).toMatchObject({ fault: undefined, rows: 90 });
  });

  test("that is ended in the middle leaves everything in the inbox", async () => {
    await add(31);
    const client = await pool.connect();
    await client.query("begin");
    await client.query("select audit.seal_batch(100, 4716599)");
    await client.query("rollback");
    client.release();
    expect((await pool.query("select count(*) as count from audit.inbox")).rows[0].count).toBe(1);
    expect(await sealBatch(pool, 100)).toBe(1);
    expect(await checkAudit(pool)).toMatchObject({ fault: undefined, rows: 31 });
  });
});
