import { spawn } from "node:child_process";
import { join } from "node:path";
import { wordsOf } from "./child-words.ts";
import { repository } from "./source-files.ts";

export interface ServerProcess {
  readonly pid: number;
  /** Everything that it wrote so far, both streams. */
  output(): string;
  /** Resolves once it has written something that matches; rejects when it ends without. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with the address once it listens; rejects when it ends before. */
  readonly listening: Promise<string>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  kill(signal: NodeJS.Signals): void;
}

export interface ServerProcessOptions {
  /** A program that becomes the server, such as one that takes the network away first. */
  readonly inside?: readonly string[];
  /** ^C at the terminal does not reach it: whoever started it says when it ends. */
  readonly isApart?: boolean;
}

/**
 * `pnpm start` in a process of its own, with this environment and no other. It does not outlive this process, unless
 * that is killed.
 */
export function startServerProcess(
  environment: Record<string, string>,
  { inside = [], isApart = false }: ServerProcessOptions = {},
): ServerProcess {
  const [program, ...args] = [...inside, process.execPath, join(repository, "server/main.ts")];
  const child = spawn(program as string, args, {
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    detached: isApart,
  });
  const { text, says, ended } = wordsOf(child);
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  void ended.then(() => process.off("exit", endWithUs));
  const listening = says(/listens on (http:\S+)/).then(([, url]) => url as string);
  // Whoever does not wait for it need not handle it.
  listening.catch(() => {});
  return { pid: child.pid as number, output: text, says, listening, ended, kill: (signal) => child.kill(signal) };
}
