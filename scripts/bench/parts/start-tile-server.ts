import { spawn } from "node:child_process";
import { join } from "node:path";
import { cores } from "./http-load.ts";

export interface TileServer {
  readonly url: string;
  readonly pid: number;
  close(): Promise<void>;
}

/** A tile server with so many synthetic incidents, on the server's core. */
export async function startTileServer(points: number, cacheBytes = 1 << 28): Promise<TileServer> {
  const program = join(import.meta.dirname, "tile-server.ts");
  const command = ["-c", cores.server, process.execPath, program, String(points), String(cacheBytes)];
  const child = spawn("taskset", command, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message) => resolve(message as number));
    void ended.then(() => reject(new Error("the tile server ended")));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid as number,
    close: async () => {
      child.kill();
      await ended;
    },
  };
}
