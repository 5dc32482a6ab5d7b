import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { findServerPrograms } from "../testing/private-cluster.ts";
import { writeSmallCity } from "../testing/small-city.ts";
import { connect } from "./connect.ts";
import { requireKnownSchema } from "./migrate.ts";

const { kind } = inject("database");
const original = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "one-map-dump-"));
afterAll(async () => {
  await original.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every table with its rows and one sum over all of their text. */
async function contents({ pool }: Pick<typeof original, "pool">): Promise<Map<string, unknown>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname !~ '^pg_|^information_schema$' order by 1`,
  );
  const read = tables.map(async ({ name }) => {
    const { rows } = await pool.query(
      `select count(*) as count, sum(hashtextextended(t::text, 0)) as sum from ${name} t`,
    );
    return [name, rows[0]] as const;
  });
  return new Map(await Promise.all(read));
}

/** Restores a dump of the database into an empty one, which is dropped at the end. */
async function restored(work: (copy: typeof original) => Promise<void>): Promise<void> {
  const bin = findServerPrograms() as string;
  const file = join(folder, "one-map.dump");
  const name = `${new URL(original.url).pathname.slice(1)}_restored`;
  const url = original.url.replace(/\/test_\w+\?/, `/${name}?`);
  execFileSync(join(bin, "pg_dump"), ["--format=custom", `--file=${file}`, original.url]);
  await original.pool.query(`create database ${name} template template0`);
  const silent = () => {};
  const copy = connect(url, "postgres", "job", silent, async () => {
    await original.pool.query(`drop database ${name} with (force)`);
  });
  try {
    execFileSync(join(bin, "pg_restore"), ["--exit-on-error", `--dbname=${url}`, file], { stdio: "pipe" });
    await work(copy);
  } finally {
    await copy.close();
  }
}

// The embedded database is backed up as a folder; pg_dump needs more sessions than it has.
test.skipIf(kind === "embedded")("a dump of the database can be restored, checks and triggers included", async () => {
  await writeSmallCity(original.pool);
  await restored(async (copy) => {
    const kept = await contents(copy);
    expect(kept.size).toBeGreaterThan(15);
    expect(kept).toEqual(await contents(original));
    await requireKnownSchema(copy.pool);
    const { rows } = await copy.pool.query(
      "update venue set risk_grade = 1 where id = (select min(id) from venue) returning version",
    );
    expect(rows[0].version).toBeGreaterThan(1);
    await expect(copy.pool.query("update venue set geom = st_setsrid(st_makepoint('NaN', 0), 4326)")).rejects.toThrow(
      "venue_geom_ok",
    );
    const told = await copy.pool.query("select count(*) as count from feed.outbox where kind = 'venue' and op = 'u'");
    expect(told.rows[0].count).toBe(1);
  });
});

test.skipIf(kind === "embedded")(
  "a restored feed is another one: no number of it is taken for one of the old",
  async () => {
    const epochOf = async ({ pool }: Pick<typeof original, "pool">) =>
      (await pool.query<{ epoch: string }>("select epoch from feed.position()")).rows[0]?.epoch;
    await restored(async (copy) => {
      expect(await epochOf(copy)).toMatch(/^[0-9a-f]{16}$/);
      expect(await epochOf(copy)).not.toBe(await epochOf(original));
    });
  },
);
