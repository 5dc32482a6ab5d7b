import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "@one-map/server/db/connect";

/** Gives every row of the city a place to change: so many open incidents around its middle. */
export async function writeIncidents({ pool }: Database, count: number): Promise<void> {
  await pool.query(
    `insert into incident (id, community_id, category, occurred_from, geom)
     select 100000 + i, 1 + i % 2, 'noise', now(), st_setsrid(st_makepoint(107.005 + (i % 190) * 0.001, 34.305 + (i / 190 % 90) * 0.001), 4326)
     from generate_series(1, $1) i`,
    [count],
  );
  // What is inserted afterwards is numbered after them.
  await pool.query("select setval(pg_get_serial_sequence('incident', 'id'), 100000 + $1)", [count]);
}

/**
 * Calls `change` so many times a second for a while, over so many connections; each waits for its own before the next.
 * @returns how many were made
 */
export async function changeAtRate(
  perSecond: number,
  seconds: number,
  connections: number,
  change: (turn: number) => Promise<unknown>,
): Promise<number> {
  const began = performance.now();
  const total = perSecond * seconds;
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let turn = next++; turn < total; turn = next++) {
        const ahead = (turn * 1_000) / perSecond - (performance.now() - began);
        if (ahead > 1) await wait(ahead);
        await change(turn);
      }
    }),
  );
  return total;
}
