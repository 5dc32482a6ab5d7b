import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import { copyPoints } from "@one-map/server/tiles/layer-queries";
import { layerSources } from "@one-map/server/tiles/layer-sources";
import { findLayer, type LayerDefinition } from "@one-map/tiles/catalogue";
import { PointLayer } from "@one-map/tiles/point-layer";
import type { BenchRow } from "../parts/results.ts";
import { timeZone } from "../parts/synthetic-incidents.ts";
import type { TileBench } from "../tiles.ts";

/** From a database that answers to the first tile, as the server does it; and how long others had to wait meanwhile. */
export async function measureLoad({ database, rowCount }: TileBench): Promise<BenchRow[]> {
  if (database === undefined) return [];
  const definition = findLayer("incidents") as LayerDefinition;
  const layer = new PointLayer(definition, { timeZone });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const client = await database.pool.connect();
  const started = performance.now();
  const cpuBefore = process.threadCpuUsage();
  let readAt = 0;
  try {
    await client.query("begin isolation level repeatable read read only");
    delay.enable();
    const snapshot = layer.begin();
    let before = 0;
    await copyPoints(
      client,
      definition,
      layerSources.incidents,
      (row) => snapshot.add(row),
      (rows) => {
        snapshot.mergeSome((rows - before) * 300);
        before = rows;
      },
    );
    readAt = performance.now();
    snapshot.close();
    while (snapshot.mergeSome(150_000)) await nextTurn();
    layer.replace(snapshot);
  } finally {
    await client.query("commit");
    client.release();
  }
  layer.tile({ z: 0, x: 0, y: 0 });
  delay.disable();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.threadCpuUsage(cpuBefore);
  const name = "load from PostgreSQL to the first tile";
  const atTenMillion = (seconds * 10_000_000) / rowCount;
  return [
    { name, value: seconds, cpu: (user + system) / 1e6, unit: "s", bar: "≤ 60 s for 10 M", holds: atTenMillion <= 60 },
    { name: `${name}, of it reading`, value: (readAt - started) / 1000, unit: "s" },
    { name: `${name}, longest block`, value: delay.max / 1e6, unit: "ms", p99: delay.percentile(99) / 1e6 },
  ];
}
