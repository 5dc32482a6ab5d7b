export const languages = ["zh-Hans", "zh-Hant", "en"] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself. */
export const ownName: Readonly<Record<Language, string>> = { "zh-Hans": "简体", "zh-Hant": "繁體", en: "English" };

/** The language asked for in the address, else the browser's, else simplified Chinese. */
export function pickLanguage(asked: string | null, preferred: readonly string[]): Language {
  const exact = languages.find((language) => language === asked);
  if (exact !== undefined) return exact;
  for (const tag of preferred) {
    if (/^zh\b.*-(Hant|TW|HK|MO)\b/i.test(tag)) return "zh-Hant";
    if (/^zh\b/i.test(tag)) return "zh-Hans";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "zh-Hans";
}

/** A name in the three scripts, as the server sends it. */
export interface Names {
  readonly zhHans: string;
  readonly zhHant: string | null;
  readonly en: string | null;
}

/** The name in a language, or the nearest that is known. */
export function nameIn(language: Language, names: Names | null | undefined, fallback = ""): string {
  if (names === null || names === undefined) return fallback;
  if (language === "en") return names.en ?? names.zhHans;
  return language === "zh-Hant" ? (names.zhHant ?? names.zhHans) : names.zhHans;
}
