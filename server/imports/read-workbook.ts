import { readSheet, SheetNotFoundError } from "read-excel-file/node";
import { HttpProblem, quoted } from "../http/problems.ts";
import type { FileLimits } from "./limits.ts";
import { checkHeader } from "./read-table.ts";
import type { Source, SourceRow } from "./source.ts";
import { openZip } from "./zip.ts";

/** A sheet is read into memory whole, so this is as large as its XML may be. */
const mostBytes = 512 * 2 ** 20;
const rowsPerBatch = 1_000;

/** Opens the sheet of that name, or the first one, of an XLSX workbook. Throws HttpProblem. */
export async function openWorkbook(path: string, sheet: string | undefined, limits: FileLimits): Promise<Source> {
  const zip = await openZip(path, { ...limits, unpackedBytes: Math.min(limits.unpackedBytes, mostBytes) });
  try {
    await zip.measure();
  } finally {
    zip.close();
  }
  const cells = await readCells(path, sheet);
  const header = cells[0];
  if (header === undefined) throw new HttpProblem("import-invalid", "The sheet is empty.");
  const columns = checkHeader(header.map((cell) => (cell === null ? "" : String(cell))));
  return { format: "xlsx", columns, encoding: null, rowCount: cells.length - 1, rows: batches(cells, columns.length) };
}

async function readCells(path: string, sheet: string | undefined): Promise<readonly (readonly unknown[])[]> {
  try {
    return await readSheet(path, sheet ?? 1, { trim: false });
  } catch (error) {
    const detail =
      error instanceof SheetNotFoundError
        ? `The workbook has no sheet ${quoted(sheet)}.`
        : "The workbook is damaged, or none that a spreadsheet program wrote.";
    throw new HttpProblem("import-invalid", detail);
  }
}

async function* batches(cells: readonly (readonly unknown[])[], width: number): AsyncGenerator<SourceRow[]> {
  for (let start = 1; start < cells.length; start += rowsPerBatch) {
    const rows = cells.slice(start, start + rowsPerBatch);
    yield rows
      .map((values, i) => ({ number: start + i + 1, values: values.slice(0, width) }))
      .filter(({ values }) => values.some((value) => value !== null));
  }
}
