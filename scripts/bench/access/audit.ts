import { checkAudit } from "@one-map/server/audit/check";
import { record, sealBatch } from "@one-map/server/audit/queries";
import { mostInBatch, Sealer } from "@one-map/server/audit/sealer";
import { type Database, openDatabase } from "@one-map/server/db/connect";
import { pointFrom } from "@one-map/server/db/geometry";
import { migrate } from "@one-map/server/db/migrate";
import { durable, openOwnPostgres } from "../parts/own-postgres.ts";
import type { BenchRow } from "../parts/results.ts";
import { median, millisecondsOf } from "../parts/timing.ts";

const ignore = () => {};

/** Seconds within which a million rows must be verified, on PostgreSQL. */
const verifySeconds = 10;

/** Rounds of writes of each kind. */
const rounds = 21;
const writesARound = 400;
const writers = 4;

/** Sealing, verifying, and what the sealer costs those who write. */
export async function measureAudit(rowCount = 1_000_000): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const rows: BenchRow[] = [];
  const notes = [
    `${rowCount.toLocaleString("en")} audit rows on PostgreSQL, a tenth of them embedded; batches of ${mostInBatch.toLocaleString("en")}`,
    "writes: an incident is reported and its audit row added in the same transaction, four at a time, fsync on; medians of rounds that take turns",
  ];
  const postgres = openOwnPostgres(durable);
  if (postgres === undefined) notes.push("no PostgreSQL with PostGIS here: the embedded database alone");
  else {
    rows.push(...(await measure(postgres, rowCount, verifySeconds * (rowCount / 1_000_000))));
    rows.push(...(await measureWrites(postgres)));
    await postgres.close();
  }
  const embedded = await openDatabase({ dataDir: "memory", purpose: "job" });
  rows.push(...(await measure(embedded, rowCount / 10, undefined)));
  await embedded.close();
  return { rows, notes };
}

async function measure(database: Database, count: number, bar: number | undefined): Promise<BenchRow[]> {
  const { pool, kind } = database;
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
  const verified = await millisecondsOf(async () => {
    const { fault, rows } = await checkAudit(pool);
    if (fault !== undefined || rows !== count) throw new Error(`the audit does not hold: ${JSON.stringify(fault)}`);
  });
  const seconds = verified / 1_000;
  return [
    { name: `${kind}: seal`, value: count / (sealed / 1_000), unit: "rows/s" },
    {
      name: `${kind}: verify ${count.toLocaleString("en")} rows`,
      value: seconds,
      unit: "s",
      ...(bar !== undefined && { bar: `≤ ${bar} s`, holds: seconds <= bar }),
    },
  ];
}

/** Writes with an audit row against the same without, and with the sealer at work beside them. */
async function measureWrites(database: Database): Promise<BenchRow[]> {
  const { pool, db } = database;
  await pool.query("insert into incident_category (code, name_zh_hans) values ('theft', '盗窃')");
  const write = (isRecorded: boolean) =>
    db.transaction().execute(async (trx) => {
      await reportOne(trx);
      if (isRecorded) await record(trx, { account: 1, role: "officer", action: "change", outcome: "done" });
    });
  const round = (isRecorded: boolean) =>
    millisecondsOf(() =>
      Promise.all(
        Array.from({ length: writers }, async () => {
          for (let i = 0; i < writesARound / writers; i++) await write(isRecorded);
        }),
      ),
    );
  /** Milliseconds a round; the sealer works five times as often as in the server. */
  const kinds = {
    plain: () => round(false),
    recorded: () => round(true),
    sealed: async () => {
      const sealer = new Sealer({ pool, onFault: ignore, everyMillis: 200 });
      sealer.start();
      const time = await round(true);
      await sealer.stop();
      return time;
    },
  };
  const names = ["plain", "recorded", "sealed"] as const;
  for (const name of names) await kinds[name]();
  const times = { plain: [] as number[], recorded: [] as number[], sealed: [] as number[] };
  // Each kind comes first as often as last: what drifts meets all of them.
  for (let i = 0; i < rounds; i++)
    for (let j = 0; j < names.length; j++) {
      const name = names[(i + j) % names.length] as (typeof names)[number];
      times[name].push(await kinds[name]());
    }
  const rate = (values: number[]) => writesARound / (median(values) / 1_000);
  const [plain, recorded, sealed] = [rate(times.plain), rate(times.recorded), rate(times.sealed)];
  const lost = 100 * (median(times.sealed.map((time, i) => time / (times.plain[i] as number))) - 1);
  const row = (name: string, value: number): BenchRow => ({
    name,
    value,
    unit: "/s",
    reference: plain,
    ratio: value / plain,
  });
  return [
    row("writes a second, recorded", recorded),
    row("writes a second, recorded and sealed beside", sealed),
    { name: "time more of record and seal", value: lost, unit: "%", bar: "≤ 10 %", holds: lost <= 10 },
  ];
}

async function reportOne(db: Database["db"]): Promise<void> {
  await db
    .insertInto("incident")
    .values({
      category: "theft",
      occurred_from: new Date(),
      geom: pointFrom([107.05, 34.35]),
    })
    .execute();
}
