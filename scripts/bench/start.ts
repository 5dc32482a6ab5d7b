/**
 * `pnpm bench start`: `pnpm demo` in a process of its own, on a data folder that does not exist yet, then again on the
 * same one: seconds until it is ready, what they went into, and how it ends. The pages are built anew the first time.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { wordsOf } from "@one-map/server/testing/child-words";
import { freePort } from "@one-map/server/testing/free-port";
import { root } from "../run.ts";
import { type BenchRow, loadNote } from "./parts/results.ts";

interface Start {
  readonly readySeconds: number;
  /** Seconds of each step, as printed. */
  readonly steps: readonly (readonly [name: string, seconds: number])[];
  readonly stopSeconds: number;
  readonly exitCode: number | null;
}

/** Starts the demonstration twice. */
export async function run(): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const load = loadNote();
  const folder = await mkdtemp(join(tmpdir(), "one-map-start-"));
  const rows: BenchRow[] = [];
  try {
    await rm(join(root, "web", "dist"), { recursive: true, force: true });
    for (const [name, bar] of [
      ["first start", 120],
      ["second start", 30],
    ] as const) {
      const { readySeconds, steps, stopSeconds, exitCode } = await startOnce(join(folder, "data"));
      rows.push(
        { name, value: readySeconds, unit: "s", bar: `≤ ${bar} s`, holds: readySeconds <= bar },
        ...steps.map(([step, value]) => ({ name: `${name}: ${step}`, value, unit: "s" })),
        { name: `${name}: ^C to the end`, value: stopSeconds, unit: "s", bar: "exit code 0", holds: exitCode === 0 },
      );
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { rows, notes: [`the city on the embedded database; steps overlap; ${load}`] };
}

async function startOnce(dataDir: string): Promise<Start> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, "scripts/demo.ts")], {
    env: { ...process.env, DATABASE_URL: "", DATA_DIR: dataDir, PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { says, text, ended } = wordsOf(child);
  const started = performance.now();
  await says(/^ready in /m);
  const readySeconds = (performance.now() - started) / 1_000;
  const asked = performance.now();
  child.kill("SIGINT");
  const { code: exitCode } = await ended;
  const steps = [...text().matchAll(/^ *([\d.]+) s {2}(.+)$/gm)].map(
    ([, s, name]) => [name as string, Number(s)] as const,
  );
  return { readySeconds, steps, stopSeconds: (performance.now() - asked) / 1_000, exitCode };
}
