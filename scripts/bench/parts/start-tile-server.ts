import { cores } from "./http-load.ts";
import { startProcess } from "./start-process.ts";

export interface TileServer {
  readonly url: string;
  readonly pid: number;
  close(): Promise<void>;
}

/** A tile server with so many synthetic incidents, on the server's core. */
export async function startTileServer(points: number, cacheBytes = 1 << 28): Promise<TileServer> {
  const args = [String(points), String(cacheBytes)];
  const { told: port, ...server } = await startProcess<number>("tile-server.ts", args, cores.server);
  return { ...server, url: `http://127.0.0.1:${port}` };
}
