import type { Language } from "../i18n/language.ts";
import type { FontFace as Face } from "./style.ts";

type Tables = Record<"One Map SC" | "One Map TC", readonly Face[]>;

/** Subset table of the one font that a page needs whose language does not change while it is open. */
export async function loadFontTable(language: Language): Promise<Tables> {
  if (language === "zh-Hant") return { "One Map SC": [], "One Map TC": (await import("virtual:fonts/tc")).faces };
  return { "One Map SC": (await import("virtual:fonts/sc")).faces, "One Map TC": [] };
}

/** Subset tables of both fonts; the files themselves are fetched only for the characters that a page shows. */
export async function loadFontTables(): Promise<Tables> {
  const [sc, tc] = await Promise.all([import("virtual:fonts/sc"), import("virtual:fonts/tc")]);
  return { "One Map SC": sc.faces, "One Map TC": tc.faces };
}

/** Makes the same files available to the page's own text; the browser fetches a subset when a character needs it. */
export function registerPageFonts(tables: Readonly<Record<string, readonly Face[]>>): void {
  for (const [name, faces] of Object.entries(tables)) {
    for (const { url, range } of faces) {
      document.fonts.add(
        new FontFace(name, `url(${url})`, { unicodeRange: range, display: "swap", weight: "100 900" }),
      );
    }
  }
}
