import { createStore, type StoreApi } from "zustand/vanilla";

/** Everything that has gone wrong and been mended, by name, since the screen was switched on. */
export interface Diagnostics {
  readonly store: StoreApi<{ readonly counts: Readonly<Record<string, number>> }>;
  count(name: string): void;
}

const key = "one-map.wall.counts";

/** Counters that a reload does not forget. */
export function newDiagnostics(storage: Pick<Storage, "getItem" | "setItem">): Diagnostics {
  const store = createStore<{ readonly counts: Readonly<Record<string, number>> }>(() => ({ counts: read(storage) }));
  const count = (name: string) => {
    const { counts } = store.getState();
    store.setState({ counts: { ...counts, [name]: (counts[name] ?? 0) + 1 } });
    storage.setItem(key, JSON.stringify(store.getState().counts));
  };
  return { store, count };
}

function read(storage: Pick<Storage, "getItem">): Record<string, number> {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? "{}");
    const entries = Object.entries(kept as object).filter((entry) => Number.isSafeInteger(entry[1]));
    return Object.fromEntries(entries) as Record<string, number>;
  } catch {
    return {};
  }
}
