import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { readConfig } from "./config.ts";
import { connect } from "./db/connect.ts";
import { migrate } from "./db/migrate.ts";
import { type RunningServer, startServer } from "./start.ts";
import { signedIn } from "./testing/signed-in.ts";
import { writeSmallCity } from "./testing/small-city.ts";
import { readSource, repository } from "./testing/source-files.ts";

const { kind, url: administrator } = inject("database");
const urlOf = (user: string) => administrator.replace("//postgres@", `//${user}@`).replace("/postgres?", "/one_map?");

/** Runs statements one after the other: `create database` takes no company. */
async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function rowsOf(url: string, statement: string): Promise<{ n: number | boolean }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query(statement)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

/** What the README has an administrator type, before and after `\connect`. */
function statementsOfTheReadme(): [before: string[], after: string[]] {
  const [before = "", after = ""] = (/```sql\n([\s\S]*?)```/.exec(readSource("README.md"))?.[1] ?? "").split(
    /\\connect .*\n/,
  );
  const split = (text: string) => text.split(";\n").filter((statement) => statement.trim() !== "");
  return [split(before), split(after)];
}

const folder = mkdtempSync(join(tmpdir(), "one-map-logins-"));

/** Two police rooms from a file, as the server's login; what the command printed. */
async function importRooms(): Promise<string> {
  const file = join(folder, "rooms.csv");
  writeFileSync(file, "code,nameZhHans,lng,lat,sourceId\nR1,东警务室,107.06,34.35,1\nR2,西警务室,107.07,34.35,2\n");
  const args = ["scripts/import.ts", "police-rooms", file, "--crs", "WGS-84", "--rejects", join(folder, "rejects.csv")];
  const env = { PATH: process.env.PATH ?? "", DATABASE_URL: urlOf("one_map") };
  // Not waiting in place: the server lives in this process.
  return (await promisify(execFile)(process.execPath, args, { cwd: repository, env })).stdout;
}

let server: RunningServer | undefined;
afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
  if (kind !== "postgres") return;
  // The login one_map_scoped stays: databases of other tests may have admitted it meanwhile.
  await run(administrator, ["drop database if exists one_map with (force)", "drop role one_map, one_map_owner"]);
});

test.skipIf(kind === "embedded")(
  "a login that owns nothing serves what the owner has made, and can change no table",
  async () => {
    const [before, after] = statementsOfTheReadme();
    await run(administrator, before);
    await run(urlOf("postgres"), after);
    const owner = connect(
      urlOf("one_map_owner"),
      "postgres",
      "job",
      () => {},
      async () => {},
    );
    await migrate(owner.pool);
    await writeSmallCity(owner.pool);
    const { cookie } = await signedIn(owner.db, "command");
    await owner.close();

    server = await startServer(
      readConfig({
        DATABASE_URL: urlOf("one_map"),
        DATABASE_URL_SCOPED: urlOf("one_map_scoped"),
        PORT: "0",
        LOG_LEVEL: "silent",
      }),
      {
        waitForLayers: true,
      },
    );
    const reported = await fetch(`${server.url}/api/incidents`, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify({ category: "theft", position: [107.05, 34.35] }),
    });
    expect(reported.status).toBe(201);
    // Its layers are there; that it follows the database is said when it has heard of it once more.
    const readiness = `${server.url}/readyz`;
    await expect
      .poll(async () => (await fetch(readiness)).json(), { timeout: 20_000 })
      .toMatchObject({ status: "ready" });
    await run(urlOf("one_map"), ["select feed.add_partition()", "select feed.forget('72 hours')"]);
    await run(urlOf("one_map"), [
      "insert into audit.inbox (role, action, outcome) values ('officer', 'sign-in', 'done')",
      "select audit.seal_batch(10, 4716599)",
      "select seq from audit.entry",
    ]);
    expect(await importRooms()).toMatch(/^Done|^Imported|\b2 new|2\s+new/m);
    for (const statement of [
      "drop table incident",
      "alter table incident disable trigger all",
      "create table extra (id integer)",
      "drop table feed.event",
      "alter table audit.entry disable trigger all",
      "update audit.entry set outcome = 'denied'",
      "delete from audit.inbox",
      "truncate audit.inbox",
      "insert into audit.seal values (9, 9, 9, '', '', '', now())",
      "create table audit.extra (id integer)",
    ])
      await expect(run(urlOf("one_map"), [statement]), statement).rejects.toThrow(/must be owner|permission denied/);
    const shown = (login: string) => rowsOf(urlOf(login), "select count(*)::int as n from incident");
    expect([await shown("one_map_scoped"), await shown("one_map")]).toEqual([[{ n: 0 }], [{ n: 61 }]]);
    const boxes =
      "select proleakproof as n from pg_proc where oid = 'geometry_overlaps(geometry, geometry)'::regprocedure";
    expect(await rowsOf(urlOf("one_map"), boxes)).toEqual([{ n: true }]);
  },
);
