import { setTimeout as wait } from "node:timers/promises";
import { openStage } from "@one-map/server/testing/fault-stage";
import { ask } from "@one-map/server/testing/traffic";
import { tileAt, worldX, worldY } from "@one-map/tiles/world";
import type { BenchOptions, BenchRow } from "../parts/results.ts";
import { quantile } from "../parts/timing.ts";
import { changeAtRate, writeIncidents } from "./changes.ts";

const perSecond = 1_000;
/** Far from everything else, so that its tile changes with it alone. */
const probe = { lng: 100.5, lat: 30.5 } as const;

/** From a commit to the new tile: one unit is changed and its tile asked for until it is another, beside 1,000 changes a second. */
export async function measureTiles({ isTrial }: BenchOptions): Promise<BenchRow[]> {
  const seconds = isTrial ? 2 : 20;
  const stage = await openStage();
  try {
    const { pool } = stage.database;
    await writeIncidents(stage.database, 5_000);
    const { origin } = await stage.startServer();
    const { z, x, y } = tileAt(worldX(probe.lng), worldY(probe.lat), 14);
    const url = `${origin}/tiles/units/${z}/${x}/${y}.mvt`;
    const waits: number[] = [];
    let isOver = false;
    const probing = (async () => {
      for (let turn = 0; !isOver; turn++) {
        const before = (await ask(url)).headers.etag;
        await pool.query(
          `update unit set geom = st_setsrid(st_makepoint($1, $2), 4326), last_fix_at = clock_timestamp() where id = 1`,
          [probe.lng + (turn % 10) * 1e-5, probe.lat],
        );
        const committed = performance.now();
        while ((await ask(url)).headers.etag === before) await wait(2);
        waits.push(performance.now() - committed);
      }
    })();
    const began = performance.now();
    const made = await changeAtRate(perSecond, seconds, 12, (turn) =>
      pool.query("update incident set priority = 1 + priority % 5 where id = $1", [100_001 + ((turn * 7) % 5_000)]),
    );
    const rate = (made * 1_000) / (performance.now() - began);
    isOver = true;
    await probing;
    waits.sort((a, b) => a - b);
    const p99 = quantile(waits, 0.99);
    return [
      {
        name: `commit → new tile served, beside ${Math.round(rate)} changes a second, ${waits.length} looks`,
        value: quantile(waits, 0.5),
        unit: "ms",
        p99,
        bar: "p99 ≤ 250 ms",
        holds: p99 <= 250 && rate > perSecond * 0.95,
      },
    ];
  } finally {
    await stage.close();
  }
}
