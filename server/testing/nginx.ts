import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { readSource } from "./source-files.ts";

export interface Nginx {
  /** Ports of http and https on 127.0.0.1. */
  readonly http: number;
  readonly https: number;
  stop(): Promise<void>;
}

/** Path of nginx on this machine, or undefined where there is none. */
export function findNginx(): string | undefined {
  return spawnSync("sh", ["-c", "command -v nginx"], { encoding: "utf8" }).stdout.trim() || undefined;
}

/**
 * Runs docs/nginx.conf as it is but for its ports, its certificate (made here), the folder of its cache and the port of the server
 * behind it.
 * Rejects with nginx's own words when it does not start.
 */
export async function startNginx(program: string, serverPort: number): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), "one-map-nginx-"));
  const [http, https] = [await freePort(), await freePort()];
  const subject = ["-subj", "/CN=map.example", "-days", "2"];
  const keys = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "fullchain.pem")];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...keys, ...subject], { stdio: "ignore" });
  mkdirSync(join(folder, "temp"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (of) => `${of}_temp_path ${folder}/temp/${of};`,
  );
  const site = readSource("docs/nginx.conf")
    .replace("listen 80;", `listen 127.0.0.1:${http};`)
    .replace("listen 443 ssl", `listen 127.0.0.1:${https} ssl`)
    .replace("server 127.0.0.1:8080;", `server 127.0.0.1:${serverPort};`)
    .replaceAll("/etc/ssl/one-map", folder)
    .replace("/var/cache/nginx/one-map", join(folder, "cache"));
  // As root it would give its workers to a user who may not write here.
  const user = process.getuid?.() === 0 ? "user root; " : "";
  const around = `${user}pid ${folder}/pid; worker_processes 1; daemon off; events {} http { access_log off; ${temporary.join(" ")}\n${site}\n}`;
  writeFileSync(join(folder, "nginx.conf"), around);
  const child = spawn(program, ["-p", folder, "-e", join(folder, "error.log"), "-c", join(folder, "nginx.conf")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (chunk) => (complaint += chunk));
  const gone = once(child, "exit");
  while (!(await canConnect(https))) {
    if (child.exitCode !== null) throw new Error(`nginx did not start:\n${complaint}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const stop = async () => {
    child.kill("SIGQUIT");
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  return { http, https, stop };
}

function canConnect(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  return new Promise((resolve) => {
    socket.on("connect", () => resolve(true));
    socket.on("error", () => resolve(false));
  }).then((isOpen) => {
    socket.destroy();
    return isOpen as boolean;
  });
}
