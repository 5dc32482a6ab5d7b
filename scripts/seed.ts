/** `pnpm seed town|city|megacity [--seed 7] [--now 2026-11-24T09:00:00Z] [--replace] [--truth FILE]`: writes an invented city. */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { openDatabase } from "@one-map/server/db/connect";
import { migrate } from "@one-map/server/db/migrate";
import { Progress } from "./progress.ts";
import { planCity } from "./seed/city-plan.ts";
import { CityExistsError, seedCity } from "./seed/seed-city.ts";
import { type CitySizeName, citySizes, expectedRows } from "./seed/sizes.ts";
import { truthOf } from "./seed/truth.ts";
import { stopSignal } from "./stop-signal.ts";

const usage = "usage: pnpm seed town|city|megacity [--seed 7] [--now <RFC 3339>] [--replace] [--truth <file>]";
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "7" },
    now: { type: "string" },
    replace: { type: "boolean", default: false },
    truth: { type: "string" },
  },
});
const [size] = positionals;
const seed = Number(values.seed);
const now = values.now === undefined ? new Date() : new Date(values.now);
if (
  positionals.length !== 1 ||
  size === undefined ||
  !(size in citySizes) ||
  !Number.isSafeInteger(seed) ||
  Number.isNaN(now.getTime())
) {
  console.error(usage);
  process.exit(2);
}

const stop = stopSignal();
const database = await openDatabase({ databaseUrl: process.env.DATABASE_URL, purpose: "job" });
try {
  await migrate(database.pool);
  const name = size as CitySizeName;
  const progress = new Progress(expectedRows(citySizes[name]), "rows");
  const counts = new Map<string, number>();
  const report = await seedCity(database, {
    size: name,
    seed,
    now,
    replace: values.replace,
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
  const total = Object.values(report.rows).reduce((sum, count) => sum + count, 0);
  for (const [table, rows] of Object.entries(report.rows)) console.log(`${String(rows).padStart(9)}  ${table}`);
  const truth = truthOf(planCity(name, seed));
  if (values.truth !== undefined) await writeFile(values.truth, `${JSON.stringify(truth, null, 2)}\n`);
  console.log(
    `by design: incidents changed in communities ${truth.changed.map(({ id }) => id).join(", ")}; ${truth.neglected.length} neglected; the rest is chance (docs/invented-city.md, --truth)`,
  );
  console.log(
    `${name}:${seed} in ${report.seconds.toFixed(1)} s, ${Math.round(total / report.seconds).toLocaleString("en")} rows/s, ${database.kind} database`,
  );
} catch (error) {
  if (!(error instanceof CityExistsError) && !stop.aborted) throw error;
  console.error(stop.aborted ? "\nStopped; the database is as it was." : (error as Error).message);
  process.exitCode = 1;
} finally {
  await database.close();
}
