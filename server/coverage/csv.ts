/**
 * CSV (RFC 4180) that spreadsheets open as text: a byte order mark for UTF-8, and an apostrophe before anything that
 * would be taken for a formula.
 */
export function toCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\ufeff${rows.map((row) => row.map(toField).join(",")).join("\r\n")}\r\n`;
}

function toField(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
