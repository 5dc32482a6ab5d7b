/**
 * `pnpm run import <layer> <file> [--map column=field,…] [--crs …] [--dry-run] …`: brings a file into a layer, all of its
 * good rows or nothing. Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 130 stopped.
 */
import { openDatabase } from "@one-map/server/db/connect";
import { migrate } from "@one-map/server/db/migrate";
import { HttpProblem } from "@one-map/server/http/problems";
import { runImport } from "@one-map/server/imports/run-import";
import { readArguments, usage } from "./import/arguments.ts";
import { printReport } from "./import/report.ts";
import { Progress } from "./progress.ts";
import { stopSignal } from "./stop-signal.ts";

let request: Awaited<ReturnType<typeof readArguments>>;
try {
  request = await readArguments(process.argv.slice(2));
} catch (error) {
  console.error(process.argv.length > 3 ? `${(error as Error).message} (\`pnpm run import\` alone shows how.)` : usage);
  process.exit(2);
}

// Nothing is stored either way.
const stop = stopSignal(130);
const database = await openDatabase({ databaseUrl: process.env.DATABASE_URL, purpose: "job" });
try {
  if (database.kind === "embedded") await migrate(database.pool);
  const progress = new Progress(1, "rows");
  const report = await runImport(database, request, {
    signal: stop,
    onProgress: ({ phase, rows, rejected, share }) => {
      const note = phase === "writing" ? "storing" : rejected > 0 ? `${rejected.toLocaleString("en")} refused` : "";
      progress.update(rows, note, Math.max(rows, rows / Math.max(share, 0.001)));
    },
  });
  progress.end();
  printReport(request, report);
  process.exitCode = { done: 0, dry_run: 0, refused: 1, failed: 1, stopped: 130 }[report.status];
} catch (error) {
  console.error(error instanceof HttpProblem ? error.message : error);
  process.exitCode = 1;
} finally {
  await database.close();
}
