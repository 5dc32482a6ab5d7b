/**
 * Imports incidents into the database of TEST_DATABASE, for tests that kill it on the way: it tells how far it is, and goes
 * on with each byte that it is sent, so that whoever kills it does so just there.
 */
import { readSync, writeSync } from "node:fs";
import { connect } from "../db/connect.ts";
import { runImport } from "../imports/run-import.ts";
import { importRequest } from "./import-file.ts";

const [url, kind, path] = process.argv.slice(2) as [string, "postgres" | "embedded", string];
const tell = (line: string) => {
  writeSync(1, `${line}\n`);
  readSync(0, Buffer.alloc(1));
};
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
