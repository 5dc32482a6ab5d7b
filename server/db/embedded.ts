import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export interface EmbeddedDatabase {
  /** Connection string that `pg` and every tool that speaks PostgreSQL accept. */
  readonly url: string;
  /** Stops the child and waits for its files to be closed; a no-op for a database that another process runs. */
  stop(): Promise<void>;
}

/** A child that has not stopped by then is killed. */
const longestStopMillis = 10_000;

const childPath = fileURLToPath(new URL("./embedded-child.ts", import.meta.url));

/** Thrown when the embedded database could not be opened; the message says what to do. */
export class EmbeddedDatabaseError extends Error {}

/**
 * Starts PGlite with PostGIS in one child process, or joins the one that another process of this data folder already
 * runs (so that `pnpm seed` works beside a running server).
 *
 * @param dataDir folder for the data; `"memory"` keeps nothing on disk. Opening takes 4 to 14 s and 1 GB.
 * @param signal once it is aborted nobody joins any more: whoever comes waits until the database has been stopped
 */
export async function startEmbedded(dataDir: string, signal?: AbortSignal): Promise<EmbeddedDatabase> {
  if (dataDir === "memory") return startChild("memory");
  await mkdir(dataDir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new EmbeddedDatabaseError(`The folder ${dataDir} of DATA_DIR cannot be made (${error.code}).`);
  });
  const marker = join(dataDir, "embedded.json");
  const running = await findRunning(marker);
  if (running !== undefined) return { url: running, stop: async () => {} };
  const database = await startChild(join(dataDir, "pglite"));
  await writeFile(marker, JSON.stringify({ pid: process.pid, url: database.url }));
  const retire = () => writeFileSync(marker, JSON.stringify({ pid: process.pid }));
  if (signal?.aborted) retire();
  signal?.addEventListener("abort", retire);
  return {
    url: database.url,
    stop: async () => {
      signal?.removeEventListener("abort", retire);
      retire();
      await database.stop();
      await rm(marker, { force: true });
    },
  };
}

/** Address of the database that another process runs here; one that is being stopped is waited for. */
async function findRunning(marker: string): Promise<string | undefined> {
  const late = performance.now() + 2 * longestStopMillis;
  for (;;) {
    const owner = await readOwner(marker);
    if (owner === undefined || owner.url !== undefined || performance.now() > late) return owner?.url;
    await wait(50);
  }
}

/** The other process whose database it is, without an address while it stops it; undefined where there is none. */
async function readOwner(marker: string): Promise<{ url?: string } | undefined> {
  try {
    const { pid, url } = JSON.parse(await readFile(marker, "utf8")) as { pid: number; url?: string };
    process.kill(pid, 0);
    return pid === process.pid ? undefined : { ...(url !== undefined && { url }) };
  } catch {
    return undefined;
  }
}

async function startChild(dataFolder: string): Promise<EmbeddedDatabase> {
  // A socket in a folder only its owner can enter: the embedded database asks for no password.
  const socketFolder = await mkdtemp(join(tmpdir(), "one-map-db-"));
  const child = fork(childPath, [dataFolder, socketFolder], { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const complaint = collect(child);
  const outcome = await Promise.race([
    once(child, "message").then(() => "ready" as const),
    once(child, "exit").then(() => "exit" as const),
  ]);
  if (outcome === "exit") {
    await rm(socketFolder, { recursive: true, force: true });
    throw new EmbeddedDatabaseError(
      `The embedded database in ${dataFolder} did not open. Another process may hold it, or its files are damaged: ` +
        `stop the other process, or move the folder away and seed again.\n${complaint().slice(-2000)}`,
    );
  }
  return {
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(socketFolder)}`,
    stop: async () => {
      await stopChild(child);
      await rm(socketFolder, { recursive: true, force: true });
    },
  };
}

function collect(child: ChildProcess): () => string {
  let text = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-10_000);
  });
  return () => text;
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  const hardStop = setTimeout(() => child.kill("SIGKILL"), longestStopMillis);
  if (child.connected) child.send("stop");
  await exited;
  clearTimeout(hardStop);
}
