/**
 * `pnpm bench [name…] [--rows N] [--json FILE] [--only part,…] [--trial] [--keep FILE,…]`: runs the benchmarks of
 * `scripts/bench/`, all of them or those named. A run of a whole benchmark replaces its chapter of `scripts/bench/RESULTS.md`.
 * With `--trial` everything is small and short and nothing is kept: it says whether a benchmark still runs. With `--keep`
 * nothing is run: the chapter is put together from the rows and notes that runs of parts wrote by `--json`.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BenchOptions, type BenchResult, keep, table } from "./bench/parts/results.ts";

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
  console.error(
    `Usage: bench [${known.join(" | ")}] [--rows N] [--json FILE] [--only part,…] [--trial] [--keep FILE,…]`,
  );
  process.exit(2);
}
// So that what a benchmark has started ends with it.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));
const options: BenchOptions = { rowCount, only: values.only?.split(","), isTrial: values.trial };
if (values.keep !== undefined) {
  const parts = values.keep.split(",").map((file) => JSON.parse(readFileSync(file, "utf8")) as BenchResult);
  const together = `put together from ${parts.length} runs of parts, one after the other`;
  // What holds for all of them each of them says.
  const notes = new Set([together, ...parts.flatMap((part) => part.notes)]);
  keep(positionals[0] as string, textOf({ rows: parts.flatMap(({ rows }) => rows), notes: [...notes] }));
  process.exit(0);
}
const all: BenchResult = { rows: [], notes: [] };
for (const name of positionals.length > 0 ? positionals : known) {
  console.log(`\n== bench ${name}`);
  const benchmark = (await import(join(folder, `${name}.ts`))) as { run(options: BenchOptions): Promise<BenchResult> };
  const result = await benchmark.run(options);
  const text = textOf(result);
  console.log(`\n${text}`);
  if (options.only === undefined && !options.isTrial) keep(name, text);
  all.rows.push(...result.rows);
  all.notes.push(...result.notes);
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(all, null, 2)}\n`);

function textOf({ rows, notes }: BenchResult): string {
  return `${notes.map((note) => `- ${note}`).join("\n")}\n\n${table(rows)}`;
}
