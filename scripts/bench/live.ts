/**
 * `pnpm bench live`: from a commit to whoever watches. Each part prints rows of its own; a bar that does not hold is
 * printed as such.
 */
import { measureBrowser } from "./live/browser.ts";
import type { BenchOptions, BenchRow } from "./parts/results.ts";

const parts: readonly (readonly [string, () => Promise<{ rows: BenchRow[]; notes: string[] }>])[] = [
  ["browser", measureBrowser],
];

export async function run({ only }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const rows: BenchRow[] = [];
  const notes = ["a town on a private PostgreSQL; server, writer, raw streams and browser share this machine"];
  for (const [name, measure] of parts) {
    if (only !== undefined && !only.includes(name)) continue;
    console.log(`… ${name}`);
    const part = await measure();
    rows.push(...part.rows);
    notes.push(...part.notes);
  }
  return { rows, notes };
}
