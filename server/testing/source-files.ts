import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** Every file that git tracks or would track, relative to the root, with `/` between folders. */
export function listSources(pattern: RegExp): string[] {
  const list = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: repository, encoding: "utf8" });
  return list.split("\n").filter((path) => path !== "" && pattern.test(path) && existsSync(join(repository, path)));
}

/** Text of a file named from the root. */
export function readSource(path: string): string {
  return readFileSync(join(repository, path), "utf8");
}

/**
 * What a TypeScript file imports: repository paths for its own files (members of the workspace included), package
 * names or `node:` names for the rest.
 */
export function importsOf(path: string): string[] {
  const code = readSource(path).replaceAll(/\/\*[\s\S]*?\*\//g, "");
  const found = code.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^"'`;]*?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g,
  );
  return [...found].map(([, fixed, dynamic]) => toRepositoryPath(path, (fixed ?? dynamic) as string));
}

function toRepositoryPath(from: string, specifier: string): string {
  const bare = specifier.replace(/\?.*$/, "");
  if (bare.startsWith(".")) return normalize(join(dirname(from), bare));
  const member = /^@one-map\/(\w+)\/(.+)$/.exec(bare);
  return member === null ? bare : `${member[1]}/${member[2]}.ts`;
}
