/**
 * Runs every test that this machine can run, names what it had to leave out and how to get it, and ends with one line
 * `N passed, N failed, N skipped`. `node scripts/test.ts unit|db|e2e|authz|short [filter…]` runs a part; all of `faults`
 * and all of `attacks` are run only when they are named: the first break things for ten minutes, and both measure what others
 * wait. Those that do not, or are over soon, are run each time.
 */
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { findServerPrograms, hasPostgis } from "@one-map/server/testing/private-cluster";
import { findChromium } from "./browser.ts";
import { buildPages } from "./pages.ts";
import { runTool, runToolAside } from "./run.ts";

interface Suite {
  readonly project: string;
  readonly part: "unit" | "db" | "e2e" | "attacks" | "short" | "faults";
  readonly about: string;
  /** Runs beside those that follow, up to this project; its output comes when that is over. */
  readonly besideUpTo?: string;
  /** Why this machine cannot run it, with the command that changes that; undefined when it can. */
  readonly missing?: string | undefined;
}

interface Outcome {
  readonly passed: number;
  readonly failed: string[];
  readonly skipped: string[];
}

const postgres = findServerPrograms();
const noPostgres =
  postgres !== undefined && hasPostgis(postgres)
    ? undefined
    : "no PostgreSQL server with PostGIS here; on Debian: apt-get install postgresql postgresql-15-postgis-3";
const noChromium = findChromium() === undefined ? "no Chromium here; on Debian: apt-get install chromium" : undefined;
const suites: readonly Suite[] = [
  { project: "unit", part: "unit", about: "pure code" },
  // It keeps one core busy for minutes, and those that follow do not mind.
  { project: "db-embedded", part: "db", about: "the embedded database", besideUpTo: "attacks-short" },
  { project: "db-postgres", part: "db", about: "a private PostgreSQL cluster", missing: noPostgres },
  { project: "attacks-short", part: "short", about: "attacks that measure nothing", missing: noPostgres },
  { project: "e2e-wall", part: "e2e", about: "walls in Chromium", besideUpTo: "e2e", missing: noChromium },
  { project: "e2e", part: "e2e", about: "pages in Chromium", missing: noChromium },
  { project: "faults-short", part: "short", about: "what breaks and is over soon", missing: noPostgres },
  { project: "attacks", part: "attacks", about: "attacks from outside", missing: noPostgres },
  { project: "faults", part: "faults", about: "what breaks, and what is left after it", missing: noPostgres },
];

/** Parts that are some files of other parts, and run with those too. */
const subjects: Readonly<Record<string, { readonly of: readonly string[]; readonly files: readonly string[] }>> = {
  // Who may be sent what: the table, the inventory of routes, the matrix of canaries and what cuts rows.
  authz: {
    of: ["unit", "db"],
    files: ["server/access/", "server/route-inventory", "server/authz/", "server/scope"],
  },
};

const [part, ...given] = process.argv.slice(2);
const subject = subjects[part ?? ""];
const filters = subject === undefined ? given : given.length > 0 ? given : subject.files;
const chosen = suites.filter((suite) => {
  if (part === undefined) return suite.part !== "faults" && suite.part !== "attacks";
  return subject === undefined ? suite.part === part : subject.of.includes(suite.part);
});
if (chosen.length === 0) throw new Error(`Unknown part "${part}"; say unit, db, e2e, authz, attacks, short or faults.`);

const total = { passed: 0, failed: [] as string[], skipped: [] as string[] };
const beside: { readonly upTo: string; readonly outcome: Promise<Outcome> }[] = [];
let isBuilt = false;
for (const suite of chosen) {
  if (suite.missing !== undefined) {
    total.skipped.push(`${suite.project}: all of it — ${suite.missing}`);
    continue;
  }
  // Faults break walls too, and attacks pages, in Chromium where there is one.
  if (!["unit", "db"].includes(suite.part) && !isBuilt) {
    await buildPages();
    isBuilt = true;
  }
  if (suite.besideUpTo !== undefined) {
    const outcome = runProject(suite);
    // Awaited later; a failure before that is nobody's yet.
    outcome.catch(() => {});
    beside.push({ upTo: suite.besideUpTo, outcome });
    continue;
  }
  console.log(`\n== ${suite.project}: ${suite.about}`);
  add(await runProject(suite));
  for (const { upTo, outcome } of beside) if (upTo === suite.project) add(await outcome);
}
// Those whose last companion was not run.
const run = new Set(chosen.flatMap(({ project, missing }) => (missing === undefined ? [project] : [])));
for (const { upTo, outcome } of beside) if (!run.has(upTo)) add(await outcome);

if (total.skipped.length > 0) console.log(`\nNot run:\n${total.skipped.map((line) => `  - ${line}`).join("\n")}`);
// Last before the count, so that the end of a long log says what to look at.
if (total.failed.length > 0) console.log(`\nFailed:\n${total.failed.map((line) => `  - ${line}`).join("\n")}`);
console.log(`\n${total.passed} passed, ${total.failed.length} failed, ${total.skipped.length} skipped`);
process.exit(total.failed.length > 0 ? 1 : 0);

function add({ passed, failed, skipped }: Outcome): void {
  total.passed += passed;
  total.failed.push(...failed);
  total.skipped.push(...skipped);
}

async function runProject({ project, about, besideUpTo }: Suite): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "one-map-test-"));
  const report = join(folder, "report.json");
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code =
    besideUpTo !== undefined
      ? await runAside(`\n== ${project}: ${about}`, [...args, ...filters])
      : await runTool("vitest/vitest.mjs", [...args, ...filters]);
  const outcome = existsSync(report) ? count(project, JSON.parse(await readFile(report, "utf8")) as Report) : undefined;
  await rm(folder, { recursive: true, force: true });
  // A file that fails to load, or an unhandled error, has no failing test of its own; it is a failure all the same.
  if (outcome === undefined) return { passed: 0, failed: [`${project}: ended without a report`], skipped: [] };
  if (code === 0 || outcome.failed.length > 0) return outcome;
  return { ...outcome, failed: [`${project}: an error outside of its tests, see above`] };
}

async function runAside(title: string, args: readonly string[]): Promise<number> {
  const { code, output } = await runToolAside("vitest/vitest.mjs", args);
  console.log(`${title}\n${output}`);
  return code;
}

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function count(project: string, report: Report): Outcome {
  const outcome = { passed: report.numPassedTests, failed: [] as string[], skipped: [] as string[] };
  for (const file of report.testResults) {
    if (file.status === "failed" && file.assertionResults.length === 0)
      outcome.failed.push(`${project}: ${relative(process.cwd(), file.name)} did not load`);
    for (const test of file.assertionResults) {
      if (test.status === "failed")
        outcome.failed.push(`${project}: ${test.fullName} (${relative(process.cwd(), file.name)})`);
      if (["skipped", "pending", "todo"].includes(test.status)) outcome.skipped.push(`${project}: ${test.fullName}`);
    }
  }
  return outcome;
}
