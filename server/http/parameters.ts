import { HttpProblem, quoted } from "./problems.ts";

const number = /^-?[0-9]{1,3}(\.[0-9]{1,15})?$/;

/** `west,south,east,north` as numbers; throws a query-parameter problem. */
export function parseBBox(text: string | undefined): [number, number, number, number] | undefined {
  if (text === undefined) return undefined;
  const parts = text.split(",");
  const values = parts.map(Number) as [number, number, number, number];
  const [west, south, east, north] = values;
  const ok =
    parts.length === 4 &&
    parts.every((part) => number.test(part)) &&
    west < east &&
    south < north &&
    west >= -180 &&
    east <= 180 &&
    south >= -90 &&
    north <= 90;
  if (!ok)
    throw new HttpProblem(
      "query-parameter",
      `Parameter "bbox" must be west,south,east,north in degrees, not ${quoted(text)}.`,
      [{ pointer: "bbox", reason: "not a box" }],
    );
  return values;
}

/** A comma-separated list without repeats or gaps; throws a query-parameter problem. */
export function parseList(name: string, text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const parts = text.split(",");
  if (parts.some((part) => part === "") || new Set(parts).size !== parts.length || parts.length > 500) {
    throw new HttpProblem("query-parameter", `Parameter ${quoted(name)} must be a list like a,b,c without repeats.`, [
      { pointer: name, reason: "not a list" },
    ]);
  }
  return parts;
}

/** A list of whole numbers within bounds; throws a query-parameter problem. */
export function parseIntegers(name: string, text: string | undefined, low: number, high: number): number[] | undefined {
  return parseList(name, text)?.map((part) => {
    const value = Number(part);
    if (!/^(0|[1-9][0-9]{0,15})$/.test(part) || value < low || value > high) {
      throw new HttpProblem(
        "query-parameter",
        `Parameter ${quoted(name)} takes whole numbers from ${low} to ${high}.`,
        [{ pointer: name, reason: "out of range" }],
      );
    }
    return value;
  });
}

/** An RFC 3339 instant with its offset; throws a query-parameter problem. */
export function parseInstant(name: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const at = isInstant(text) ? new Date(text) : undefined;
  if (at === undefined)
    throw new HttpProblem(
      "query-parameter",
      `Parameter ${quoted(name)} must be an instant like 2026-11-24T00:00:00Z.`,
      [{ pointer: name, reason: "not an instant" }],
    );
  return at;
}

/** The half-open window of two instants; throws a filter-invalid problem for one that ends before it begins. */
export function parseWindow(from: string | undefined, to: string | undefined) {
  const window = { from: parseInstant("from", from), to: parseInstant("to", to) };
  if (window.from && window.to && window.from >= window.to)
    throw new HttpProblem("filter-invalid", "The time window ends before it begins.", [
      { pointer: "to", reason: "not after from" },
    ]);
  return window;
}

/** A list of words that there are; throws a query-parameter problem for another one. */
export function parseWords(name: string, text: string | undefined, words: readonly string[]): string[] | undefined {
  const asked = parseList(name, text);
  if (asked?.every((word) => words.includes(word)) === false)
    throw new HttpProblem("query-parameter", `Parameter ${quoted(name)} takes ${words.join(", ")}.`, [
      { pointer: name, reason: "unknown word" },
    ]);
  return asked;
}

/** True for RFC 3339 that names a day which exists, in the years 1900 to 2199. */
export function isInstant(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (match === null || Number.isNaN(Date.parse(text))) return false;
  const [year, month, day] = match.slice(1, 4).map(Number) as [number, number, number];
  return year >= 1900 && year < 2200 && new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

/** An instant in a body; throws a time-invalid problem. */
export function bodyInstant(pointer: string, text: string): Date {
  if (isInstant(text)) return new Date(text);
  throw new HttpProblem("time-invalid", `${quoted(pointer)} must be an instant like 2026-11-24T00:00:00Z.`, [
    { pointer, reason: "not an instant" },
  ]);
}

/** The same that must not lie in the future by more than five minutes. */
export function pastInstant(pointer: string, text: string): Date {
  const at = bodyInstant(pointer, text);
  if (at.getTime() > Date.now() + 300_000)
    throw new HttpProblem("time-invalid", `${quoted(pointer)} lies in the future.`, [
      { pointer, reason: "in the future" },
    ]);
  return at;
}

/** The position after which a page goes on; throws a query-parameter problem for one that we did not make. */
export function parseCursor(text: string | undefined, parts: number): number[] | undefined {
  if (text === undefined) return undefined;
  const values = text.split("_").map(Number);
  if (values.length !== parts || !/^-?[0-9]+(_[0-9]+)*$/.test(text) || !values.every(Number.isSafeInteger)) {
    throw new HttpProblem("query-parameter", `Parameter "after" must be the "next" of a page.`, [
      { pointer: "after", reason: "not a cursor" },
    ]);
  }
  return values;
}
