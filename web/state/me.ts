import { createStore, type StoreApi } from "zustand/vanilla";
import type { Schemas } from "../api/client.ts";

export type Me = Schemas["Me"];

/** Who is signed in on this browser, as far as it is known. */
export interface MeState {
  readonly me: Me | null;
  /** False until the first answer; a page that is refused is nobody's, one without an answer nobody knows whose. */
  readonly isKnown: boolean;
  /** Whether the last question was answered. */
  readonly isReachable: boolean;
}

const usualRetryMs = 10_000;

export type MeStore = StoreApi<MeState> & {
  readNow(): Promise<void>;
  /**
   * Resolves once somebody is signed in, or it cannot be known; where nobody is, never: whatever else a page asked for would be
   * refused, and stand in the browser's console as an error.
   */
  readonly ready: Promise<void>;
};

/**
 * Asks who is signed in: until there is an answer, and whenever it is looked at again.
 *
 * @param read resolves to null where nobody is
 */
export function newMe(read: () => Promise<Me | null>, retryMs: number = usualRetryMs): MeStore {
  const store = createStore<MeState>(() => ({ me: null, isKnown: false, isReachable: true }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const readNow = async () => {
    clearTimeout(timer);
    try {
      store.setState({ me: await read(), isKnown: true, isReachable: true });
    } catch {
      store.setState({ isReachable: false });
      timer = setTimeout(() => void readNow(), retryMs);
    }
  };
  const ready = new Promise<void>((resolve) => {
    store.subscribe(({ me, isReachable }) => (me !== null || !isReachable) && resolve());
  });
  void readNow();
  return Object.assign(store, { readNow, ready });
}

/** How much of the city somebody sees today. */
export function scopeOf({ role, scope }: Me): "city" | "communities" | "none" | "nothing" {
  if (role === "unassigned" || role === "admin" || role === "security" || role === "auditor") return "nothing";
  if (scope.isCity) return "city";
  return scope.communityIds.length > 0 ? "communities" : "none";
}
