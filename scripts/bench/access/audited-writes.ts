import { record } from "@one-map/server/audit/queries";
import { Sealer } from "@one-map/server/audit/sealer";
import type { Database } from "@one-map/server/db/connect";
import { pointFrom } from "@one-map/server/db/geometry";
import { insertIncident } from "@one-map/server/incidents/queries";
import { compare, rowOf } from "../parts/compare.ts";
import type { BenchRow } from "../parts/results.ts";
import { writeCommunities } from "../parts/start-session-server.ts";
import { millisecondsOf } from "../parts/timing.ts";

/** Times what a write takes without a record of it that it may take with one. */
const most = 1.1;

/** Half a second of them or more: the sealer comes several times in each turn. */
const writesATurn = 2_000;
const writers = 4;

const ignore = () => {};

/** Milliseconds of a write with its audit row, and with the sealer at work beside it, against the same without. */
export async function measureAuditedWrites(database: Database, isTrial: boolean): Promise<BenchRow[]> {
  const { pool } = database;
  await writeCommunities(database);
  const turn = (write: Write, isRecorded: boolean) => async () => {
    const millis = await millisecondsOf(() =>
      Promise.all(
        Array.from({ length: writers }, async () => {
          for (let i = 0; i < writesATurn / writers; i++) await once(database, write, isRecorded);
        }),
      ),
    );
    return millis / writesATurn;
  };
  /** It works five times as often as in the server. */
  const sealed = async () => {
    const sealer = new Sealer({ pool, onFault: ignore, everyMillis: 200 });
    const before = await sealCount();
    sealer.start();
    const time = await turn(report, true)();
    if ((await sealCount()) === before) throw new Error("nothing was sealed beside the writes");
    await sealer.stop();
    return time;
  };
  const sealCount = async () => (await pool.query<{ count: string }>("select count(*) from audit.seal")).rows[0]?.count;
  const options = { squares: isTrial ? 1 : 20 };
  const recorded = (write: Write) => compare(turn(write, true), turn(write, false), options);
  const rows = [
    rowOf("an incident that is reported and recorded", "ms", await recorded(report), most),
    rowOf("a row that is inserted and recorded, nothing looked up for it", "ms", await recorded(insert)),
  ];
  // What these have left is not the work of a sealer beside the next.
  await new Sealer({ pool, onFault: ignore }).sealAll();
  const beside = await compare(sealed, turn(report, false), options);
  return [...rows, rowOf("an incident that is reported, recorded and sealed beside it", "ms", beside, most)];
}

type Write = (db: Database["db"]) => Promise<unknown>;

/** As whoever reports an incident does it. */
const report: Write = (db) =>
  insertIncident(
    db,
    { category: "theft", occurredFrom: new Date(), reportedAt: new Date(), position: [0.0715, 0.0005] },
    undefined,
  );

/** One row, and nothing looked up for it. */
const insert: Write = (db) =>
  db
    .insertInto("incident")
    .values({ category: "theft", occurred_from: new Date(), geom: pointFrom([0.0715, 0.0005]) })
    .execute();

async function once({ db }: Database, write: Write, isRecorded: boolean): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await write(trx);
    if (isRecorded) await record(trx, { account: 1, role: "officer", action: "change", outcome: "done" });
  });
}
