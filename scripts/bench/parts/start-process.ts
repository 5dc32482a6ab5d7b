import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** A program of this folder in a process of its own, to be measured from outside. */
interface Started<T> {
  readonly pid: number;
  /** What it said when it was ready. */
  readonly told: T;
  close(): Promise<void>;
}

/**
 * Starts one and waits for its word; it ends when its channel is closed, so with whoever started it.
 *
 * @param core that it has to itself, where one is named
 */
export async function startProcess<T>(file: string, args: readonly string[], core?: string): Promise<Started<T>> {
  const program = [process.execPath, join(import.meta.dirname, file), ...args];
  const [command, ...rest] = core === undefined ? program : ["taskset", "-c", core, ...program];
  const child = spawn(command as string, rest, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const ended = once(child, "exit");
  const told = await Promise.race([
    once(child, "message").then(([message]) => message as T),
    ended.then(() => Promise.reject(new Error(`${file} ended`))),
  ]);
  return {
    pid: child.pid as number,
    told,
    close: async () => {
      child.disconnect();
      await ended;
    },
  };
}
