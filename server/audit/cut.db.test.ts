import { mkdtempSync, rmSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { checkAudit } from "./check.ts";
import { exportHead } from "./head-file.ts";
import { readHead, sealBatch } from "./queries.ts";

const database = await testDatabase();
const { pool } = database;
const folder = mkdtempSync(join(tmpdir(), "one-map-audit-cut-"));
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

/** Five batches of ten, of five, four, … and one year ago. */
beforeEach(async () => {
  await tamper("truncate audit.inbox, audit.entry, audit.seal, audit.cut restart identity");
  for (let years = 5; years >= 1; years--) {
    await pool.query(
      `insert into audit.inbox (at, role, action, outcome, detail)
       select now() - make_interval(years => $1, days => 1), 'officer', 'sign-in', 'done', jsonb_build_object('i', i) from generate_series(1, 10) i`,
      [years],
    );
    expect(await sealBatch(pool, 100)).toBe(10);
  }
});

const cut = async (age: string, most = 100) =>
  (await pool.query<{ gone: number }>("select audit.cut_before(now() - $1::interval, $2) as gone", [age, most])).rows[0]
    ?.gone;
const firstSeq = async () => (await pool.query("select min(seq) as seq from audit.entry")).rows[0]?.seq;

test("takes away whole batches that are old enough, says so in the chain, and what is left holds", async () => {
  expect(await cut("3 years")).toBe(30);
  expect(await firstSeq()).toBe(31);
  expect(await checkAudit(pool), "before that is sealed").toMatchObject({ fault: undefined, rows: 20, batches: 2 });
  expect(await sealBatch(pool, 100)).toBe(1);
  expect(await checkAudit(pool)).toMatchObject({ fault: undefined, rows: 21, batches: 3 });
  expect(await cut("3 years"), "nothing more").toBe(0);
  expect(await cut("2 years")).toBe(10);
  await sealBatch(pool, 100);
  expect(await checkAudit(pool)).toMatchObject({ fault: undefined, rows: 12 });
  const { rows } = await pool.query("select detail from audit.entry where action = 'audit-cut' order by seq");
  expect(rows.map(({ detail }) => [detail.batch, detail.seq])).toEqual([
    [3, 30],
    [4, 40],
  ]);
});

test("takes a few batches at a time, and none that is half old", async () => {
  expect([await cut("3 years", 2), await cut("3 years", 2), await cut("3 years", 2)]).toEqual([20, 10, 0]);
  await tamper("update audit.entry set at = now() - interval '10 years' where seq = 31");
  expect(await cut("3 years")).toBe(0);
});

test("never touches what is younger than a year, nor the newest batch", async () => {
  await expect(cut("364 days")).rejects.toThrow("a year at least");
  expect(await cut("365 days")).toBe(40);
  expect(await firstSeq()).toBe(41);
});

test("what was taken away by hand is named: nothing on record says that it was old", async () => {
  await tamper(
    "insert into audit.cut (batch, seq, hash, cut_at) select batch, last_seq, hash, now() from audit.seal where batch = 2",
    "delete from audit.entry where seq <= 20",
    "delete from audit.seal where batch <= 2",
  );
  expect((await checkAudit(pool)).fault).toMatchObject({ what: "removed", seq: 20 });
});

test("nor does the record of another cut stand for it", async () => {
  await cut("4 years 6 months");
  await sealBatch(pool, 100);
  await tamper(
    "update audit.cut c set batch = s.batch, seq = s.last_seq, hash = s.hash from audit.seal s where s.batch = 3",
    "delete from audit.entry where seq <= 30",
    "delete from audit.seal where batch <= 3",
  );
  expect((await checkAudit(pool)).fault).toMatchObject({ what: "removed", seq: 30 });
});

test("a head that was exported lately shows that what was cut off was young", async () => {
  const path = join(folder, "young.jsonl");
  const head = await readHead(pool);
  await exportHead(path, head as NonNullable<typeof head>);
  await cut("2 years");
  await sealBatch(pool, 100);
  expect((await checkAudit(pool, path)).fault, "a head after the cut").toBeUndefined();
  const { rows } = await pool.query<{ hash: string }>("select encode(hash, 'hex') as hash from audit.cut");
  const line = (sealedAt: string) => `${JSON.stringify({ batch: 4, seq: 40, hash: rows[0]?.hash, sealedAt })}\n`;
  const [old, young] = [join(folder, "a.jsonl"), join(folder, "b.jsonl")];
  await appendFile(old, line(new Date(Date.now() - 2 * 365 * 86_400_000).toISOString()));
  await appendFile(young, line(new Date(Date.now() - 100 * 86_400_000).toISOString()));
  expect((await checkAudit(pool, old)).fault).toBeUndefined();
  expect((await checkAudit(pool, young)).fault).toMatchObject({ what: "rewritten" });
});

test("the owner alone, beside it, still deletes nothing", async () => {
  await expect(pool.query("delete from audit.entry where seq = 3")).rejects.toThrow("the audit is only added to");
  await cut("3 years");
  await expect(pool.query("delete from audit.entry where seq = 43")).rejects.toThrow("the audit is only added to");
});
