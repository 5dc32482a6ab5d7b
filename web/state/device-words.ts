const systems = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/HarmonyOS/i, "HarmonyOS"],
  [/Linux|X11/, "Linux"],
] as const;

const browsers = [
  [/Edg\w*\//, "Edge"],
  [/Firefox\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
] as const;

/** What a browser says it is, in the two words that its user knows it by; what says neither is given as it is. */
export function deviceWords(agent: string): string {
  const words = [browsers, systems].flatMap((list) => {
    const found = list.find(([pattern]) => pattern.test(agent));
    return found === undefined ? [] : [found[1]];
  });
  return words.length === 0 ? agent : words.join(" · ");
}
