import type { Names } from "../i18n/language.ts";

/** A part of the city that the wall can show. */
export interface Place {
  readonly key: string;
  readonly names: Names;
  readonly target: { readonly areaId: number } | { readonly communityId: number };
}

/**
 * Places whose name in any script holds what was typed, those that begin with it first; all of them for nothing typed.
 * @param most at most so many
 */
export function findPlaces(
  places: readonly Place[],
  typed: string,
  most: number,
): { readonly found: readonly Place[]; readonly more: number } {
  const wanted = typed.trim().toLocaleLowerCase();
  const rank = ({ names }: Place) => {
    const own = [names.zhHans, names.zhHant, names.en].map((name) => name?.toLocaleLowerCase() ?? "");
    if (own.some((name) => name.startsWith(wanted))) return 0;
    return own.some((name) => name.includes(wanted)) ? 1 : 2;
  };
  const fitting = places
    .map((place) => ({ place, rank: rank(place) }))
    .filter((entry) => entry.rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .map(({ place }) => place);
  return { found: fitting.slice(0, most), more: Math.max(0, fitting.length - most) };
}
