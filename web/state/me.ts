import { createStore, type StoreApi } from "zustand/vanilla";
import type { Schemas } from "../api/client.ts";

export type Me = Schemas["Me"];

/** Who is signed in on this browser, as far as it is known. */
export interface MeState {
  readonly me: Me | null;
  /** False until the first answer; a page that is refused is nobody's, one without an answer nobody knows whose. */
  readonly isKnown: boolean;
}

export type MeStore = StoreApi<MeState> & { readNow(): Promise<void> };

/** Asks who is signed in: once, and whenever it is looked at again. */
export function newMe(read: () => Promise<Me>, isRefusal: (error: unknown) => boolean): MeStore {
  const store = createStore<MeState>(() => ({ me: null, isKnown: false }));
  const readNow = async () => {
    try {
      store.setState({ me: await read(), isKnown: true });
    } catch (error) {
      if (isRefusal(error)) store.setState({ me: null, isKnown: true });
    }
  };
  void readNow();
  return Object.assign(store, { readNow });
}

/** How much of the city somebody sees today. */
export function scopeOf({ role, scope }: Me): "city" | "communities" | "none" | "nothing" {
  if (role === "admin" || role === "security" || role === "auditor") return "nothing";
  if (scope.isCity) return "city";
  return scope.communityIds.length > 0 ? "communities" : "none";
}
