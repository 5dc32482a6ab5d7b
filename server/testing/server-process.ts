import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { repository } from "./source-files.ts";

export interface ServerProcess {
  readonly pid: number;
  /** Everything that it wrote so far, both streams. */
  output(): string;
  /** Resolves with the address once it listens; rejects when it ends before. */
  readonly listening: Promise<string>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  kill(signal: NodeJS.Signals): void;
}

/**
 * `pnpm start` in a process of its own, with this environment and no other.
 *
 * @param inside a program that becomes the server, such as one that takes the network away first
 */
export function startServerProcess(environment: Record<string, string>, inside: readonly string[] = []): ServerProcess {
  const [program, ...args] = [...inside, process.execPath, join(repository, "server/main.ts")];
  const child = spawn(program as string, args, {
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal }));
  const listening = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      const url = /listens on (http:\S+)/.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    void ended.then(() => reject(new Error(`ended before it listened: ${text}`)));
  });
  // Whoever does not wait for it need not handle it.
  listening.catch(() => {});
  return { pid: child.pid as number, output: () => text, listening, ended, kill: (signal) => child.kill(signal) };
}
