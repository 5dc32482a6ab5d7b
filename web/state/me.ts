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

export type MeStore = StoreApi<MeState> & { readNow(): Promise<void> };

/** Asks who is signed in: until there is an answer, and whenever it is looked at again. */
export function newMe(
  read: () => Promise<Me>,
  isRefusal: (error: unknown) => boolean,
  retryMs: number = usualRetryMs,
): MeStore {
  const store = createStore<MeState>(() => ({ me: null, isKnown: false, isReachable: true }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const readNow = async () => {
    clearTimeout(timer);
    try {
      store.setState({ me: await read(), isKnown: true, isReachable: true });
    } catch (error) {
      if (isRefusal(error)) return store.setState({ me: null, isKnown: true, isReachable: true });
      store.setState({ isReachable: false });
      timer = setTimeout(() => void readNow(), retryMs);
    }
  };
  void readNow();
  return Object.assign(store, { readNow });
}

/** How much of the city somebody sees today. */
export function scopeOf({ role, scope }: Me): "city" | "communities" | "none" | "nothing" {
  if (role === "unassigned" || role === "admin" || role === "security" || role === "auditor") return "nothing";
  if (scope.isCity) return "city";
  return scope.communityIds.length > 0 ? "communities" : "none";
}
