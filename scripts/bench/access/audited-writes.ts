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
import { withoutRecords } from "./without-records.ts";

/** Times what a write takes without a record of it that it may take with one. */
const most = 1.1;

/** Short turns, and many: what a disk takes to keep something drifts within seconds by more than a record costs. */
const short = { writes: 100, squares: 200 } as const;

/** Half a second or more: the sealer comes in each of them, twice or more. */
const long = { writes: 2_500, squares: 12 } as const;

const writers = 4;

const ignore = () => {};

/**
 * Milliseconds of a write that is recorded against the same whose record is left out: a request that gives an incident to an
 * officer, without and with the sealer at work beside it, and the least there can be, one row and nothing looked up for it.
 */
export async function measureAuditedWrites({ url }: Database, isTrial: boolean): Promise<BenchRow[]> {
  const database = connect(url, "postgres", "serve", console.error, async () => {});
  const { pool, db } = database;
  const records = withoutRecords(pool);
  await writeCommunities(database);
  await pool.query("insert into access.account (id, login, role) values (1, 'a-1', 'officer'), (2, 'a-2', 'command')");
  const { rows: incidents } = await pool.query<{ id: number }>(
    `insert into incident (community_id, category, occurred_from, geom)
     select 1, 'theft', now(), st_setsrid(st_makepoint(0.0015, 0.0005), 4326) from generate_series(1, $1) returning id`,
    [long.writes],
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
  const recorded = async (isRecorded: boolean) => {
    records.areLeftOut = !isRecorded;
    const count = async () => (await pool.query("select from audit.inbox")).rowCount as number;
    const before = await count();
    await give(0);
    return (await count()) - before;
  };
  if ((await recorded(true)) !== 1 || (await recorded(false)) !== 0)
    throw new Error("the reference is not without its record");
  const insert = () =>
    db.transaction().execute(async (trx) => {
      const geom = pointFrom([0.0015, 0.0005]);
      await trx.insertInto("incident").values({ category: "theft", occurred_from: new Date(), geom }).execute();
      await record(trx, { account: 1, role: "officer", action: "change", outcome: "done" });
    });
  const turn = (write: (i: number) => Promise<void>, isRecorded: boolean, writes: number) => async () => {
    await pool.query("truncate access.incident_task");
    records.areLeftOut = !isRecorded;
    let next = 0;
    const worker = async () => {
      while (next < writes) await write(next++);
    };
    const millis = await millisecondsOf(() => Promise.all(Array.from({ length: writers }, worker)));
    return millis / writes;
  };
  const sealCount = async () => (await pool.query<{ count: string }>("select count(*) from audit.seal")).rows[0]?.count;
  /** It works five times as often as in the server. */
  const sealed = async () => {
    const sealer = new Sealer({ pool, onFault: ignore, everyMillis: 200 });
    const before = await sealCount();
    sealer.start();
    const time = await turn(give, true, long.writes)();
    if ((await sealCount()) === before) throw new Error("nothing was sealed beside the writes");
    await sealer.stop();
    return time;
  };

  const of = (squares: number) => ({ squares: isTrial ? 1 : squares });
  const withAndWithout = (write: (i: number) => Promise<void>) =>
    compare(turn(write, true, short.writes), turn(write, false, short.writes), of(short.squares));
  const given = await withAndWithout(give);
  const inserted = await withAndWithout(insert);
  // What these have left is not the work of a sealer beside the next.
  await new Sealer({ pool, onFault: ignore }).sealAll();
  const beside = await compare(sealed, turn(give, false, long.writes), of(long.squares));
  await app.close();
  await database.close();
  return [
    rowOf("an incident is given to an officer, and that is recorded", "ms", given, most),
    rowOf("the same, sealed beside it", "ms", beside, most),
    rowOf("one row is inserted, nothing else, and that is recorded", "ms", inserted),
  ];
}
