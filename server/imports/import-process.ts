import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { connectionEnvironment, type Database } from "../db/connect.ts";
import { HttpProblem } from "../http/problems.ts";
import type { FromChild, ToChild } from "./child-messages.ts";
import type { ImportReport, ImportRequest } from "./import-context.ts";
import { buryRun } from "./run-queries.ts";

const childPath = fileURLToPath(new URL("./import-child.ts", import.meta.url));

/** Memory of the process in MiB: a workbook is read whole. */
const mostMemory = 1_536;

/** How long a stopped process may take to tidy up. */
const patienceMillis = 10_000;

/** An import in a process of its own. */
export interface ImportProcess {
  /** Resolves when it is over. Rejects with HttpProblem `internal` when the process died. */
  readonly report: Promise<ImportReport>;
  /** Asks it to stop; nothing is stored then unless it was done already. */
  stop(): void;
}

/** Starts an import in a process of its own, on the database of this server. */
export function startImportProcess(database: Database, request: ImportRequest): ImportProcess {
  const child = fork(childPath, {
    execArgv: [`--max-old-space-size=${mostMemory}`, "--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // Nothing else of the server's environment is its business.
    env: connectionEnvironment(),
  });
  const { layer, ...rest } = request;
  const { url, kind } = database;
  tell(child, { kind: "start", database: { url, kind }, request: { ...rest, layerId: layer.id } });
  return {
    report: follow(child, database),
    stop: () => {
      if (child.connected) tell(child, { kind: "stop" });
      setTimeout(() => child.kill("SIGKILL"), patienceMillis).unref();
    },
  };
}

function tell(child: ChildProcess, message: ToChild): void {
  child.send(message);
}

async function follow(child: ChildProcess, { pool }: Database): Promise<ImportReport> {
  let runId: number | undefined;
  let ended: FromChild | undefined;
  let complaint = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-4_000);
  });
  child.on("message", (message: FromChild) => {
    if (message.kind === "started") runId = message.runId;
    else ended = message;
  });
  const code = await new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (status, signal) => resolve(String(signal ?? status)));
  });
  if (ended?.kind === "ended") {
    const { problem, ...report } = ended.report;
    return {
      ...report,
      problem: problem && new HttpProblem(problem.slug, problem.message, problem.errors, problem.members),
    };
  }
  // Whether it was killed or ran out of memory, its run is over and its staging is nobody's.
  if (runId !== undefined) await buryRun(pool, runId).catch(() => {});
  const why = ended?.kind === "failed" ? ended.message : complaint;
  throw new Error(`The process of an import ended with ${code}: ${why}`);
}
