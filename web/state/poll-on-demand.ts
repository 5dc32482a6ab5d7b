import { createStore, type StoreApi } from "zustand/vanilla";
import { type Polled, poll } from "./poll.ts";

/** A poll that begins when it is known that whoever looks may have it. */
export interface PollOnDemand<T> {
  readonly store: StoreApi<Polled<T>>;
  begin(): void;
  /** Reads at once, where it has begun. */
  readNow(): Promise<void>;
}

export function pollOnDemand<T>(read: () => Promise<T>, pauseMs: number): PollOnDemand<T> {
  const store = createStore<Polled<T>>(() => ({ data: null, takenAt: null, isReachable: true, error: null }));
  let begun: ReturnType<typeof poll<T>> | undefined;
  const begin = () => {
    if (begun !== undefined) return;
    begun = poll(read, pauseMs);
    begun.store.subscribe((state) => store.setState(state));
  };
  return { store, begin, readNow: async () => begun?.readNow() };
}
