/**
 * `pnpm retention [--dry-run]`: deletes what is older than its rule from DATABASE_URL, or from the embedded database, and
 * says what; with `--dry-run` it only counts. The server does the same once a day by itself.
 */
import { parseArgs } from "node:util";
import { openDatabase } from "@one-map/server/db/connect";
import { requireKnownSchema } from "@one-map/server/db/migrate";
import { reportText } from "@one-map/server/retention/rules";
import { readMoment, runRetention } from "@one-map/server/retention/run-queries";

const { values } = parseArgs({ options: { "dry-run": { type: "boolean", default: false } } });
const database = await openDatabase({ databaseUrl: process.env.DATABASE_URL, purpose: "job" });
try {
  await requireKnownSchema(database.pool);
  const report = await runRetention(database.db, {
    asOf: await readMoment(database.db),
    isDry: values["dry-run"],
    onFault: (subject, { message }) => console.error(`${subject}: ${message}`),
  });
  if (report === undefined) {
    console.error("Another server is at it at this moment.");
    process.exitCode = 1;
  } else {
    console.log(reportText(report));
    if (report.items.some(({ isFailed }) => isFailed)) process.exitCode = 1;
  }
} finally {
  await database.close();
}
