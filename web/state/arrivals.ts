/** Tells what is new in each list since the list before; everything in the first one counts as seen. */
export function newArrivals<T extends { readonly id: number }>(): (items: readonly T[]) => T[] {
  let seen: Set<number> | undefined;
  return (items) => {
    const before = seen;
    seen = new Set([...(before ?? []), ...items.map(({ id }) => id)]);
    return before === undefined ? [] : items.filter(({ id }) => !before.has(id));
  };
}
