import { useSyncExternalStore } from "react";
import type { StoreApi } from "zustand/vanilla";

/** A part of a store's state; the component is drawn again when that part changes. */
export function useStore<T, S>(store: StoreApi<T>, select: (state: T) => S): S {
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}
