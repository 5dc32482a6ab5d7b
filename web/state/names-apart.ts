import { type Language, type Names, nameIn } from "../i18n/language.ts";

/**
 * The name of each thing in a language, in their order. Where several would read the same, as 安源 and 安园 both do in
 * English, the Chinese name stands beside it: nobody is to be given the duty of the wrong one.
 */
export function namesApart(language: Language, things: readonly { readonly names: Names }[]): readonly string[] {
  const own = things.map(({ names }) => nameIn(language, names));
  const counts = new Map<string, number>();
  for (const name of own) counts.set(name, (counts.get(name) ?? 0) + 1);
  return things.map(({ names }, i) => {
    const name = own[i] as string;
    return counts.get(name) === 1 || name === names.zhHans ? name : `${name} ${names.zhHans}`;
  });
}

/** The same by id. */
export function namesById(
  language: Language,
  things: readonly { readonly id: number; readonly names: Names }[],
): ReadonlyMap<number, string> {
  const names = namesApart(language, things);
  return new Map(things.map(({ id }, i) => [id, names[i] as string]));
}
