/**
 * `pnpm demo [town|city]`: the whole product on this machine. Opens the database (DATABASE_URL, else the embedded one
 * under DATA_DIR), migrates it, seeds a city where there is none, makes accounts of its own, builds the pages into WEB_ROOT,
 * serves them on PORT, and lets the city live. ^C stops all of it.
 */
import { setTimeout as wait } from "node:timers/promises";
import { ConfigError, readConfig } from "@one-map/server/config";
import { connect, type Database, openDatabase } from "@one-map/server/db/connect";
import { EmbeddedDatabaseError } from "@one-map/server/db/embedded";
import { migrate, UnknownSchemaError } from "@one-map/server/db/migrate";
import { requireFreePort, startServer } from "@one-map/server/start";
import { signIn } from "./credentials.ts";
import { demoAccounts, opens } from "./demo/accounts.ts";
import type { DemoAccount } from "./demo/accounts-file.ts";
import { buildPages, WebRootError } from "./pages.ts";
import { Progress } from "./progress.ts";
import { CityExistsError, seedCity } from "./seed/seed-city.ts";
import { type CitySizeName, citySizes, expectedRows } from "./seed/sizes.ts";
import { runShift } from "./simulate/run-shift.ts";
import { stopSignal } from "./stop-signal.ts";

const seed = 7;
/** Things about the living city that are said in one run. */
const mostSaid = 20;
const [size = "city", ...others] = process.argv.slice(2);
if (!(size in citySizes) || others.length > 0) {
  console.error("usage: pnpm demo [town|city|megacity]");
  process.exit(2);
}
const stop = stopSignal();

try {
  await demo(size as CitySizeName);
} catch (error) {
  const needsChange = [ConfigError, EmbeddedDatabaseError, UnknownSchemaError, WebRootError];
  if (needsChange.some((kind) => error instanceof kind)) {
    console.error((error as Error).message);
    process.exit(78);
  }
  if (!stop.aborted) throw error;
}
console.log("\nStopped.");

async function demo(size: CitySizeName): Promise<void> {
  const config = readConfig({ LOG_LEVEL: "warn", ...process.env });
  await requireFreePort(config);
  const building = step("pages built", () => buildPages(config.webRoot, stop));
  // Whatever else fails first is what there is to tell.
  building.catch(() => {});
  const database = await step("database open", () => openDatabase({ ...config, purpose: "job", signal: stop }));
  try {
    await step("schema up to date", () => migrate(database.pool));
    await step(`${size} there`, () => seedOnce(database, size));
    const accounts = await step("accounts there", () => demoAccounts(database, config.dataDir));
    await building;
    // Requests go through connections of their own: unlike the making of a city they give up when it takes too long.
    const serving = connect(database.url, database.kind, "serve", onIdleError, async () => {});
    const server = await step("layers loaded", () => startServer(config, { database: serving, waitForLayers: true }));
    try {
      stop.throwIfAborted();
      console.log(`ready in ${(performance.now() / 1_000).toFixed(1)} s\n`);
      for (const page of ["wall", "plan", "analyse"]) console.log(`  ${server.url}/${page}.html`);
      if (server.adminUrl !== server.url) console.log(`  ${server.adminUrl}/admin.html`);
      tell(accounts);
      const where = config.databaseUrl === undefined ? config.dataDir : "DATABASE_URL";
      console.log(`\n${database.kind} database, data in ${where}; ^C stops.`);
      await live(server.url, accounts);
    } finally {
      await server.close();
      await serving.close();
    }
  } finally {
    await database.close();
  }
}

/** Who may sign in, and what for. */
function tell(accounts: readonly DemoAccount[]): void {
  if (accounts.length === 0) {
    console.log(
      "\nThe accounts of this database are its own: sign in with one of them. The city does not live by itself.",
    );
    return;
  }
  console.log("\nSign in as (there are these accounts in a demonstration only):");
  for (const { login, role, password } of accounts) console.log(`  ${login.padEnd(16)} ${password}  ${opens[role]}`);
  console.log("Without signing in: what is published, and a screen that waits to be let in.");
}

function onIdleError(error: Error): void {
  console.error(`An idle connection to the database was lost: ${error.message}`);
}

/**
 * Lets the city live at its own pace, so that there is something to see at any hour: a call every four minutes at least,
 * fewer in a town whose few units could not see to them. What goes wrong with it is said once, and it begins again; the
 * pages go on without.
 */
async function live(origin: string, accounts: readonly DemoAccount[]): Promise<void> {
  const teller = accounts.find(({ role }) => role === "command");
  // Whoever has accounts of their own also has a city of their own.
  if (teller === undefined) return new Promise((resolve) => stop.addEventListener("abort", () => resolve()));
  const said = new Set<string>();
  const say = (text: string) => {
    if (!said.has(text) && said.size < mostSaid) console.error(text);
    if (said.size < mostSaid) said.add(text);
  };
  while (!stop.aborted) {
    try {
      await runShift({
        ...{ origin, seed: Math.floor(Date.now() / 1_000), hours: Number.POSITIVE_INFINITY, speed: 1, mostUnits: 400 },
        ...{ callsPerHour: 24, longestGap: 240, mostCallsOfUnit: 0.3 },
        signIn: () => signIn(origin, teller),
        signal: stop,
        onWait: (message) => say(`The city waits for the server: ${message}`),
        onProgress: ({ delivery: { faults } }) => {
          for (const fault of faults) say(`The city was refused something: ${fault}`);
        },
      });
    } catch (error) {
      if (stop.aborted) return;
      say(`The city stood still: ${(error as Error).message}`);
      await wait(10_000, undefined, { signal: stop }).catch(() => {});
    }
  }
}

/** Does a step unless it is time to stop, and says how long it took. */
async function step<T>(done: string, work: () => Promise<T>): Promise<T> {
  stop.throwIfAborted();
  const since = performance.now();
  const result = await work();
  console.log(`${((performance.now() - since) / 1_000).toFixed(1).padStart(6)} s  ${done}`);
  return result;
}

/** Seeds where there is no city; a city that is there is left as it is. */
async function seedOnce(database: Database, size: CitySizeName): Promise<void> {
  const progress = new Progress(expectedRows(citySizes[size]), "rows");
  const counts = new Map<string, number>();
  try {
    await seedCity(database, {
      size,
      seed,
      now: new Date(),
      signal: stop,
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
