import { HttpProblem } from "./problems.ts";

/** Text from outside that will be shown to people: no control characters, no lone surrogates, no direction overrides. */
export function checkText(pointer: string, text: string | null | undefined, longest = 200): void {
  if (text === null || text === undefined) return;
  const reason = /\p{Cs}/u.test(text)
    ? "has half of a character"
    : /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/u.test(text)
      ? "has control characters"
      : text.length > longest
        ? `is longer than ${longest} characters`
        : text.trim() === ""
          ? "is blank"
          : undefined;
  if (text.includes("\u0000"))
    throw new HttpProblem("value-invalid", `${pointer} has a NUL character.`, [{ pointer, reason: "NUL character" }]);
  if (reason !== undefined) throw new HttpProblem("text-invalid", `${pointer} ${reason}.`, [{ pointer, reason }]);
}

/** Checks the three scripts of a name. */
export function checkNames(names: { zhHans?: string; zhHant?: string | null; en?: string | null } | undefined): void {
  if (names === undefined) return;
  checkText("/names/zhHans", names.zhHans);
  checkText("/names/zhHant", names.zhHant);
  checkText("/names/en", names.en);
}
