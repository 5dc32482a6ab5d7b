import type { DetailMessages } from "../i18n/audit-details.ts";

/** Most of a list that is written out. */
const mostListed = 8;

/** What more the record says of something, as `name: value`; ids and counts, never what a row holds. */
export function detailWords(detail: Readonly<Record<string, unknown>>, messages: DetailMessages): string[] {
  const { names, words, colon } = messages;
  return Object.entries(detail).flatMap(([name, value]) =>
    value === null ? [] : [`${names[name] ?? name}${colon}${words[name]?.[String(value)] ?? valueWords(value)}`],
  );
}

function valueWords(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === "object" ? JSON.stringify(value) : String(value);
  const listed = value.slice(0, mostListed).join(", ");
  return value.length > mostListed ? `${listed}, … (${value.length})` : listed;
}
