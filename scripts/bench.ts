/**
 * `pnpm bench [name…] [--rows N] [--json FILE] [--only part,…] [--trial] [--keep FILE,…]`: runs the benchmarks of
 * `scripts/bench/`, all of them or those named. A run of a whole benchmark replaces its chapter of `scripts/bench/RESULTS.md`.
 * With `--trial` everything is small and short and nothing is kept: it says whether a benchmark still runs. With `--keep`
 * nothing is run: the chapter is put together from the rows that runs of parts wrote by `--json`.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BenchOptions, type BenchRow, keep, table } from "./bench/parts/results.ts";

const folder = join(import.meta.dirname, "bench");
const known = readdirSync(folder)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.slice(0, -3));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: "string" },
    json: { type: "string" },
    only: { type: "string" },
    keep: { type: "string" },
    trial: { type: "boolean", default: false },
  },
});
const unknown = positionals.filter((name) => !known.includes(name));
const rowCount = values.rows === undefined ? undefined : Number(values.rows);
if (
  unknown.length > 0 ||
  (values.keep !== undefined && positionals.length !== 1) ||
  (rowCount !== undefined && !(Number.isSafeInteger(rowCount) && rowCount > 0))
) {
  console.error(`Usage: bench [${known.join(" | ")}] [--rows N] [--json FILE] [--only part,…] [--trial]`);
  process.exit(2);
}
// So that what a benchmark has started ends with it.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));
const options: BenchOptions = { rowCount, only: values.only?.split(","), isTrial: values.trial };
if (values.keep !== undefined) {
  const files = values.keep.split(",");
  const rows = files.flatMap((file) => JSON.parse(readFileSync(file, "utf8")) as BenchRow[]);
  keep(
    positionals[0] as string,
    `- put together from ${files.length} runs of parts, one after the other\n\n${table(rows)}`,
  );
  process.exit(0);
}
const all: BenchRow[] = [];
for (const name of positionals.length > 0 ? positionals : known) {
  console.log(`\n== bench ${name}`);
  const benchmark = (await import(join(folder, `${name}.ts`))) as {
    run(options: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }>;
  };
  const { rows, notes } = await benchmark.run(options);
  const text = `${notes.map((note) => `- ${note}`).join("\n")}\n\n${table(rows)}`;
  console.log(`\n${text}`);
  if (options.only === undefined && !options.isTrial) keep(name, text);
  all.push(...rows);
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(all, null, 2)}\n`);
