import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";

/** The repository's root folder. */
export const root = join(import.meta.dirname, "..");

/** Runs a program to its end with its output shown; resolves to the exit code, 1 when a signal ended it. */
export function run(command: string, args: readonly string[], folder = root): Promise<number> {
  const child = spawn(command, args, { stdio: "inherit", cwd: folder });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

/** Runs a JavaScript tool of a workspace member on this very Node. */
export function runTool(tool: string, args: readonly string[], member = "."): Promise<number> {
  return run(process.execPath, [toolPath(tool, member), ...args], join(root, member));
}

/** The same, with its output kept for whoever shows it later, whole. */
export async function runToolAside(tool: string, args: readonly string[]): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [toolPath(tool), ...args], { cwd: root });
  const output = outputOf(child);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output: output() }));
  });
}

/**
 * Path of a tool's entry file, such as `vite/bin/vite.js`, as the member `member` has it installed. Joined rather than
 * resolved: some packages export neither their manifest nor their programs.
 */
export function toolPath(tool: string, member = "."): string {
  return join(root, member, "node_modules", tool);
}

/**
 * Runs a JavaScript tool of a workspace member; its output is shown only when it fails, and then it is thrown.
 *
 * @param signal ends the tool
 */
export function runQuietly(tool: string, args: readonly string[], member = ".", signal?: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [toolPath(tool, member), ...args], {
    cwd: join(root, member),
    ...(signal && { signal }),
  });
  const output = outputOf(child);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${tool} failed:\n${output()}`))));
  });
}

/** Collects what a program says; call what is returned for all of it so far. */
function outputOf({ stdout, stderr }: ChildProcessWithoutNullStreams): () => string {
  const chunks: Buffer[] = [];
  for (const stream of [stdout, stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
