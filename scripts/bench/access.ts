/** `pnpm bench access`: what a scope costs a tile, a password takes, and the record of who did what costs and takes. */
import { measureAudit } from "./access/audit.ts";
import { measureHitRate } from "./access/hit-rate.ts";
import { measurePasswords } from "./access/passwords.ts";
import { measureScope } from "./access/scope.ts";
import type { BenchOptions, BenchRow } from "./parts/results.ts";

const parts = {
  scope: measureScope,
  "hit-rate": measureHitRate,
  passwords: measurePasswords,
  audit: measureAudit,
} as const;

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
