import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Why sqlmap cannot be run here; undefined where it can. */
export const noSqlmap =
  spawnSync("sqlmap", ["--version"]).error === undefined
    ? undefined
    : "no sqlmap here; on Debian: apt-get install sqlmap";

/** One request, and where in it letters are tried. */
export interface Target {
  readonly method: string;
  /** With a star after each letter of a path that is tried. */
  readonly url: string;
  /** Names of parameters of the query or the body that are tried; those with a star unless given. */
  readonly parameters?: readonly string[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object | undefined;
}

export interface Findings {
  /** Parameters that were tried, by sqlmap's own names. */
  readonly tried: readonly string[];
  /** Parameters by which a statement was changed. */
  readonly injectable: readonly string[];
  readonly requests: number;
  /** Every answer that came back, one after the other. */
  readonly answers: string;
}

/** Runs sqlmap on a request. It asks nothing and remembers nothing. */
export async function sqlmap(
  { method, url, parameters, headers, body }: Target,
  depth: readonly string[],
): Promise<Findings> {
  const folder = mkdtempSync(join(tmpdir(), "one-map-sqlmap-"));
  const traffic = join(folder, "traffic");
  const usual = [
    "--batch",
    "--flush-session",
    "--disable-coloring",
    "--dbms=postgresql",
    "--skip-waf",
    "--ignore-code=*",
  ];
  try {
    const { stdout } = await run(
      "sqlmap",
      [
        ...[...usual, "--timeout=15", "--retries=1", "--output-dir", folder, "-t", traffic, ...depth],
        ...[
          "-u",
          url,
          "--method",
          method,
          "--headers",
          Object.entries(headers)
            .map((pair) => pair.join(": "))
            .join("\\n"),
        ],
        ...(parameters === undefined ? [] : ["-p", parameters.join()]),
        ...(body === undefined ? [] : ["--data", JSON.stringify(body)]),
      ],
      { maxBuffer: 100_000_000 },
    );
    const words = (pattern: RegExp) => [...new Set([...stdout.matchAll(pattern)].map(([, word]) => word as string))];
    const log = readFileSync(traffic, "utf8");
    return {
      tried: words(/testing for SQL injection on (.+)$/gm),
      injectable: words(/^Parameter: (.+)$/gm),
      requests: log.match(/^HTTP request \[#/gm)?.length ?? 0,
      answers: log
        .split(/^HTTP response \[#/m)
        .slice(1)
        .map((part) => part.split(/^=+$/m)[0])
        .join("\n"),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
