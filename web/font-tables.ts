import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Plugin } from "vite";
import { packRanges } from "./map/unicode-ranges.ts";

const prefix = "virtual:fonts/";

/**
 * Modules `virtual:fonts/sc` and `virtual:fonts/tc`: the font's subsets with their addresses and Unicode ranges, for
 * the map's `font-faces` and for the page alike. Nothing comes from elsewhere, and only the subsets that a text needs
 * are fetched.
 */
export function fontTables(): Plugin {
  return {
    name: "font-tables",
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      const script = id.startsWith(`\0${prefix}`) ? id.slice(prefix.length + 1) : undefined;
      return script === undefined ? undefined : moduleOf(script);
    },
  };
}

function moduleOf(script: string): string {
  const name = `noto-sans-${script}`;
  const folder = join(createRequire(import.meta.url).resolve(`@fontsource/${name}/package.json`), "..");
  const ranges = Object.entries(
    JSON.parse(readFileSync(join(folder, "unicode.json"), "utf8")) as Record<string, string>,
  );
  const files = ranges.map(([key]) =>
    join(folder, "files", `${name}-${key.replaceAll(/[[\]]/g, "")}-500-normal.woff2`),
  );
  // Written out, the ranges of both fonts would be an eighth of a page.
  const packed = ranges.map(([, range]) => packRanges(range)).join("|");
  return [
    `import { unpackRanges } from ${JSON.stringify(join(import.meta.dirname, "map/unicode-ranges.ts"))};`,
    ...files.map((file, i) => `import u${i} from ${JSON.stringify(`${file}?url`)};`),
    `const ranges = ${JSON.stringify(packed)}.split("|").map(unpackRanges);`,
    `export const faces = [${files.map((_, i) => `u${i}`).join(",")}].map((url, i) => ({ url, range: ranges[i] }));`,
  ].join("\n");
}
