/**
 * `pnpm bench seed`: how long an invented city takes to make and to write, by size, on a private PostgreSQL cluster
 * and on the embedded database. `--only town,city` leaves the megacity out, `--only postgres` the embedded database.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "@one-map/server/db/connect";
import { migrate } from "@one-map/server/db/migrate";
import { seedCity } from "../seed/seed-city.ts";
import { type CitySizeName, citySizes } from "../seed/sizes.ts";
import { openOwnPostgres } from "./parts/own-postgres.ts";
import { type BenchOptions, type BenchRow, loadNote } from "./parts/results.ts";

type Kind = "postgres" | "embedded";

const runs: readonly (readonly [Kind, CitySizeName])[] = [
  ["postgres", "town"],
  ["postgres", "city"],
  ["postgres", "megacity"],
  ["embedded", "town"],
  ["embedded", "city"],
];

/** Seeds each size into an empty database of each kind. */
export async function run({ only }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const isChosen = (words: readonly string[], word: string) =>
    only === undefined || !only.some((one) => words.includes(one)) || only.includes(word);
  const chosen = runs.filter(
    ([kind, size]) => isChosen(["postgres", "embedded"], kind) && isChosen(Object.keys(citySizes), size),
  );
  const notes = [
    "one transaction from nothing to committed and analysed, indexes and constraints in place; PostgreSQL with fsync off",
    loadNote(),
  ];
  const rows: BenchRow[] = [];
  for (const kind of ["postgres", "embedded"] as const) {
    const sizes = chosen.filter(([one]) => one === kind).map(([, size]) => size);
    if (sizes.length === 0) continue;
    const opened = kind === "postgres" ? await openPostgres() : await openEmbedded();
    if (opened === undefined) {
      notes.push("no PostgreSQL with PostGIS here");
      continue;
    }
    try {
      for (const size of sizes) rows.push(...(await measure(opened.database, size)));
    } finally {
      await opened.close();
    }
  }
  return { rows, notes };
}

async function measure(database: Database, size: CitySizeName): Promise<BenchRow[]> {
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  const { rows, seconds } = await seedCity(database, { size, seed: 7, now: new Date(), replace: true });
  clearInterval(watch);
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
  const name = `${size} on ${database.kind}`;
  return [
    { name: `${name}, ${total.toLocaleString("en")} rows`, value: seconds, unit: "s" },
    { name: `${name}, rate`, value: total / seconds, unit: "rows/s" },
    { name: `${name}, most memory of the seeding process`, value: peak / 2 ** 20, unit: "MiB" },
  ];
}

interface Opened {
  readonly database: Database;
  close(): Promise<void>;
}

async function openPostgres(): Promise<Opened | undefined> {
  const database = openOwnPostgres();
  if (database === undefined) return undefined;
  await migrate(database.pool);
  return { database, close: () => database.close() };
}

async function openEmbedded(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), "one-map-bench-"));
  const database = await openDatabase({ dataDir: folder, purpose: "job" });
  await migrate(database.pool);
  const close = async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { database, close };
}
