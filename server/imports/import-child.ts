/**
 * The process of one import that came over the network: files of strangers are read here, where neither a slow parser
 * nor a crash nor a full memory is felt by those whom the server serves. Started by `import-process.ts`.
 */
import { connect } from "../db/connect.ts";
import type { HttpProblem } from "../http/problems.ts";
import type { FromChild, ToChild } from "./child-messages.ts";
import type { ImportLayer } from "./import-layer.ts";
import { findImportLayer } from "./layers.ts";
import { runImport } from "./run-import.ts";

const stop = new AbortController();
// ^C reaches the whole process group; the server says when to stop.
process.on("SIGINT", () => {});
// The server died without a word: what is not stored by now shall not be.
process.on("disconnect", () => stop.abort(new Error("stopped")));

process.on("message", (message: ToChild) => {
  if (message.kind === "stop") stop.abort(new Error("stopped"));
  else void run(message).then(finish);
});

async function run({ database: { url, kind }, request }: Extract<ToChild, { kind: "start" }>): Promise<FromChild> {
  const ignore = () => {};
  const database = connect(url, kind, "job", ignore, async () => {});
  try {
    const { layerId, ...rest } = request;
    const layer = findImportLayer(layerId) as ImportLayer;
    const report = await runImport(
      database,
      { ...rest, layer },
      {
        signal: stop.signal,
        onStart: (runId) => send({ kind: "started", runId }),
      },
    );
    return { kind: "ended", report: { ...report, problem: plain(report.problem) } };
  } catch (error) {
    return { kind: "failed", message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  } finally {
    await database.close().catch(ignore);
  }
}

function plain(problem: HttpProblem | undefined) {
  if (problem === undefined) return undefined;
  const { slug, message, errors, members } = problem;
  return { slug, message, errors, members };
}

function send(message: FromChild): void {
  if (process.connected) process.send?.(message);
}

/** Leaves once the last message is on its way. */
function finish(message: FromChild): void {
  if (!process.connected) process.exit(0);
  process.send?.(message, () => process.disconnect());
}
