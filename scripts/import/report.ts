import type { ImportReport, ImportRequest } from "@one-map/server/imports/import-context";

const verdicts: Readonly<Record<ImportReport["status"], string>> = {
  done: "Imported",
  dry_run: "Tried, and kept nothing of",
  refused: "Refused",
  failed: "Failed to import",
  stopped: "Stopped; nothing was stored of",
};

/** Prints what became of an import. */
export function printReport({ layer, fileName }: ImportRequest, report: ImportReport): void {
  const { counts, status, seconds, runId } = report;
  console.log(`${verdicts[status]} ${fileName} (${layer.id}, run ${runId})`);
  if (report.problem !== undefined) {
    console.log(`  ${report.problem.message}`);
    const { suggest, swapAxes } = report.problem.members;
    if (suggest !== undefined && report.problem.slug === "crs-suspect")
      console.log(
        `  Try --crs ${suggest}${swapAxes ? " with the columns of lng and lat the other way round (--map)" : ""}, or --trust-crs if it is right.`,
      );
  }
  const figures = [
    ["read", counts.read],
    ["new", counts.inserted],
    ["changed", counts.updated],
    ["as before", counts.unchanged],
    ["refused", counts.rejected],
  ] as const;
  for (const [name, count] of figures) console.log(`${count.toLocaleString("en").padStart(12)}  ${name}`);
  for (const [reason, count] of Object.entries(counts.reasons))
    console.log(`${count.toLocaleString("en").padStart(16)}  ${reason}`);
  if (report.rejectsPath !== undefined) console.log(`  Refused rows are listed in ${report.rejectsPath}`);
  for (const note of report.notes) console.log(`  ${note}`);
  console.log(
    `  ${seconds.toFixed(1)} s, ${Math.round(counts.read / Math.max(0.001, seconds)).toLocaleString("en")} rows/s`,
  );
}
