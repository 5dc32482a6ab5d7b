import type { Database } from "@one-map/server/db/connect";
import { migrate } from "@one-map/server/db/migrate";
import type { ScopedDatabase } from "@one-map/server/db/scoped-database";
import { findIncident, listIncidents } from "@one-map/server/incidents/queries";
import { openScopedLogin } from "@one-map/server/testing/scoped-login";
import { compare, rowOf } from "../parts/compare.ts";
import { openOwnPostgres } from "../parts/own-postgres.ts";
import type { BenchOptions, BenchResult, BenchRow } from "../parts/results.ts";
import { millisecondsOf, timesIn } from "../parts/timing.ts";

/** Times what the owner of the table waits that the login behind the fence may wait. */
const most = 1.5;

const communityCount = 165;
/** The community of the box and its neighbours. */
const scope = [58, 70, 71, 72, 84];
const capability = { subjects: ["incidents"], communities: scope };
const box = [107.061, 34.352, 107.065, 34.355] as const;

/** Milliseconds of a turn: one statement is too short for the clock of a busy machine. */
const turnMillis = 20;

type Ask = (db: Database["db"]) => Promise<unknown>;

/** Statements of the routes behind row-level security, beside the same statements of the table's owner, which it does not bind. */
export async function measureFence({ rowCount, isTrial }: BenchOptions): Promise<BenchResult> {
  const owner = openOwnPostgres(["shared_buffers=1GB"]);
  if (owner === undefined)
    return { rows: [], notes: ["no PostgreSQL with PostGIS here: the second fence was not measured"] };
  const count = rowCount ?? (isTrial ? 20_000 : 1_000_000);
  const squares = isTrial ? 2 : 40;
  try {
    await fill(owner, count);
    const scoped = (await openScopedLogin(owner)) as ScopedDatabase;
    const { rows: found } = await owner.pool.query<{ id: number }>(
      "select id from incident where community_id = 71 limit 1",
    );
    const asks: readonly (readonly [string, Ask])[] = [
      ["a box of the map", (db) => listIncidents(db, { limit: 100, scope, bbox: box })],
      ["the newest hundred", (db) => listIncidents(db, { limit: 100, scope })],
      ["one by its id", (db) => findIncident(db, found[0]?.id ?? 0, { scope })],
    ];
    const rows: BenchRow[] = [];
    for (const [name, ask] of asks) {
      const behind = () => scoped.for(capability);
      const [shown, seen] = [await ask(behind()), await ask(owner.db)];
      if (JSON.stringify(shown) !== JSON.stringify(seen)) throw new Error(`${name}: they are not shown the same`);
      const times = await timesIn(turnMillis, () => ask(owner.db));
      const inOne = (db: () => Database["db"]) => () =>
        db()
          .transaction()
          .execute((trx) => averageOf(times, () => ask(trx)));
      const statement = await compare(
        inOne(behind),
        inOne(() => owner.db),
        { squares },
      );
      rows.push(rowOf(`behind the fence, ${name}, beside the owner's`, "ms", statement, most));
      const each = (db: () => Database["db"]) => () => averageOf(times, () => ask(db()));
      const whole = await compare(
        each(behind),
        each(() => owner.db),
        { squares },
      );
      rows.push(rowOf("the same, a transaction and a token each time, beside neither", "ms", whole));
    }
    await scoped.close();
    const notes = [
      `fence: ${count.toLocaleString("en")} incidents in ${communityCount} communities, a scope of five, by the login for scopes with a token`,
    ];
    return { rows, notes };
  } finally {
    await owner.close();
  }
}

async function fill({ pool }: Database, count: number): Promise<void> {
  await migrate(pool);
  await pool.query("insert into incident_category (code, name_zh_hans) values ('theft', '盗窃')");
  await pool.query(
    `insert into community (id, code, name_zh_hans, geom)
     select i, i::text, i::text, st_multi(st_makeenvelope(107 + i % 13 * 0.01, 34.3 + i / 13 * 0.01, 107.01 + i % 13 * 0.01, 34.31 + i / 13 * 0.01, 4326))
     from generate_series(1, $1) i`,
    [communityCount],
  );
  await pool.query(
    `insert into incident (community_id, category, status, occurred_from, reported_at, closed_at, geom)
     select least($2, greatest(1, floor((lng - 107) * 100)::int + 13 * floor((lat - 34.3) * 100)::int)), 'theft', 'closed', at, at, at,
       st_setsrid(st_makepoint(lng, lat), 4326)
     from generate_series(1, $1) i, lateral (select 107 + (i::bigint * 7919 % 130000) / 1000000.0 as lng,
       34.3 + (i::bigint * 104729 % 130000) / 1000000.0 as lat, now() - make_interval(secs => i * 60) as at) t`,
    [count, communityCount],
  );
  await pool.query("analyze");
}

/** Milliseconds of one of so many. */
async function averageOf(times: number, ask: () => Promise<unknown>): Promise<number> {
  const spent = await millisecondsOf(async () => {
    for (let i = 0; i < times; i++) await ask();
  });
  return spent / times;
}
