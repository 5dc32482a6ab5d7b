import { execFileSync, fork, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { findLayer, type LayerDefinition } from "@one-map/tiles/catalogue";
import { PointLayer } from "@one-map/tiles/point-layer";
import { type TileCoord, tileAt, worldX, worldY } from "@one-map/tiles/world";
import { cpuMillis, type LoadResult, load } from "../parts/http-load.ts";
import type { BenchRow } from "../parts/results.ts";
import { densest, syntheticIncidents, timeZone } from "../parts/synthetic-incidents.ts";

const points = 200_000;
const gzipped = { "accept-encoding": "gzip" };

/** Processor time of a cached tile and of a 304, beside nginx serving the same bytes as a static file. */
export async function measureHttp(): Promise<BenchRow[]> {
  const coord = tileOfTwentyKilobytes();
  const path = `/tiles/incidents/${coord.z}/${coord.x}/${coord.y}.mvt`;
  const server = fork(join(import.meta.dirname, "../parts/tile-server.ts"), [String(points)]);
  try {
    const port = await new Promise<number>((resolve, reject) => {
      server.once("message", (message) => resolve(message as number));
      server.once("exit", () => reject(new Error("the tile server ended")));
    });
    const pids = [server.pid as number];
    const first = await fetch(`http://127.0.0.1:${port}${path}`, { headers: gzipped });
    await first.arrayBuffer();
    await load(port, path, gzipped, { seconds: 2 });
    // The tile is compressed again once it has survived; its tag is read after that.
    const etag = (await fetch(`http://127.0.0.1:${port}${path}`, { headers: gzipped })).headers.get("etag") as string;
    const tile = await costOf(pids, () => load(port, path, gzipped));
    const same = await costOf(pids, () => load(port, path, { ...gzipped, "if-none-match": etag }));
    const raw = Buffer.from(await (await fetch(`http://127.0.0.1:${port}${path}`)).arrayBuffer());
    const nginx = await measureNginx(raw);
    const kilobytes = Math.round(tile.result.bodyBytes / 1000);
    const holds = nginx && tile.micros <= 2 * nginx.tile.micros;
    return [
      {
        name: `cached ${kilobytes} kB tile, CPU a request${nginx ? ", beside nginx" : " (no nginx here)"}`,
        value: tile.micros,
        unit: "µs",
        ...(nginx && {
          reference: nginx.tile.micros,
          ratio: nginx.tile.micros / tile.micros,
          bar: "≤ 2 × nginx",
          holds,
        }),
      },
      {
        name: "the same, requests a second",
        value: tile.result.perSecond,
        unit: "/s",
        reference: nginx?.tile.result.perSecond,
      },
      { name: `${same.result.status}, CPU a request`, value: same.micros, unit: "µs", reference: nginx?.same.micros },
      {
        name: "the same, requests a second",
        value: same.result.perSecond,
        unit: "/s",
        reference: nginx?.same.result.perSecond,
      },
    ];
  } finally {
    server.kill();
  }
}

interface Cost {
  readonly micros: number;
  readonly result: LoadResult;
}

async function costOf(pids: readonly number[], work: () => Promise<LoadResult>): Promise<Cost> {
  const before = cpuMillis(pids);
  const result = await work();
  return { micros: ((cpuMillis(pids) - before) * 1000) / result.requests, result };
}

/** The tile whose gzip is nearest to 20 kB. */
function tileOfTwentyKilobytes(): TileCoord {
  const layer = new PointLayer(findLayer("incidents") as LayerDefinition, { timeZone });
  layer.load(syntheticIncidents(points));
  const coords = [14, 15, 16].flatMap((z) => {
    const { x, y } = tileAt(worldX(densest[0]), worldY(densest[1]), z);
    return [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => ({ z, x: x + dx, y: y + dy })));
  });
  const distance = (coord: TileCoord) => Math.abs(gzipSync(layer.tile(coord), { level: 1 }).length - 20_000);
  return coords.toSorted((a, b) => distance(a) - distance(b))[0] as TileCoord;
}

async function measureNginx(tile: Buffer): Promise<{ tile: Cost; same: Cost } | undefined> {
  const program = process.env.NGINX ?? spawnSync("sh", ["-c", "command -v nginx"], { encoding: "utf8" }).stdout.trim();
  if (program === "") return undefined;
  const folder = mkdtempSync(join(tmpdir(), "one-map-nginx-"));
  const port = 20_000 + (process.pid % 20_000);
  mkdirSync(join(folder, "files"));
  writeFileSync(join(folder, "files/tile.mvt"), tile);
  writeFileSync(join(folder, "files/tile.mvt.gz"), gzipSync(tile, { level: 9 }));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  writeFileSync(
    join(folder, "nginx.conf"),
    `worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events { worker_connections 256; }
     http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; ${temporary.join(" ")}
       types { application/vnd.mapbox-vector-tile mvt; }
       server { listen 127.0.0.1:${port}; root ${folder}/files; gzip_static on; gzip_vary on; } }`,
  );
  chmodSync(folder, 0o755);
  const nginx = spawn(program, ["-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")], {
    stdio: "inherit",
  });
  try {
    await wait(500);
    const pids = execFileSync("ps", ["-o", "pid=", "--ppid", String(nginx.pid)], { encoding: "utf8" })
      .trim()
      .split(/\s+/)
      .map(Number);
    await load(port, "/tile.mvt", gzipped, { seconds: 1 });
    const etag = (await fetch(`http://127.0.0.1:${port}/tile.mvt`, { headers: gzipped })).headers.get("etag") as string;
    const whole = await costOf(pids, () => load(port, "/tile.mvt", gzipped));
    const same = await costOf(pids, () => load(port, "/tile.mvt", { ...gzipped, "if-none-match": etag }));
    return { tile: whole, same };
  } finally {
    nginx.kill("SIGQUIT");
    await wait(300);
    rmSync(folder, { recursive: true, force: true });
  }
}
