import { get as request } from "node:http";
import { gunzipSync, gzipSync } from "node:zlib";
import { findLayer, type LayerDefinition } from "@one-map/tiles/catalogue";
import { PointLayer } from "@one-map/tiles/point-layer";
import { type TileCoord, tileAt, worldX, worldY } from "@one-map/tiles/world";
import { type Cost, canLoad, costOf, findProgram, load } from "../parts/http-load.ts";
import { type StaticServer, serveByNginx } from "../parts/nginx.ts";
import type { BenchRow } from "../parts/results.ts";
import { startTileServer } from "../parts/start-tile-server.ts";
import { densest, syntheticIncidents, timeZone } from "../parts/synthetic-incidents.ts";
import type { TileBench } from "../tiles.ts";

const points = 200_000;
const gzipped = { "accept-encoding": "gzip" } as const;

/** Processor time of a cached tile and of a 304, beside nginx serving the same bytes as a static file. */
export async function measureHttp({ notes }: TileBench): Promise<BenchRow[]> {
  if (!canLoad()) {
    notes.push("no wrk or no taskset here: HTTP was not measured");
    return [];
  }
  const coord = tileOfTwentyKilobytes();
  const server = await startTileServer(points);
  const url = `${server.url}/tiles/incidents/${coord.z}/${coord.x}/${coord.y}.mvt`;
  const tile = await warmUp(url);
  const nginx = await startNginx(tile.body, notes);
  try {
    const servers = [
      { url, pids: [server.pid], etag: tile.etag },
      ...(nginx ? [{ ...nginx, etag: (await warmUp(nginx.url)).etag }] : []),
    ];
    const [own, theirs] = (await measure(servers)) as [Measured, Measured?];
    const kilobytes = Math.round(tile.body.length / 1000);
    return [
      {
        ...row(`cached ${kilobytes} kB tile, CPU a request, beside nginx`, own.tile, theirs?.tile),
        ...bar(own, theirs),
      },
      rate("the same, requests a second, one core", own.tile, theirs?.tile),
      latency("the same, time to the answer, 16 connections", own.tile, theirs?.tile),
      row("304, CPU a request, beside nginx", own.same, theirs?.same),
      rate("the same, requests a second, one core", own.same, theirs?.same),
    ];
  } finally {
    await nginx?.close();
    await server.close();
  }
}

function row(name: string, own: Cost, nginx: Cost | undefined): BenchRow {
  const ratio = nginx && nginx.micros / own.micros;
  return { name, value: own.micros, unit: "µs", reference: nginx?.micros, ratio };
}

function bar(own: Measured, nginx: Measured | undefined): Partial<BenchRow> {
  return nginx ? { bar: "≤ 2 × nginx", holds: own.tile.micros <= 2 * nginx.tile.micros } : {};
}

function rate(name: string, own: Cost, nginx: Cost | undefined): BenchRow {
  return { name, value: own.load.perSecond, unit: "/s", reference: nginx?.load.perSecond };
}

function latency(name: string, { load: own }: Cost, nginx: Cost | undefined): BenchRow {
  return { name, value: own.p50, p99: own.p99, unit: "µs", reference: nginx?.load.p50, referenceP99: nginx?.load.p99 };
}

interface Measured {
  readonly tile: Cost;
  readonly same: Cost;
}

interface Asked {
  readonly url: string;
  readonly pids: readonly number[];
  readonly etag: string;
}

const rounds = 5;

/** Each server in turn, several times, so that what else the machine does falls on all of them; the cheapest round. */
async function measure(servers: readonly Asked[]): Promise<Measured[]> {
  const found = servers.map(() => ({ tile: [] as Cost[], same: [] as Cost[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [i, { url, pids, etag }] of servers.entries()) {
      found[i]?.tile.push(await costOf(pids, () => load(url, gzipped, { seconds: 2 })));
      const same = { ...gzipped, "if-none-match": etag };
      found[i]?.same.push(await costOf(pids, () => load(url, same, { seconds: 2 })));
    }
  }
  return found.map(({ tile, same }) => ({ tile: cheapest(tile), same: cheapest(same) }));
}

function cheapest(costs: readonly Cost[]): Cost {
  return costs.reduce((best, cost) => (cost.micros < best.micros ? cost : best));
}

/** Compilers warm up; and a tile is compressed again once it has survived, so its body and tag are read after that. */
async function warmUp(url: string): Promise<{ etag: string; body: Buffer }> {
  await load(url, gzipped, { seconds: 3 });
  const answer = await fetchOnce(url);
  await load(url, { ...gzipped, "if-none-match": answer.etag }, { seconds: 2 });
  return answer;
}

async function startNginx(gzip: Buffer, notes: string[]): Promise<StaticServer | undefined> {
  const program = findProgram("nginx");
  if (program !== undefined) return serveByNginx(program, gunzipSync(gzip), gzip);
  notes.push("no nginx here: HTTP has nothing to be compared with");
  return undefined;
}

/** One answer as it comes, still compressed. */
function fetchOnce(url: string): Promise<{ etag: string; body: Buffer }> {
  return new Promise((resolve, reject) => {
    request(url, { headers: gzipped }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => resolve({ etag: String(answer.headers.etag), body: Buffer.concat(chunks) }));
      answer.on("error", reject);
    }).on("error", reject);
  });
}

/** The tile whose gzip is nearest to 20 kB. */
function tileOfTwentyKilobytes(): TileCoord {
  const layer = new PointLayer(findLayer("incidents") as LayerDefinition, { timeZone });
  layer.load(syntheticIncidents(points));
  const coords = [13, 14, 15, 16].flatMap((z) => {
    const { x, y } = tileAt(worldX(densest[0]), worldY(densest[1]), z);
    return [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => ({ z, x: x + dx, y: y + dy })));
  });
  const distance = (coord: TileCoord) => Math.abs(gzipSync(layer.tile(coord), { level: 9 }).length - 20_000);
  return coords.toSorted((a, b) => distance(a) - distance(b))[0] as TileCoord;
}
