/** Imports incidents into the database of TEST_DATABASE, telling how far it is, for tests that kill it on the way. */
import { connect } from "../db/connect.ts";
import { runImport } from "../imports/run-import.ts";
import { importRequest } from "./import-file.ts";

const [url, kind, path] = process.argv.slice(2) as [string, "postgres" | "embedded", string];
const tell = (line: string) => process.stdout.write(`${line}\n`);
const database = connect(
  url,
  kind,
  "job",
  () => {},
  async () => {},
);
const report = await runImport(database, importRequest("incidents", path, { source: "killed" }), {
  onStart: (runId) => tell(`run ${runId}`),
  onProgress: ({ phase, rows }) => tell(`${phase} ${rows}`),
});
tell(`ended ${report.status}`);
await database.close();
