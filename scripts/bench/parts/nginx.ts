import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { cores } from "./http-load.ts";

export interface StaticServer {
  readonly url: string;
  readonly pids: readonly number[];
  close(): Promise<void>;
}

/** nginx with one worker on the server's core, serving a tile as a static file, compressed beforehand as `gzip`. */
export async function serveByNginx(program: string, tile: Buffer, gzip: Buffer): Promise<StaticServer> {
  const folder = mkdtempSync(join(tmpdir(), "one-map-nginx-"));
  const port = 20_000 + (process.pid % 20_000);
  mkdirSync(join(folder, "files"));
  writeFileSync(join(folder, "files/tile.mvt"), tile);
  writeFileSync(join(folder, "files/tile.mvt.gz"), gzip);
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
  const options = ["-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log")];
  const nginx = spawn("taskset", ["-c", cores.server, program, ...options], { stdio: "inherit" });
  const url = `http://127.0.0.1:${port}/tile.mvt`;
  for (let attempt = 0; !(await answers(url)); attempt++) {
    if (attempt === 50) throw new Error("nginx does not answer");
    await wait(100);
  }
  const workers = execFileSync("ps", ["-o", "pid=", "--ppid", String(nginx.pid)], { encoding: "utf8" });
  return {
    url,
    pids: workers.trim().split(/\s+/).map(Number),
    close: async () => {
      const ended = new Promise((resolve) => nginx.once("exit", resolve));
      nginx.kill("SIGQUIT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (answer) => answer.ok && (await answer.arrayBuffer()).byteLength > 0,
    () => false,
  );
}
