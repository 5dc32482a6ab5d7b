/**
 * `pnpm audit:verify [--head FILE]`: reads the whole audit of DATABASE_URL, or of the embedded database, and names the first
 * row that is not as it was sealed. Exit code 1 when there is one. The file of exported heads shows a chain made anew.
 */
import { parseArgs } from "node:util";
import { checkAudit } from "@one-map/server/audit/check";
import { openDatabase } from "@one-map/server/db/connect";

const { values } = parseArgs({ options: { head: { type: "string" } } });
const database = await openDatabase({ databaseUrl: process.env.DATABASE_URL, purpose: "job" });
try {
  const { fault, rows, batches, head } = await checkAudit(database.pool, values.head);
  const held = `${rows.toLocaleString("en")} rows in ${batches.toLocaleString("en")} batches`;
  if (fault === undefined) console.log(`The audit holds: ${held}${head === undefined ? "" : `, head ${head}`}.`);
  else {
    console.error(
      `Row ${fault.seq} of batch ${fault.batch}: ${fault.what}. ${fault.explanation} Before it hold ${held}.`,
    );
    process.exitCode = 1;
  }
} finally {
  await database.close();
}
