import { buildApp } from "@one-map/server/app";
import { record } from "@one-map/server/audit/queries";
import { Sealer } from "@one-map/server/audit/sealer";
import { connect, type Database } from "@one-map/server/db/connect";
import { pointFrom } from "@one-map/server/db/geometry";
import { MapEngine } from "@one-map/server/tiles/engine";
import { compare, rowOf } from "../parts/compare.ts";
import type { BenchRow } from "../parts/results.ts";
import { writeCommunities } from "../parts/start-session-server.ts";
import { timeZone } from "../parts/synthetic-incidents.ts";
import { millisecondsOf } from "../parts/timing.ts";
import { leaveOut } from "./leave-out.ts";

/** Times what a write takes without a record of it that it may take with one. */
const most = 1.1;

/** Half a second of them or more: the sealer comes several times in each turn. */
const writesATurn = 1_000;
const writers = 4;

const ignore = () => {};

/**
 * Milliseconds of a write that is recorded against the same whose record is left out: a request that gives an incident to an
 * officer, without and with the sealer at work beside it, and the least there can be, one row and nothing looked up for it.
 */
export async function measureAuditedWrites({ url }: Database, isTrial: boolean): Promise<BenchRow[]> {
  const database = connect(url, "postgres", "serve", console.error, async () => {});
  const { pool, db } = database;
  const records = leaveOut(pool, "insert into audit.inbox");
  await writeCommunities(database);
  await pool.query("insert into access.account (id, login, role) values (1, 'a-1', 'officer'), (2, 'a-2', 'command')");
  const { rows: incidents } = await pool.query<{ id: number }>(
    `insert into incident (community_id, category, occurred_from, geom)
     select 1, 'theft', now(), st_setsrid(st_makepoint(0.0015, 0.0005), 4326) from generate_series(1, $1) returning id`,
    [writesATurn],
  );
  const app = await buildApp({
    database,
    engine: () => new MapEngine(timeZone),
    followerStatus: () => ({ isLoaded: true, syncedAt: new Date(), fault: undefined }),
    tileCacheBytes: 1 << 20,
    principalOf: () => ({ account: 2, role: "command", scope: "city" }),
  });

  const give = async (i: number) => {
    const url = `/api/incidents/${incidents[i]?.id}/tasks/1`;
    const { statusCode } = await app.inject({ method: "PUT", url, headers: { host: "localhost" } });
    if (statusCode !== 204) throw new Error(`PUT ${url}: ${statusCode}`);
  };
  const insert = () =>
    db.transaction().execute(async (trx) => {
      const geom = pointFrom([0.0015, 0.0005]);
      await trx.insertInto("incident").values({ category: "theft", occurred_from: new Date(), geom }).execute();
      await record(trx, { account: 1, role: "officer", action: "change", outcome: "done" });
    });
  const turn = (write: (i: number) => Promise<void>, isRecorded: boolean) => async () => {
    await pool.query("truncate access.incident_task");
    records.areLeftOut = !isRecorded;
    let next = 0;
    const worker = async () => {
      while (next < writesATurn) await write(next++);
    };
    const millis = await millisecondsOf(() => Promise.all(Array.from({ length: writers }, worker)));
    return millis / writesATurn;
  };
  const sealCount = async () => (await pool.query<{ count: string }>("select count(*) from audit.seal")).rows[0]?.count;
  /** It works five times as often as in the server. */
  const sealed = async () => {
    const sealer = new Sealer({ pool, onFault: ignore, everyMillis: 200 });
    const before = await sealCount();
    sealer.start();
    const time = await turn(give, true)();
    if ((await sealCount()) === before) throw new Error("nothing was sealed beside the writes");
    await sealer.stop();
    return time;
  };

  const options = { squares: isTrial ? 1 : 20 };
  const given = await compare(turn(give, true), turn(give, false), options);
  const inserted = await compare(turn(insert, true), turn(insert, false), options);
  // What these have left is not the work of a sealer beside the next.
  await new Sealer({ pool, onFault: ignore }).sealAll();
  const beside = await compare(sealed, turn(give, false), options);
  await app.close();
  await database.close();
  return [
    rowOf("an incident is given to an officer, and that is recorded", "ms", given, most),
    rowOf("the same, sealed beside it", "ms", beside, most),
    rowOf("one row is inserted, nothing else, and that is recorded", "ms", inserted),
  ];
}
