import { type TileCoord, tileAt, worldX, worldY } from "@one-map/tiles/world";
import { canLoad, findProgram, load } from "../parts/http-load.ts";
import { startMartin } from "../parts/martin.ts";
import type { BenchRow } from "../parts/results.ts";
import { startTileServer } from "../parts/start-tile-server.ts";
import { densest } from "../parts/synthetic-incidents.ts";
import type { TileBench } from "../tiles.ts";

const gzipped = { "accept-encoding": "gzip" } as const;

interface Server {
  /** Address of a tile, its points or its cells. */
  tile(coord: TileCoord, isGrid: boolean): string;
  close(): Promise<void>;
}

/**
 * The whole way through HTTP beside Martin, which publishes the reference functions of the same database: tiles that
 * neither holds, asked for one after the other, and one that both hold.
 */
export async function measureMartin({ database, rowCount, layer, notes }: TileBench): Promise<BenchRow[]> {
  const program = findProgram("martin");
  if (program === undefined || !canLoad() || database === undefined) {
    notes.push("no martin, wrk or PostgreSQL here: Martin was not measured (cargo install martin)");
    return [];
  }
  const openMartin = async (megabytes: number): Promise<Server> => {
    const { url, close } = await startMartin(program, database.url, megabytes);
    return { close, tile: ({ z, x, y }, isGrid) => `${url}/tiles_incidents${isGrid ? "_grid" : ""}/${z}/${x}/${y}` };
  };
  const openOwn = async (megabytes: number): Promise<Server> => {
    const { url, close } = await startTileServer(rowCount, megabytes * 1_000_000);
    return { close, tile: ({ z, x, y }) => `${url}/tiles/incidents/${z}/${x}/${y}.mvt` };
  };
  const isGrid = (coord: TileCoord) => Buffer.from(layer.tile(coord).subarray(0, 40)).includes("_grid");
  return [
    ...(await uncached(await openOwn(0), await openMartin(0), isGrid)),
    ...(await cached(await openOwn(256), await openMartin(256), isGrid)),
  ];
}

type IsGrid = (coord: TileCoord) => boolean;

async function uncached(own: Server, martin: Server, isGrid: IsGrid): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  try {
    for (const z of [8, 10, 12, 14, 16]) {
      const coord = tileAt(worldX(densest[0]), worldY(densest[1]), z);
      const ask = (server: Server) =>
        load(server.tile(coord, isGrid(coord)), gzipped, { connections: 1, seconds: z < 12 ? 20 : 4 });
      await load(own.tile(coord, isGrid(coord)), gzipped, { connections: 1, seconds: 2 });
      const [{ p50, p99 }, reference] = [await ask(own), await ask(martin)];
      rows.push({
        name: `z${z} ${isGrid(coord) ? "cells" : "points"} not held, through HTTP, beside Martin`,
        value: p50,
        p99,
        unit: "µs",
        reference: reference.p50,
        referenceP99: reference.p99,
        ratio: reference.p50 / p50,
      });
    }
    return rows;
  } finally {
    await own.close();
    await martin.close();
  }
}

async function cached(own: Server, martin: Server, isGrid: IsGrid): Promise<BenchRow[]> {
  const coord = tileAt(worldX(densest[0]), worldY(densest[1]), 16);
  try {
    const rates: number[] = [];
    for (const server of [own, martin]) {
      const url = server.tile(coord, isGrid(coord));
      await load(url, gzipped, { seconds: 3 });
      const rounds = [1, 2, 3].map(() => () => load(url, gzipped, { seconds: 3 }));
      let best = 0;
      for (const round of rounds) best = Math.max(best, (await round()).perSecond);
      rates.push(best);
    }
    const [value, reference] = rates as [number, number];
    const name = "z16 tile held, requests a second on one core, beside Martin";
    return [{ name, value, unit: "/s", reference, ratio: value / reference }];
  } finally {
    await own.close();
    await martin.close();
  }
}
