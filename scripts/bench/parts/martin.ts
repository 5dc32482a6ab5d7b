import { spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { cores } from "./http-load.ts";

export interface Martin {
  readonly url: string;
  close(): Promise<void>;
}

/** Martin on the server's core, publishing the functions of a database; `cacheMegabytes` 0 keeps nothing. */
export async function startMartin(program: string, database: string, cacheMegabytes: number): Promise<Martin> {
  const address = `127.0.0.1:${24_000 + (process.pid % 10_000)}`;
  const options = ["-l", address, "-W", "1", "-C", String(cacheMegabytes), "-b", "skip", socketFirst(database)];
  const martin = spawn("taskset", ["-c", cores.server, program, ...options], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, RUST_LOG: "error" },
  });
  let said = "";
  martin.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  let hasEnded = false;
  const ended = new Promise<void>((resolve) =>
    martin.once("exit", () => {
      hasEnded = true;
      resolve();
    }),
  );
  const url = `http://${address}`;
  for (let attempt = 0; !(await isWell(url)); attempt++) {
    if (hasEnded || attempt === 100) throw new Error(`Martin does not answer: ${said}`);
    await wait(100);
  }
  return {
    url,
    close: async () => {
      martin.kill();
      await ended;
    },
  };
}

/** A socket's folder as the host itself, which is how Martin's driver wants it. */
function socketFirst(database: string): string {
  const { username, pathname, searchParams } = new URL(database);
  const folder = searchParams.get("host");
  return folder === null ? database : `postgres://${username}@${encodeURIComponent(folder)}${pathname}`;
}

function isWell(url: string): Promise<boolean> {
  return fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}
