/**
 * `pnpm bench access`: what a scope, a session and the second fence cost, what a password and the record of who did what cost and
 * take, how soon a right that was taken away is gone, and how many tiles different scopes share.
 */
import { measureAudit } from "./access/audit.ts";
import { measureFence } from "./access/fence.ts";
import { measureHitRate } from "./access/hit-rate.ts";
import { measurePasswords } from "./access/passwords.ts";
import { measureRequests } from "./access/requests.ts";
import { measureRevocation } from "./access/revocation.ts";
import { measureScope } from "./access/scope.ts";
import { measureSignIns } from "./access/sign-ins.ts";
import { type BenchOptions, type BenchResult, type BenchRow, loadNote } from "./parts/results.ts";

const parts = {
  scope: measureScope,
  requests: measureRequests,
  fence: measureFence,
  audit: measureAudit,
  passwords: measurePasswords,
  "sign-ins": measureSignIns,
  revocation: measureRevocation,
  "hit-rate": measureHitRate,
} as const;

/** Runs the parts asked for. */
export async function run(options: BenchOptions): Promise<BenchResult> {
  const rows: BenchRow[] = [];
  const notes = [
    "a value and its reference take turns in squares, as ABBA and BAAB; both are medians, the ratio is the median of the " +
      "squares with its quartiles, and says how many times the reference the value is",
  ];
  for (const [name, measure] of Object.entries(parts)) {
    if (options.only !== undefined && !options.only.includes(name)) continue;
    console.log(`… ${name}`);
    notes.push(`${name}: ${loadNote()}`);
    try {
      const found = await measure(options);
      rows.push(...found.rows);
      notes.push(...found.notes);
    } catch (error) {
      // The other parts take long enough; what failed is said above the rows, and the run ends as failed.
      console.error(error);
      notes.push(`FAILED: ${name}: ${(error as Error).message}`);
      process.exitCode = 1;
    }
  }
  return { rows, notes };
}
