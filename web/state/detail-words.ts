import type { DetailMessages } from "../i18n/audit-details.ts";

/** Most of a list that is written out. */
const mostListed = 8;

/** Words for values of a name; undefined for those that stay as they are stored. */
export type ValueWords = Readonly<Record<string, (value: unknown) => string | undefined>>;

/**
 * What more the record says of something, as `name: value`; ids and counts, never what a row holds.
 *
 * @param inWords beside the words that a name always has: values that are codes of something else
 */
export function detailWords(
  detail: Readonly<Record<string, unknown>>,
  messages: DetailMessages,
  inWords: ValueWords = {},
): string[] {
  const { names, words, colon } = messages;
  const wordsFor = (name: string, value: unknown) =>
    words[name]?.[String(value)] ??
    (Object.hasOwn(inWords, name) ? inWords[name]?.(value) : undefined) ??
    valueWords(value);
  return inOrder(detail).flatMap(([name, value]) => {
    if (value === null) return [];
    const filter = name === "filter" ? objectIn(value) : undefined;
    if (filter !== undefined) return detailWords(filter, messages, inWords);
    return [`${names[name] ?? name}${colon}${wordsFor(name, value)}`];
  });
}

/** The database keeps shorter names first: an end would be told before its beginning. */
function inOrder(detail: Readonly<Record<string, unknown>>): [name: string, value: unknown][] {
  const { from, to, ...others } = detail;
  return [...Object.entries(others), ...Object.entries({ from, to }).filter(([, value]) => value !== undefined)];
}

/** The conditions of a file, which the record keeps as one text. */
function objectIn(value: unknown): Readonly<Record<string, unknown>> | undefined {
  try {
    const found: unknown = JSON.parse(String(value));
    return typeof found === "object" && found !== null && !Array.isArray(found) ? { ...found } : undefined;
  } catch {
    return undefined;
  }
}

function valueWords(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === "object" ? JSON.stringify(value) : String(value);
  const listed = value.slice(0, mostListed).join(", ");
  return value.length > mostListed ? `${listed}, … (${value.length})` : listed;
}
