import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Why slowhttptest cannot be run here; undefined where it can. */
export const noSlowHttp =
  spawnSync("slowhttptest", ["-h"]).error === undefined
    ? undefined
    : "no slowhttptest here; on Debian: apt-get install slowhttptest";

/**
 * Attacks with slowhttptest until every connection has been ended, as far as it sees, or the time is up. Whoever hardly reads
 * does not see that: `connectionsAt` does.
 *
 * @param options of the attack, see slowhttptest(1)
 */
export async function attackSlowly(options: readonly string[]): Promise<void> {
  await run("slowhttptest", options, { maxBuffer: 50_000_000 });
}

/** How many connections a listener of this machine holds, by the kernel's own table. */
export function connectionsAt(port: number): number {
  const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const established = "01";
  return readFileSync("/proc/net/tcp", "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, address = "", , state]) => address.endsWith(local) && state === established).length;
}
