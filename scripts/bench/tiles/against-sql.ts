import type { Database } from "@one-map/server/db/connect";
import type { Filter } from "@one-map/tiles/filter";
import type { PointLayer } from "@one-map/tiles/point-layer";
import { countTile } from "@one-map/tiles/summary";
import { type TileCoord, tileAt, worldX, worldY } from "@one-map/tiles/world";
import { cpuMillis } from "../parts/http-load.ts";
import type { BenchRow } from "../parts/results.ts";
import { categories, densest, period } from "../parts/synthetic-incidents.ts";
import { millisecondsOf, quantile, type Samples, sample, sampleAsync } from "../parts/timing.ts";
import type { TileBench } from "../tiles.ts";

const zooms = [4, 6, 8, 10, 12, 13, 14, 16];

/** The last 30 days of the data. */
const window = { from: period.to - 30 * 86_400, to: period.to } as const;
const windowQuery = {
  from: new Date(window.from * 1000).toISOString(),
  to: new Date(window.to * 1000).toISOString(),
} as const;
const category = categories[3] as string;
const night = [22, 23, 0, 1] as const;

/** The same condition for the engine and for the reference. */
const filters: readonly { title: string; filter: Filter; query: Record<string, string> }[] = [
  { title: "no filter", filter: {}, query: {} },
  { title: "30 days", filter: window, query: windowQuery },
  { title: "one category", filter: { in: { category: [category] } }, query: { category } },
  {
    title: "30 days, category, hours",
    filter: { ...window, in: { category: [category] }, hours: night },
    query: { ...windowQuery, category, hour: night.join(",") },
  },
];

/** Uncached tiles, engine and reference, zoom by zoom and filter by filter. */
export async function measureAgainstSql({ layer, database }: TileBench): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const { title, filter, query } of filters) {
    for (const z of zooms) rows.push(await measureZoom(layer, database, z, title, filter, query));
  }
  return rows;
}

async function measureZoom(
  layer: PointLayer,
  database: Database | undefined,
  z: number,
  title: string,
  filter: Filter,
  query: object,
): Promise<BenchRow> {
  const tiles = tilesAround(z);
  const isGrid = tiles.some((coord) => isGridTile(layer, coord, filter));
  // One kind of tile a line: points are compared with points, cells with cells.
  const name = isGrid ? "tiles_incidents_grid" : "tiles_incidents";
  const kept = tiles.filter((coord) => isGrid === isGridTile(layer, coord, filter));
  const points = kept.reduce((sum, coord) => sum + countTile(layer, coord, filter), 0);
  const perTile = (millis: number) => (millis * 1000) / kept.length;
  const own = sample(
    () => {
      for (const coord of kept) layer.tile(coord, filter);
    },
    { warmUp: 20, atLeast: 15, atMost: 2000, forMillis: 400 },
  );
  const reference = database && (await measureSql(database, name, kept, query));
  const ratio = reference && reference.cpu / own.cpu;
  const least = z <= 13 ? 50 : 10;
  return {
    name: `z${z} ${title}: ${isGrid ? "cells" : "points"}, ${Math.round(points / kept.length).toLocaleString("en")} a tile`,
    value: perTile(quantile(own.times, 0.5)),
    unit: "µs",
    p99: perTile(quantile(own.times, 0.99)),
    cpu: perTile(own.cpu),
    ...(reference && {
      reference: perTile(quantile(reference.times, 0.5)),
      referenceP99: perTile(quantile(reference.times, 0.99)),
      referenceCpu: perTile(reference.cpu),
      ratio,
      bar: `≥ ${least} ×`,
      holds: (ratio as number) >= least,
    }),
  };
}

function tilesAround(z: number): TileCoord[] {
  const middle = tileAt(worldX(densest[0]), worldY(densest[1]), z);
  if (z <= 8) return [middle];
  return [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => ({ z, x: middle.x + dx, y: middle.y + dy })));
}

function isGridTile(layer: PointLayer, coord: TileCoord, filter: Filter): boolean {
  return Buffer.from(layer.tile(coord, filter).subarray(0, 40)).includes("_grid");
}

/** Rounds through all tiles in one session on one core, which the engine has to do with too. */
async function measureSql(
  { pool }: Database,
  name: string,
  tiles: readonly TileCoord[],
  query: object,
): Promise<Samples> {
  const client = await pool.connect();
  try {
    await client.query("set max_parallel_workers_per_gather = 0");
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    const pids = rows.map(({ pid }) => pid);
    const text = `select length(${name}($1, $2, $3, $4)) as bytes`;
    const round = async () => {
      for (const { z, x, y } of tiles) await client.query({ name, text, values: [z, x, y, JSON.stringify(query)] });
    };
    // The whole city takes the reference half a minute: two rounds of that tell enough.
    const first = await millisecondsOf(round);
    const [warmUp, atLeast] = first > 3_000 ? [0, 2] : [2, 5];
    for (let i = 0; i < warmUp; i++) await round();
    const before = cpuMillis(pids);
    const times = await sampleAsync(round, { warmUp: 0, atLeast, atMost: 1000, forMillis: 2_000 });
    return { times, cpu: (cpuMillis(pids) - before) / times.length };
  } finally {
    client.release(true);
  }
}
