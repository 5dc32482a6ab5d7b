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

/** The order after one place has moved by `step` places, up (negative) or down; at the ends nothing moves. */
export function moveBy(order: readonly PlaceKey[], key: PlaceKey, step: number): PlaceKey[] {
  const from = order.indexOf(key);
  const to = from + step;
  if (from < 0 || to < 0 || to >= order.length) return [...order];
  const moved = order.toSpliced(from, 1);
  return moved.toSpliced(to, 0, key);
}
