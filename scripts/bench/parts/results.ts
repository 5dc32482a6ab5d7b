import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { root } from "../../run.ts";

export interface BenchOptions {
  /** Points of the synthetic city; the benchmark's own sizes unless given. */
  readonly rowCount: number | undefined;
  /** Parts of the benchmark to run; all of them unless given. */
  readonly only: readonly string[] | undefined;
  /** Everything small and short: whether it runs, not what it says. */
  readonly isTrial: boolean;
}

/** One figure, beside what it is compared with and what it has to reach. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same figure of whatever it is compared with, same unit. */
  readonly reference?: number | undefined;
  /** How many times better than the reference, or, where a bar says how many times as much it may be, as much as that. */
  readonly ratio?: number | undefined;
  /** Quartiles of that ratio over the turns that it was measured in. */
  readonly spread?: readonly [from: number, to: number] | undefined;
  /** What it has to reach, in words. */
  readonly bar?: string | undefined;
  readonly holds?: boolean | undefined;
  /** 99th percentile of the value, and of the reference. */
  readonly p99?: number | undefined;
  readonly referenceP99?: number | undefined;
  /** Processor time of the value, and of the reference, same unit. */
  readonly cpu?: number | undefined;
  readonly referenceCpu?: number | undefined;
}

/** What a benchmark, or parts of it, found, and how. */
export interface BenchResult {
  readonly rows: BenchRow[];
  readonly notes: string[];
}

const head = ["figure", "value", "p99", "CPU", "reference", "p99 of it", "CPU of it", "ratio", "bar", "holds"];

/** The rows as a Markdown table, its columns padded so that it reads as plain text too. */
export function table(rows: readonly BenchRow[]): string {
  const lines = rows.map((row) => [
    row.name,
    `${short(row.value)} ${row.unit}`.trimEnd(),
    short(row.p99),
    short(row.cpu),
    row.reference === undefined ? "" : `${short(row.reference)} ${row.unit}`,
    short(row.referenceP99),
    short(row.referenceCpu),
    row.ratio === undefined ? "" : `${short(row.ratio)} ×${spreadIn(row)}`,
    row.bar ?? "",
    row.holds === undefined ? "" : row.holds ? "yes" : "NO",
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i]?.length ?? 0)));
  const print = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const rule = widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [print(head), print(rule), ...lines.map(print)].join("\n");
}

function spreadIn({ spread }: BenchRow): string {
  return spread === undefined ? "" : ` (${spread.map(short).join(" to ")})`;
}

function short(value: number | undefined): string {
  if (value === undefined) return "";
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString("en");
  if (size === 0) return "0";
  return size >= 10 ? value.toFixed(1) : size >= 0.1 ? value.toFixed(2) : value.toPrecision(2);
}

/** A note for the chapter: how busy the machine was before anything was measured. */
export function loadNote(): string {
  return `load of the machine before: ${loadavg()
    .map((one) => one.toFixed(1))
    .join(", ")}`;
}

const results = join(root, "scripts", "bench", "RESULTS.md");
const title = "# Results\n\nThe last run of each benchmark, as `pnpm bench` printed it.\n";

/** Replaces a benchmark's chapter of RESULTS.md, under its date, commit and machine. */
export function keep(name: string, text: string): void {
  const chapters = (existsSync(results) ? readFileSync(results, "utf8") : title).split(/^(?=## )/m);
  const day = new Date().toISOString().slice(0, 10);
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown processor"}, ${memory}, Node ${process.versions.node}`;
  const chapter = `## ${name}\n\n${day}, commit ${commit}, ${machine}\n\n${text}\n`;
  const others = chapters.slice(1).filter((one) => !one.startsWith(`## ${name}\n`));
  const sorted = [...others.map((one) => `${one.trimEnd()}\n`), chapter].sort();
  writeFileSync(results, [chapters[0]?.trimEnd() ?? title, "", ...sorted].join("\n"));
}
