import { HttpProblem } from "../http/problems.ts";
import { checkText } from "../http/text.ts";
import type { Field } from "./field.ts";
import { InstantError, type InstantReader, readDay } from "./instants.ts";
import { RowFault } from "./source.ts";

/** A value as it goes into staging: instants as seconds since 1970, days as YYYY-MM-DD, lists joined by commas. */
export type StagedValue = string | number | boolean | null;

/** Clocks of a data source may be this far ahead of ours. */
const futureSeconds = 300;

/** What a spreadsheet would compute rather than show; exports guard against it too. */
const formula = /^=|^[@+-].*[(|!]/s;

/** True for a cell that says nothing. Text of blanks alone is no name and no code. */
export function isBlank(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "string" && value.trim() === "");
}

/** Reads the value of a field. Throws RowFault. */
export function readValue(field: Field, value: unknown, instants: InstantReader, nowSeconds: number): StagedValue {
  const { type } = field;
  if (type.kind === "instant") return readInstant(field, value, instants, nowSeconds).from;
  if (type.kind === "integer") return readInteger(field, value, type.low, type.high);
  if (type.kind === "boolean") return readBoolean(field, value);
  if (type.kind === "day") return orTimeFault(field, value, () => readDay(value));
  if (type.kind === "word") return readWord(field, value, type.words, type.meaning ?? {});
  if (type.kind === "list") return readList(field, value, type.words);
  if (type.kind === "text") return readText(field, value, type.longest);
  return readText(field, value, 60);
}

/** Instant of a value, and the end of the day where it names no more than a day. Throws RowFault. */
export function readInstant(field: Field, value: unknown, instants: InstantReader, nowSeconds: number) {
  const span = orTimeFault(field, value, () => instants.span(value));
  if (span.from > nowSeconds + futureSeconds)
    throw new RowFault("time-invalid", field.name, value, "lies in the future");
  return span;
}

function orTimeFault<T>(field: Field, value: unknown, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InstantError)) throw error;
    throw new RowFault("time-invalid", field.name, value, error.message);
  }
}

function readInteger(field: Field, value: unknown, low: number, high: number): number {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  const number = Number(text);
  if (!/^[+-]?\d{1,15}(\.0+)?$/.test(text))
    throw new RowFault("number-invalid", field.name, value, "is not a whole number");
  if (number < low || number > high)
    throw new RowFault("number-range", field.name, value, `is not between ${low} and ${high}`);
  return number;
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ...["true", "t", "yes", "y", "1", "是"].map((word) => [word, true] as const),
  ...["false", "f", "no", "n", "0", "否"].map((word) => [word, false] as const),
]);

function readBoolean(field: Field, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  const truth = truths.get(String(value).trim().toLowerCase());
  if (truth === undefined) throw new RowFault("word-unknown", field.name, value, "is neither yes nor no");
  return truth;
}

function readWord(
  field: Field,
  value: unknown,
  words: readonly string[],
  meaning: Readonly<Record<string, string>>,
): string {
  const word = String(value).trim().toLowerCase();
  if (words.includes(word)) return word;
  if (Object.hasOwn(meaning, word)) return meaning[word] as string;
  throw new RowFault("word-unknown", field.name, value, `is none of ${words.join(", ")}`);
}

function readList(field: Field, value: unknown, words: readonly string[]): string {
  const parts = (Array.isArray(value) ? value.map(String) : String(value).split(/[,;，；、]/)).map((part) =>
    part.trim(),
  );
  return [...new Set(parts.filter((part) => part !== "").map((part) => readWord(field, part, words, {})))].join(",");
}

/** Text is kept to the letter or refused; it is never trimmed, cut or repaired. */
function readText(field: Field, value: unknown, longest: number): string {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "bigint")
    throw new RowFault("text-invalid", field.name, value, "is not text");
  const text = String(value);
  try {
    checkText(field.name, text, longest);
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    throw new RowFault("text-invalid", field.name, value, error.errors[0]?.reason ?? "is not text");
  }
  if (formula.test(text)) throw new RowFault("formula", field.name, value, "is a formula of a spreadsheet");
  return text;
}
