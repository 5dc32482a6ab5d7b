/** `pnpm bless`: accepts what the tests now produce as the snapshots to compare with; look at the diff before you commit. */
import { runTool } from "./run.ts";

const code = await runTool("vitest/vitest.mjs", ["run", "--update", "--project", "unit", "--project", "db-embedded"]);
console.log(
  code === 0
    ? "Snapshots are as the code has them; review them with git diff."
    : "Some tests fail for other reasons than snapshots.",
);
process.exit(code);
