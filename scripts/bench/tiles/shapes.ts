import { setImmediate as nextTurn } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { ShapeHost } from "@one-map/server/tiles/shape-host";
import { findLayer, type LayerDefinition } from "@one-map/tiles/catalogue";
import { sampleCoverage } from "@one-map/tiles/testing/sample-coverage";
import { type TileCoord, tileAt, worldX, worldY } from "@one-map/tiles/world";
import type { BenchRow } from "../parts/results.ts";
import { millisecondsOf, quantile } from "../parts/timing.ts";

/** The communities of a megacity: 7,056 areas of 80 points, neighbours sharing their borders. */
export async function measureShapes(): Promise<BenchRow[]> {
  const rows = sampleCoverage(84, 84, 20).map((row) => ({ ...row, geometry: JSON.stringify(row.geometry) }));
  const host = new ShapeHost(findLayer("communities") as LayerDefinition);
  try {
    const { loadMs, longestMs } = await watched(() => host.load(rows));
    const { times, largest } = await measureTiles(host);
    return [
      {
        name: "7,056 communities of 565,000 points: load to all zooms ready, off the thread",
        value: loadMs,
        unit: "ms",
      },
      {
        name: "the same, longest block of the thread that answers, in processor time",
        value: longestMs,
        unit: "ms",
        bar: "≤ 20 ms",
        holds: longestMs <= 20,
      },
      {
        name: "tile of communities, not held, z0 to z14",
        value: quantile(times, 0.5),
        p99: quantile(times, 0.99),
        unit: "ms",
      },
      {
        name: "largest tile of communities, gzip-6",
        value: largest / 1000,
        unit: "kB",
        bar: "≤ 500 kB",
        holds: largest <= 500_000,
      },
    ];
  } finally {
    await host.close();
  }
}

/** How long some work takes, and the longest stretch of processor time of this thread between two turns meanwhile. */
async function watched(work: () => Promise<void>): Promise<{ loadMs: number; longestMs: number }> {
  let isDone = false;
  let longestMs = 0;
  const loading = millisecondsOf(work).finally(() => {
    isDone = true;
  });
  while (!isDone) {
    const before = process.threadCpuUsage();
    await nextTurn();
    const { user, system } = process.threadCpuUsage(before);
    longestMs = Math.max(longestMs, (user + system) / 1000);
  }
  return { loadMs: await loading, longestMs };
}

async function measureTiles(host: ShapeHost): Promise<{ times: number[]; largest: number }> {
  const times: number[] = [];
  let largest = 0;
  for (let z = 0; z <= 14; z++) {
    const { x, y } = tileAt(worldX(107.15), worldY(34.35), z);
    const tiles: TileCoord[] =
      z < 8 ? [{ z, x, y }] : [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => ({ z, x: x + dx, y: y + dy })));
    for (const coord of tiles) {
      let tile = new Uint8Array();
      times.push(
        await millisecondsOf(async () => {
          tile = (await host.tile(coord)) as Uint8Array<ArrayBuffer>;
        }),
      );
      largest = Math.max(largest, gzipSync(tile, { level: 6 }).length);
    }
  }
  return { times: times.sort((a, b) => a - b), largest };
}
