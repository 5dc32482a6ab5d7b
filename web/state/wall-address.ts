/** What a machine keeps of its address, so that the plain address of the wall is enough the next time. */
const keptNames = ["width", "distance"] as const;
const key = "one-map.wall";

type Store = Pick<Storage, "getItem" | "setItem">;

/** The query in force: that of the address, and for what it does not say, what was kept. */
export function keptAddress(store: Store, search: string): string {
  const query = new URLSearchParams(search);
  const kept = new URLSearchParams(store.getItem(key) ?? "");
  for (const name of keptNames) {
    const value = kept.get(name);
    if (!query.has(name) && value !== null) query.set(name, value);
  }
  return query.toString();
}

/** Keeps the measures of an address on this machine. */
export function keepAddress(store: Store, search: string): void {
  const query = new URLSearchParams(search);
  const kept = new URLSearchParams();
  for (const name of keptNames) {
    const value = query.get(name);
    if (value !== null) kept.set(name, value);
  }
  store.setItem(key, kept.toString());
}
