import { expect, test } from "vitest";
import { listSources, readSource } from "./source-files.ts";

/** What made tests fail on a busy machine, or beside others, and nowhere else. */

const tests = listSources(/(\.test\.ts|\/(testing|e2e)\/.*\.ts)$/).filter((path) => !path.endsWith("patience.test.ts"));

/** Each call of a function, with everything between its brackets. */
function callsOf(code: string, name: string): string[] {
  const plain = code.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, (text) => `"${"_".repeat(text.length - 2)}"`);
  return [...plain.matchAll(new RegExp(`${name}\\(`, "g"))].map(({ index, 0: { length } }) => {
    let end = index + length;
    for (let depth = 1; depth > 0 && end < plain.length; end++) {
      if ("([{".includes(plain[end] as string)) depth++;
      if (")]}".includes(plain[end] as string)) depth--;
    }
    return code.slice(index + length, end - 1).trim();
  });
}

test("whoever waits says for how long: a second, which is usual, is short on a busy machine", () => {
  const hasty = tests.flatMap((path) =>
    callsOf(readSource(path), "vi.waitFor")
      .filter((call) => !/,\s*([\d_]+|within|\{[^{}]*\btimeout\b[^{}]*\}),?$/.test(call))
      .map((call) => `${path}: ${call.slice(0, 80)}`),
  );
  expect(hasty).toEqual([]);
});

test("whoever looks at connections of the cluster that test files share looks at those of the own database", () => {
  const broad = tests
    .filter((path) => path.endsWith(".db.test.ts"))
    .flatMap((path) =>
      [...readSource(path).matchAll(/["`][^"`]*\bfrom pg_stat_activity\b[^"`]*["`]/g)].map(([text]) => [path, text]),
    )
    .filter(([, text]) => !text?.includes("current_database()"));
  expect(broad).toEqual([]);
});
