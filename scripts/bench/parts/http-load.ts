import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Cores that the server measured and the client that asks it have to themselves. */
export const cores = { server: "0", client: "1" } as const;

/** What a load said of the server. */
export interface LoadResult {
  readonly requests: number;
  readonly perSecond: number;
  /** Median and 99th percentile of the time to an answer, microseconds. */
  readonly p50: number;
  readonly p99: number;
}

export interface Cost<T = LoadResult> {
  /** Microseconds of processor a request: every thread of the server, in the kernel too. */
  readonly micros: number;
  readonly load: T;
}

/** Where a program is, by the environment variable of its name or on the path; undefined where it is not installed. */
export function findProgram(name: string): string | undefined {
  const named = process.env[name.toUpperCase()];
  if (named) return named;
  const found = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim();
  return found === "" ? undefined : found;
}

/** True where wrk and taskset are installed, which `load` needs. */
export function canLoad(): boolean {
  return findProgram("wrk") !== undefined && findProgram("taskset") !== undefined;
}

/** Asks for one address again and again by wrk, each connection the next time when the answer has come. */
export async function load(
  url: string,
  headers: Readonly<Record<string, string>>,
  { connections = 16, seconds = 4 } = {},
): Promise<LoadResult> {
  const lines = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const options = ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "120s", "--latency", ...lines, url];
  const { stdout } = await run("taskset", ["-c", cores.client, findProgram("wrk") as string, ...options]);
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1]);
  const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
  const failed = /Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)/.exec(stdout);
  if (failed) throw new Error(`${url}: ${failed[0]}`);
  return { requests, perSecond, p50: percentile(stdout, "50%"), p99: percentile(stdout, "99%") };
}

function percentile(output: string, share: string): number {
  const [, value, unit] = new RegExp(`${share}\\s+([\\d.]+)(us|ms|s)\\b`).exec(output) ?? [];
  return Number(value) * ({ us: 1, ms: 1_000, s: 1_000_000 }[unit ?? "us"] as number);
}

/** The load and what it cost the processes of these numbers. */
export async function costOf<T extends Pick<LoadResult, "requests">>(
  pids: readonly number[],
  work: () => Promise<T>,
): Promise<Cost<T>> {
  const before = cpuMillis(pids);
  const result = await work();
  return { micros: ((cpuMillis(pids) - before) * 1000) / result.requests, load: result };
}

/** Milliseconds of processor that some processes have used since they began (Linux). */
export function cpuMillis(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return sum + (Number(fields[11]) + Number(fields[12])) * 10;
  }, 0);
}
