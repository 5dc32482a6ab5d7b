import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { checkAudit } from "@one-map/server/audit/check";
import { sealBatch } from "@one-map/server/audit/queries";
import { mostInBatch } from "@one-map/server/audit/sealer";
import { type Database, openDatabase } from "@one-map/server/db/connect";
import { migrate } from "@one-map/server/db/migrate";
import { root } from "../../run.ts";
import { durable, openOwnPostgres } from "../parts/own-postgres.ts";
import type { BenchOptions, BenchResult, BenchRow } from "../parts/results.ts";
import { millisecondsOf } from "../parts/timing.ts";
import { measureAuditedWrites } from "./audited-writes.ts";

/** Seconds within which a million rows must be verified, on PostgreSQL. */
const verifySeconds = 10;

/** Sealing, verifying, and what the record costs those who write. */
export async function measureAudit({ rowCount, isTrial }: BenchOptions): Promise<BenchResult> {
  const count = rowCount ?? (isTrial ? 10_000 : 1_000_000);
  const rows: BenchRow[] = [];
  const notes = [
    `audit: ${count.toLocaleString("en")} rows on PostgreSQL, a tenth of them embedded; batches of ${mostInBatch.toLocaleString("en")}; verified by \`pnpm audit:verify\` in a process of its own`,
    "writes: four at a time, fsync on; an incident is given by a whole request of whoever commands, one row is inserted in a transaction of its own; the reference is the same, its audit row left out",
  ];
  const postgres = openOwnPostgres(durable);
  if (postgres === undefined) notes.push("no PostgreSQL with PostGIS here: the embedded database alone");
  else {
    try {
      rows.push(await seal(postgres, count));
      const seconds = (await verifyBeside(postgres)) / 1_000;
      const bar = verifySeconds * Math.max(1, count / 1_000_000);
      const name = `postgres: verify ${count.toLocaleString("en")} rows`;
      rows.push({ name, value: seconds, unit: "s", bar: `≤ ${bar} s`, holds: seconds <= bar });
      // A million rows that came and went at once are not what a server leaves behind that seals each second.
      await postgres.pool.query("vacuum audit.inbox");
      await postgres.pool.query("checkpoint");
      rows.push(...(await measureAuditedWrites(postgres, isTrial)));
    } finally {
      // The parts after this one are measured beside nothing.
      await postgres.close();
    }
  }
  const embedded = await openDatabase({ dataDir: "memory", purpose: "job" });
  rows.push(await seal(embedded, count / 10));
  const verified = await millisecondsOf(async () => {
    const { fault, rows: held } = await checkAudit(embedded.pool);
    if (fault !== undefined || held !== count / 10)
      throw new Error(`the audit does not hold: ${JSON.stringify(fault)}`);
  });
  const name = `embedded: verify ${(count / 10).toLocaleString("en")} rows`;
  rows.push({ name, value: verified / 1_000, unit: "s" });
  await embedded.close();
  return { rows, notes };
}

/** Writes so many rows and seals them. */
async function seal({ pool, kind }: Database, count: number): Promise<BenchRow> {
  await migrate(pool);
  await pool.query(
    `insert into audit.inbox (account_id, role, action, outcome, subject, purpose, request_id, detail)
     select i % 500, 'officer', 'read', 'done', 'residences', 'inspection ' || i, gen_random_uuid(),
       jsonb_build_object('id', i, 'rows', 1)
     from generate_series(1, $1::int) i`,
    [count],
  );
  const sealed = await millisecondsOf(async () => {
    while ((await sealBatch(pool, mostInBatch)) > 0);
  });
  await pool.query("analyze audit.entry");
  return { name: `${kind}: seal`, value: count / (sealed / 1_000), unit: "rows/s" };
}

/** Milliseconds of the command from its start to its end. Throws where the audit does not hold. */
function verifyBeside({ url }: Database): Promise<number> {
  return millisecondsOf(async () => {
    const child = spawn(process.execPath, [join(root, "scripts/audit-verify.ts")], {
      env: { ...process.env, DATABASE_URL: url },
      stdio: ["ignore", "ignore", "inherit"],
    });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`the audit does not hold: ${code}`);
  });
}
