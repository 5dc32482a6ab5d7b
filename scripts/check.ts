/**
 * `pnpm check`: format and lint, types, migrations, unused code, drift of generated files and the rules of the house.
 * Every step runs even when one before it failed, so that one run shows everything there is to mend.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root, run, runTool } from "./run.ts";

const steps: readonly (readonly [string, () => Promise<number>])[] = [
  ["format and lint", () => runTool("@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."])],
  ["types", () => runTool("typescript/bin/tsc", ["-p", "tsconfig.json"])],
  ["migrations", lintMigrations],
  ["unused files, exports and dependencies", () => runTool("knip/bin/knip.js", ["--no-progress"])],
  [
    "house rules and drift",
    () =>
      runTool("vitest/vitest.mjs", ["run", "--project", "unit", "architecture", "documents", "openapi", "generate"]),
  ],
];

let failed = 0;
for (const [name, step] of steps) {
  console.log(`\n== ${name}`);
  const code = await step();
  console.log(code === 0 ? `${name}: ok` : `${name}: FAILED`);
  if (code !== 0) failed++;
}
console.log(`\n${steps.length - failed} of ${steps.length} checks passed`);
process.exit(failed > 0 ? 1 : 0);

/** squawk ships one program a platform; it has no JavaScript entry worth starting. */
function lintMigrations(): Promise<number> {
  const files = readdirSync(join(root, "migrations")).filter((name) => name.endsWith(".sql"));
  const squawk = join(root, "scripts/node_modules/.bin/squawk");
  if (!existsSync(squawk)) throw new Error("squawk is not installed; run pnpm install");
  return run(squawk, ["--config", ".squawk.toml", ...files.map((name) => `migrations/${name}`)]);
}
