import { record } from "@one-map/server/audit/queries";
import { Sealer } from "@one-map/server/audit/sealer";
import type { Database } from "@one-map/server/db/connect";
import { pointFrom } from "@one-map/server/db/geometry";
import { compare, rowOf } from "../parts/compare.ts";
import type { BenchRow } from "../parts/results.ts";
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
  await pool.query("insert into incident_category (code, name_zh_hans) values ('theft', '盗窃')");
  const turn = (isRecorded: boolean) => async () => {
    const millis = await millisecondsOf(() =>
      Promise.all(
        Array.from({ length: writers }, async () => {
          for (let i = 0; i < writesATurn / writers; i++) await write(database, isRecorded);
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
    const time = await turn(true)();
    if ((await sealCount()) === before) throw new Error("nothing was sealed beside the writes");
    await sealer.stop();
    return time;
  };
  const sealCount = async () => (await pool.query<{ count: string }>("select count(*) from audit.seal")).rows[0]?.count;
  const options = { squares: isTrial ? 1 : 20 };
  const recorded = await compare(turn(true), turn(false), options);
  // What these have left is not the work of a sealer beside the next.
  await new Sealer({ pool, onFault: ignore }).sealAll();
  return [
    rowOf("a write that is recorded", "ms", recorded, most),
    rowOf("the same, sealed beside it", "ms", await compare(sealed, turn(false), options), most),
  ];
}

async function write({ db }: Database, isRecorded: boolean): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto("incident")
      .values({ category: "theft", occurred_from: new Date(), geom: pointFrom([107.05, 34.35]) })
      .execute();
    if (isRecorded) await record(trx, { account: 1, role: "officer", action: "change", outcome: "done" });
  });
}
