import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { importFile, TestFiles } from "../testing/import-file.ts";
import { writeSmallCity } from "../testing/small-city.ts";
import { repository } from "../testing/source-files.ts";
import { sweepDeadRuns } from "./run-queries.ts";

const { kind } = inject("database");
const database = await testDatabase();
const { pool } = database;
const files = new TestFiles();
afterAll(async () => {
  files.remove();
  await database.close();
});

const rowCount = 30_000;
const rows = (priority: number) =>
  `id,category,occurredAt,lng,lat,priority\n${Array.from(
    { length: rowCount },
    (_, i) => `${i},theft,2026-03-01 10:00:00,${107.001 + (i % 198) / 1000},${34.301 + (i % 97) / 1000},${priority}`,
  ).join("\n")}\n`;
const paths = { before: "", after: "" };

/** Everything that the layer holds, in one number. */
const checksum = async (): Promise<string> =>
  (
    await pool.query(
      "select concat_ws(' ', count(*), sum(priority), sum(version), sum(hashtext(concat_ws('|', id, source_id, category, community_id, geom::text))::int8)) as sum from incident",
    )
  ).rows[0].sum;

/**
 * Starts an import in a process of its own and kills it at a line of what it tells, at which it stops until then, or once it
 * is somewhere, which it comes to by itself. Gives the id of its run.
 */
async function killAt(isTime: (line: string) => boolean, isThere?: () => Promise<unknown>): Promise<number> {
  const child = spawn(
    process.execPath,
    [join(repository, "server/testing/import-process.ts"), database.url, kind, paths.after],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  // One that was killed takes no more of it.
  child.stdin.on("error", () => {});
  const ended = once(child, "close");
  let runId = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("run ")) runId = Number(line.slice(4));
    if (!isTime(line) || isThere !== undefined) child.stdin.write("\n");
    if (!isTime(line)) continue;
    await isThere?.();
    child.kill("SIGKILL");
  }
  expect(await ended).toEqual([null, "SIGKILL"]);
  return runId;
}

/** The server notices a client that went away when it next speaks to it; until then its statement may go on. */
async function forgetSessions(): Promise<void> {
  if (kind === "embedded") return;
  await vi.waitFor(async () => {
    const { rows } = await pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'one-map job' and (wait_event = 'advisory' or xact_start is not null)",
    );
    expect(rows).toEqual([]);
  }, 30_000);
}

beforeAll(async () => {
  await writeSmallCity(pool);
  paths.before = files.write("before.csv", rows(2));
  paths.after = files.write("after.csv", rows(4));
  const report = await importFile(database, "incidents", paths.before, { source: "killed" });
  expect(report).toMatchObject({ status: "done", counts: { inserted: rowCount } });
});

describe("an import that is killed", () => {
  const points: [string, (line: string) => boolean][] = [
    ["before it reads", (line) => line.startsWith("run ")],
    ["at its first rows", (line) => line.startsWith("reading ")],
    ...[8_000, 16_000, 24_000, rowCount].map((n): [string, (line: string) => boolean] => [
      `at row ${n}`,
      (line) => line.startsWith("reading ") && Number(line.slice(8)) >= n,
    ]),
    ["when it begins to store", (line) => line.startsWith("writing ")],
  ];

  test.each(points)("%s leaves what was there, and its run and staging are cleared away", async (_, isTime) => {
    const before = await checksum();
    const runId = await killAt(isTime);
    await forgetSessions();
    expect(await checksum()).toBe(before);
    expect((await pool.query("select status from import_run where id = $1", [runId])).rows).toEqual([
      { status: "running" },
    ]);
    // As if a minute had passed since its last sign of life.
    await pool.query("update import_run set heartbeat_at = heartbeat_at - interval '2 minutes' where id = $1", [runId]);
    expect(await sweepDeadRuns(pool)).toContain(runId);
    expect((await pool.query("select status, problem from import_run where id = $1", [runId])).rows).toEqual([
      { status: "failed", problem: "internal" },
    ]);
    expect(
      (await pool.query("select relname from pg_class where relnamespace = 'staging'::regnamespace")).rows,
    ).toEqual([]);
  });

  // One session serves everybody on the embedded database, so nothing else can look while a transaction is open.
  test.skipIf(kind === "embedded").each([
    ["its vocabulary", "insert on incident_category for each statement"],
    ["its rows", "update on incident for each statement"],
    ["its record", "update on import_run for each row when (new.status = 'done')"],
  ])("in the middle of its transaction, at %s, leaves what was there", async (_, event) => {
    const before = await checksum();
    // A lock that the test holds stops the import in the middle of a statement of its transaction.
    await pool.query(
      "create or replace function wait_here() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock_shared(77); return null; end $$",
    );
    await pool.query(`create trigger wait_here after ${event} execute function wait_here()`);
    const holder = await pool.connect();
    await holder.query("select pg_advisory_lock(77)");
    const waits = () =>
      vi.waitFor(async () => {
        const { rows } = await holder.query(
          "select 1 from pg_locks where locktype = 'advisory' and objid = 77 and not granted",
        );
        expect(rows).toHaveLength(1);
      }, 60_000);
    const runId = await killAt((line) => line.startsWith("writing "), waits);
    await forgetSessions();
    await holder.query("select pg_advisory_unlock(77)");
    holder.release();
    await pool.query("drop function wait_here cascade");
    expect(await checksum()).toBe(before);
    expect((await pool.query("select status from import_run where id = $1", [runId])).rows).toEqual([
      { status: "running" },
    ]);
  });

  test("can be repeated, and then it is as if nothing had happened", async () => {
    await pool.query(
      "update import_run set heartbeat_at = heartbeat_at - interval '2 minutes' where status = 'running'",
    );
    const report = await importFile(database, "incidents", paths.after, { source: "killed" });
    expect(report).toMatchObject({ status: "done", counts: { inserted: 0, updated: rowCount, unchanged: 0 } });
    expect(
      (await pool.query("select count(*) as n from incident where source = 'killed' and priority = 4 and version = 2"))
        .rows[0].n,
    ).toBe(rowCount);
    expect(
      (await pool.query("select relname from pg_class where relnamespace = 'staging'::regnamespace")).rows,
    ).toEqual([]);
    expect((await pool.query("select 1 from import_run where status = 'running'")).rowCount).toBe(0);
  });
});

describe("an import that is stopped", () => {
  test.each(["reading", "writing"] as const)("while %s leaves what was there", async (phase) => {
    const before = await checksum();
    const stop = new AbortController();
    const report = await importFile(
      database,
      "incidents",
      paths.before,
      { source: "killed" },
      {
        signal: stop.signal,
        onProgress: (progress) => progress.phase === phase && stop.abort(new Error("enough")),
      },
    );
    expect(report.status).toBe("stopped");
    expect(await checksum()).toBe(before);
    expect((await pool.query("select status from import_run where id = $1", [report.runId])).rows).toEqual([
      { status: "stopped" },
    ]);
    expect(
      (await pool.query("select relname from pg_class where relnamespace = 'staging'::regnamespace")).rows,
    ).toEqual([]);
  });
});
