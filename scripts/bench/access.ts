/** `pnpm bench access`: what the record of who did what costs, and how long it takes to verify. */
import { measureAudit } from "./access/audit.ts";
import type { BenchOptions, BenchRow } from "./parts/results.ts";

const parts = { audit: measureAudit } as const;

export async function run({ rowCount, only }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const rows: BenchRow[] = [];
  const notes: string[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (only !== undefined && !only.includes(name)) continue;
    console.log(`… ${name}`);
    const found = await measure(rowCount);
    rows.push(...found.rows);
    notes.push(...found.notes);
  }
  return { rows, notes };
}
