/**
 * `pnpm bench import`: rows a second from a CSV file of points into the table of incidents, as `pnpm import` does it:
 * read, checked, staged, placed in communities, stored in one transaction with the triggers of the feed.
 */
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Database, openDatabase } from "@one-map/server/db/connect";
import { migrate } from "@one-map/server/db/migrate";
import type { ImportLayer } from "@one-map/server/imports/import-layer";
import { findImportLayer } from "@one-map/server/imports/layers";
import { ownFileLimits } from "@one-map/server/imports/limits";
import { runImport } from "@one-map/server/imports/run-import";
import { durable, openOwnPostgres } from "./parts/own-postgres.ts";
import type { BenchOptions, BenchRow } from "./parts/results.ts";

const columns = 15;
const communities = columns * 11;
const [west, south, size] = [107, 34.2, 0.02];

/** Rows a second that a plain CSV of points must reach on PostgreSQL. */
const bar = 20_000;

export async function run({ rowCount = 300_000, only }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), "one-map-bench-import-"));
  const rows: BenchRow[] = [];
  const notes = [
    `${rowCount.toLocaleString("en")} points with seven columns, ${communities} communities, all indexes and triggers in place`,
    "PostgreSQL with fsync and synchronous_commit on; the embedded database takes a fifth of the rows",
  ];
  try {
    const parts = [
      ["postgres", async () => openOwnPostgres(durable), rowCount] as const,
      ["embedded", () => openDatabase({ dataDir: "memory", purpose: "job" }), Math.ceil(rowCount / 5)] as const,
    ];
    for (const [name, open, count] of parts) {
      if (only !== undefined && !only.includes(name)) continue;
      console.log(`… ${name}`);
      const database = await open();
      if (database === undefined) notes.push("no PostgreSQL with PostGIS here: the embedded database alone");
      else rows.push(...(await measure(database, name, folder, count).finally(() => database.close())));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { rows, notes };
}

async function measure(database: Database, name: string, folder: string, count: number): Promise<BenchRow[]> {
  const { pool } = database;
  await migrate(pool);
  await pool.query("insert into city_meta (name_zh_hans, time_zone) values ('城', 'Asia/Shanghai')");
  await pool.query(
    `insert into community (code, name_zh_hans, geom)
     select i::text, i::text, st_multi(st_makeenvelope(x, y, x + $4::float8, y + $4::float8, 4326))
     from generate_series(0, $1::int - 1) i, lateral (select $2::float8 + (i % ${columns}) * $4::float8 as x, $3::float8 + (i / ${columns}) * $4::float8 as y) at`,
    [communities, west, south, size],
  );
  const passes = [
    ["new rows", 3, bar],
    ["the same again", 3, undefined],
    ["every row changed", 4, undefined],
  ] as const;
  const rows: BenchRow[] = [];
  for (const [what, priority, least] of passes) {
    const path = join(folder, `${name}.csv`);
    await pipeline(Readable.from(lines(count, priority)), createWriteStream(path));
    const rate = await importOnce(database, path, count);
    const isMeasured = least !== undefined && name === "postgres";
    rows.push({
      name: `${name}: ${what}`,
      value: rate,
      unit: "rows/s",
      ...(isMeasured && { bar: `≥ ${least.toLocaleString("en")} rows/s`, holds: rate >= least }),
    });
  }
  return rows;
}

async function importOnce(database: Database, path: string, count: number): Promise<number> {
  const report = await runImport(database, {
    layer: findImportLayer("incidents") as ImportLayer,
    path,
    fileName: "points.csv",
    map: [],
    crs: "EPSG:4326",
    encoding: undefined,
    table: undefined,
    timeZone: undefined,
    source: "bench",
    maxRejects: { count: 0 },
    dryRun: false,
    repair: false,
    trustCrs: false,
    limits: ownFileLimits,
    rejectsPath: undefined,
  });
  if (report.status !== "done" || report.counts.read !== count) throw new Error(`the import was ${report.status}`);
  return count / report.seconds;
}

/** CSV text, some thousand rows at a time. */
function* lines(count: number, priority: number): Generator<string> {
  const categories = ["theft", "burglary", "noise", "dispute", "traffic", "fraud"];
  let text = "id,category,priority,occurredFrom,reportedAt,lng,lat\n";
  for (let i = 0; i < count; i++) {
    // Low-discrepancy points: spread evenly, in no order.
    const lng = west + ((i * 0.754_877_666) % 1) * columns * size;
    const lat = south + ((i * 0.569_840_291) % 1) * (communities / columns) * size;
    const [day, hour, minute] = [(i % 28) + 1, i % 24, i % 60].map((part) => String(part).padStart(2, "0"));
    text += `${i},${categories[i % 6]},${priority},2026-03-${day} ${hour}:${minute}:00,2026-03-${day} ${hour}:${minute}:30,${lng.toFixed(6)},${lat.toFixed(6)}\n`;
    if (text.length < 1 << 18) continue;
    yield text;
    text = "";
  }
  yield text;
}
