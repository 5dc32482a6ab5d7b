import { createStore, type StoreApi } from "zustand/vanilla";

/** The last answer that was taken, and how the last attempt went. */
export interface Polled<T> {
  readonly data: T | null;
  /** When the data was taken, in the clock of whoever reads, milliseconds. */
  readonly takenAt: number | null;
  readonly isReachable: boolean;
  readonly error: unknown;
}

export interface Poll<T> {
  readonly store: StoreApi<Polled<T>>;
  /** Reads at once instead of at the next turn. */
  readNow(): Promise<void>;
  stop(): void;
}

/**
 * Reads again and again with the same pause after each answer, so that a slow server is never asked twice at a time.
 * A failure keeps the last data: an old picture that says its age is worth more than none.
 */
export function poll<T>(read: () => Promise<T>, pauseMs: number, now: () => number = Date.now): Poll<T> {
  const store = createStore<Polled<T>>(() => ({ data: null, takenAt: null, isReachable: true, error: null }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading: Promise<void> | undefined;
  let isStopped = false;

  const attempt = async () => {
    try {
      store.setState({ data: await read(), takenAt: now(), isReachable: true, error: null });
    } catch (error) {
      store.setState({ isReachable: false, error });
    }
  };
  const readNow = () => {
    clearTimeout(timer);
    reading ??= attempt().finally(() => {
      reading = undefined;
      if (!isStopped) timer = setTimeout(() => void readNow(), pauseMs);
    });
    return reading;
  };
  const stop = () => {
    isStopped = true;
    clearTimeout(timer);
  };
  void readNow();
  return { store, readNow, stop };
}

/** The time, told once a second, for ages that grow while nothing else happens. */
export function newClock(now: () => number = Date.now): StoreApi<{ now: number }> {
  const store = createStore(() => ({ now: now() }));
  setInterval(() => store.setState({ now: now() }), 1_000);
  return store;
}
