import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { packRanges, unpackRanges } from "./unicode-ranges.ts";

/** Every character of some ranges, in order. */
function charactersOf(range: string): number[] {
  const codes = range.split(",").flatMap((part) => {
    const [from = "", to = from] = part.replace(/^U\+/i, "").split("-");
    const first = Number.parseInt(from, 16);
    return Array.from({ length: Number.parseInt(to, 16) - first + 1 }, (_, i) => first + i);
  });
  return [...new Set(codes)].sort((a, b) => a - b);
}

test("packed ranges are short and come back", () => {
  // 1; 0x4dff = 0x115 × 72 + 23, which is D, and 2 more; 14. Last digits begin with ! # $.
  expect(packRanges("U+4e10,U+4e00-4e02,U+1")).toBe("#115D~$;");
  expect(unpackRanges("#115D~$;")).toBe("U+1,U+4E00-4E02,U+4E10");
});

test.each(["sc", "tc"])("no character of the %s font is lost", (script) => {
  const path = createRequire(import.meta.url).resolve(`@fontsource/noto-sans-${script}/unicode.json`);
  const subsets = Object.values(JSON.parse(readFileSync(path, "utf8")) as Record<string, string>);
  expect(subsets.length).toBeGreaterThan(90);
  for (const range of subsets) expect(charactersOf(unpackRanges(packRanges(range)))).toEqual(charactersOf(range));
});
