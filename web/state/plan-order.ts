/** Identity of a place on the list: kind and number, such as `venue:17`. */
export type PlaceKey = string;

export const keyOf = ({ kind, id }: { readonly kind: string; readonly id: number }): PlaceKey => `${kind}:${id}`;

/**
 * The suggested places in the order that a person gave them: those he placed first, as he placed them, then the rest as
 * suggested. A place that is no longer due drops out; a new one comes in where it was suggested among the rest.
 */
export function applyOrder<T extends { readonly kind: string; readonly id: number }>(
  suggested: readonly T[],
  order: readonly PlaceKey[],
): T[] {
  const byKey = new Map(suggested.map((place) => [keyOf(place), place]));
  const placed = order.flatMap((key) => byKey.get(key) ?? []);
  const isPlaced = new Set(placed.map(keyOf));
  return [...placed, ...suggested.filter((place) => !isPlaced.has(keyOf(place)))];
}

/**
 * The order after one place has moved to where another is, given all places as they stand. Keeps as many as were placed
 * by hand before, and those up to the move; what comes after stays as suggested.
 */
export function moveTo(
  all: readonly PlaceKey[],
  key: PlaceKey,
  target: PlaceKey,
  placed: readonly PlaceKey[],
): PlaceKey[] {
  const from = all.indexOf(key);
  const to = all.indexOf(target);
  if (from < 0 || to < 0) return [...placed];
  const kept = all.filter((other) => placed.includes(other)).length;
  return all
    .toSpliced(from, 1)
    .toSpliced(to, 0, key)
    .slice(0, Math.max(kept, from + 1, to + 1));
}
