import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Plugin } from "vite";

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
  const imports = ranges.map(([key], i) =>
    `import u${i} from ${JSON.stringify(join(folder, "files", `${name}-${key.replaceAll(/[[\]]/g, "")}-500-normal.woff2`))}+"";`.replace(
      '+"";',
      ";",
    ),
  );
  const faces = ranges.map(([, range], i) => `{url:u${i},range:${JSON.stringify(range)}}`);
  return `${imports.join("\n").replaceAll('.woff2"', '.woff2?url"')}\nexport const faces=[${faces.join(",")}];`;
}
