import { setTimeout as wait } from "node:timers/promises";
import { openStage, type Stage, type StageServer, settle, startMirror } from "@one-map/server/testing/fault-stage";
import type { BenchOptions, BenchRow } from "../parts/results.ts";
import { writeIncidents } from "./changes.ts";

const writers = 32;
const incidents = 2_000;
const killMillis = 700;

/** Many writers, and somebody who kills: servers, the one that numbers, those that listen, and the writers' own backends. */
export async function measureFaults(options: BenchOptions): Promise<BenchRow[]> {
  const rowCount = options.rowCount ?? (options.isTrial ? 5_000 : 1_000_000);
  const stage = await openStage();
  const { pool } = stage.database;
  try {
    await writeIncidents(stage.database, incidents);
    const servers: StageServer[] = [await stage.startServer(), await stage.startServer()];
    const clients = await Promise.all(servers.map(({ origin }) => startMirror(origin, stage.database)));
    const { rows: at } = await pool.query<{ seq: number; versions: number }>(
      "select (select last_seq from feed.meta) as seq, (select sum(version)::int8 from incident where id > 100000) as versions",
    );
    const before = at[0] as { seq: number; versions: number };
    const began = performance.now();
    const stop = new AbortController();
    const killing = killAtRandom(stage, servers, stop.signal);
    await write(stage, rowCount);
    const seconds = (performance.now() - began) / 1_000;
    stop.abort();
    const kills = await killing;
    for (const client of clients) await settle(client, stage.database, 120_000);
    const { rows } = await pool.query<{ lost: number; disorder: number; twice: number; gaps: number }>(
      `with told as (select seq, entity_id, version, lag(version) over (partition by entity_id order by seq) as before
         from feed.event where seq > $1 and kind = 'incident')
       select (select sum(version)::int8 from incident where id > 100000) - $2 - (select count(*) from told) as lost,
         (select count(*) from told where version < before) as disorder,
         (select count(*) from (select from told group by entity_id, version having count(*) > 1) d) as twice,
         (select last_seq - $1 - (select count(*) from feed.event where seq > $1) from feed.meta) as gaps`,
      [before.seq, before.versions],
    );
    const found = rows[0] as { lost: number; disorder: number; twice: number; gaps: number };
    const counts = clients.map((client) => client.counts);
    const sum = (of: "backwards" | "twice") => counts.reduce((total, one) => total + one[of], 0);
    for (const client of clients) await client.stop();
    const made = rowCount.toLocaleString("en");
    return [
      {
        name: `${made} changes by ${writers} writers, ${kills} kills, ${Math.round(rowCount / seconds)} a second: lost`,
        value: found.lost + found.gaps,
        unit: "",
        bar: "0",
        holds: found.lost + found.gaps === 0,
      },
      {
        name: "the same: out of order",
        value: found.disorder + sum("backwards") - sum("twice"),
        unit: "",
        bar: "0",
        holds: found.disorder + sum("backwards") - sum("twice") === 0,
      },
      {
        name: "the same: numbered twice, or applied twice by two clients",
        value: found.twice + sum("twice"),
        unit: "",
        bar: "0",
        holds: found.twice + sum("twice") === 0,
      },
    ];
  } finally {
    await stage.close();
  }
}

/** Changes single rows and few at a time, some taken back, until so many were committed. */
async function write({ database: { pool } }: Stage, changes: number): Promise<void> {
  let left = changes;
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let turn = writer; left > 0; turn += writers) {
        const rows = 1 + (turn % 4);
        left -= rows;
        const first = 100_001 + ((turn * 13) % (incidents - 4));
        try {
          // One statement, so that no two writers wait for each other in a circle.
          await pool.query(
            `with chosen as (select id from incident where id >= $1 and id < $1 + $2 order by id for update)
             update incident i set priority = 1 + i.priority % 5 from chosen where i.id = chosen.id`,
            [first, rows],
          );
        } catch (error) {
          // Its backend was killed, and nobody knows whether it was committed; it is made good by another.
          if (!wasKilled(error as Error)) throw error;
          left += rows;
        }
      }
    }),
  );
}

/** Whether a statement failed because somebody ended its connection, not because it is wrong. */
function wasKilled({ code, message }: Error & { code?: string }): boolean {
  return /^(57P0|08|ECONN|EPIPE)/.test(code ?? "") || /Connection terminated/.test(message);
}

/** Kills something every now and then until told to stop; resolves to how often. */
async function killAtRandom(stage: Stage, servers: StageServer[], signal: AbortSignal): Promise<number> {
  const { pool } = stage.database;
  const backend = (which: string) =>
    pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${which}`);
  let kills = 0;
  while (!signal.aborted) {
    await wait(killMillis * (0.5 + Math.random()));
    const dice = Math.random();
    try {
      if (dice < 0.1) {
        const index = Math.floor(Math.random() * servers.length);
        const { process, port } = servers[index] as StageServer;
        process.kill("SIGKILL");
        await process.ended;
        servers[index] = await stage.startServer({}, port);
      } else if (dice < 0.4)
        await backend("pid in (select pid from pg_locks where locktype = 'advisory') and datname = current_database()");
      else if (dice < 0.7) await backend("application_name = 'one-map feed' and query like 'listen%'");
      else
        await backend(
          "pid = (select pid from pg_stat_activity where application_name = 'one-map job' and pid <> pg_backend_pid() order by random() limit 1)",
        );
      kills++;
    } catch {
      // It was its own connection.
      kills++;
    }
  }
  return kills;
}
