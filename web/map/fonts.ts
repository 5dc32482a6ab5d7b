import type { Language } from "../i18n/language.ts";
import type { FontFace as Face } from "./style.ts";

type FontName = "One Map SC" | "One Map TC";

/** Subsets of each font with the characters that they hold. */
export type FontTables = Readonly<Partial<Record<FontName, readonly Face[]>>>;

const registered = new Set<string>();

/** Subsets of the font that a language is written in; their files are fetched only for characters that a page shows. */
async function loadFontTables(language: Language): Promise<FontTables> {
  if (language === "zh-Hant") return { "One Map TC": (await import("virtual:fonts/tc")).faces };
  return { "One Map SC": (await import("virtual:fonts/sc")).faces };
}

/** Makes the same files available to the page's own text; the browser fetches a subset when a character needs it. */
function registerPageFonts(tables: FontTables): void {
  for (const [name, faces] of Object.entries(tables)) {
    if (registered.has(name)) continue;
    registered.add(name);
    for (const { url, range } of faces) {
      // One weight is fetched; from 600 on the browser thickens it, so that headings stand out at no cost.
      document.fonts.add(
        new FontFace(name, `url(${url})`, { unicodeRange: range, display: "swap", weight: "100 500" }),
      );
    }
  }
}

/** Tables of a language, for the map, registered for the page too. */
export async function fontsOf(language: Language): Promise<FontTables> {
  const tables = await loadFontTables(language);
  registerPageFonts(tables);
  // Names that are known in simplified characters alone; nothing waits for them.
  if (language === "zh-Hant")
    requestIdleCallback(() => void loadFontTables("zh-Hans").then(registerPageFonts), { timeout: 5_000 });
  return tables;
}
