type Field = string | number | null;

/**
 * CSV (RFC 4180) that spreadsheets open as text: a byte order mark for UTF-8, and an apostrophe before anything that
 * would be taken for a formula.
 */
export function toCsv(rows: readonly (readonly Field[])[]): string {
  return `${byteOrderMark}${rows.map(toCsvLine).join("")}`;
}

export const byteOrderMark = "\ufeff";

/** One row with its end. */
export function toCsvLine(row: readonly Field[]): string {
  return `${row.map(toField).join(",")}\r\n`;
}

function toField(value: Field): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  // Spreadsheets of East Asia take the wide forms for the narrow ones.
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
