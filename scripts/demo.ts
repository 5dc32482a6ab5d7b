/**
 * `pnpm demo`: the whole product on this machine. Opens the database (DATABASE_URL, else the embedded one under
 * DATA_DIR), migrates it, seeds the city where there is none, builds the pages, serves them on PORT, and lets the city
 * live a little. ^C stops all of it.
 */
import { ConfigError, readConfig } from "@one-map/server/config";
import { openDatabase } from "@one-map/server/db/connect";
import { migrate } from "@one-map/server/db/migrate";
import { startServer } from "@one-map/server/start";
import { Progress } from "./progress.ts";
import { runQuietly } from "./run.ts";
import { Random } from "./seed/random.ts";
import { CityExistsError, seedCity } from "./seed/seed-city.ts";
import { citySizes, expectedRows } from "./seed/sizes.ts";
import { runLife } from "./simulate/run-life.ts";

const size = "city";
const seed = 7;
const seconds = (since: number) => ((performance.now() - since) / 1_000).toFixed(1);
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    // A second signal means that somebody has lost patience.
    if (stop.signal.aborted) process.exit(1);
    stop.abort(new Error("stopped"));
  });

try {
  await demo();
} catch (error) {
  if (error instanceof ConfigError) {
    console.error(error.message);
    process.exit(78);
  }
  if (!stop.signal.aborted) throw error;
  console.log("\nStopped.");
}

async function demo(): Promise<void> {
  const config = readConfig({ LOG_LEVEL: "warn", ...process.env });
  const building = step("pages built", () => runQuietly("vite/bin/vite.js", ["build", "--logLevel", "warn"], "web"));
  const database = await step("database open", () => openDatabase(config));
  try {
    await step("schema up to date", () => migrate(database.pool));
    await step(`${size} there`, () => seedOnce(database));
    await building;
    const server = await step("layers loaded", () => startServer(config, { database, waitForLayers: true }));
    console.log(`ready in ${(performance.now() / 1_000).toFixed(1)} s\n`);
    for (const page of ["wall", "plan", "analyse"]) console.log(`  ${server.url}/${page}.html`);
    console.log(
      `\n${database.kind} database, data in ${config.databaseUrl === undefined ? config.dataDir : "DATABASE_URL"}; ^C stops.`,
    );
    await runLife({
      origin: server.url,
      random: new Random(Date.now() % 1_000_000, "demo"),
      callsPerHour: 30,
      secondsPerTurn: 5,
      fixShare: 0.04,
      signal: stop.signal,
    });
    await server.close();
    console.log("\nStopped.");
  } finally {
    await database.close();
  }
}

async function step<T>(done: string, work: () => Promise<T>): Promise<T> {
  const since = performance.now();
  const result = await work();
  stop.signal.throwIfAborted();
  console.log(`${seconds(since).padStart(6)} s  ${done}`);
  return result;
}

/** Seeds where there is no city; a city that is there is left as it is. */
async function seedOnce(database: Parameters<typeof seedCity>[0]): Promise<void> {
  const progress = new Progress(expectedRows(citySizes[size]), "rows");
  const counts = new Map<string, number>();
  try {
    await seedCity(database, {
      size,
      seed,
      now: new Date(),
      signal: stop.signal,
      onRows: (table, rows) => {
        counts.set(table, rows);
        progress.update(
          [...counts.values()].reduce((sum, count) => sum + count, 0),
          table,
        );
      },
    });
    progress.end();
  } catch (error) {
    if (!(error instanceof CityExistsError)) throw error;
  }
}
