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

/** The pause after a first failure, milliseconds; twice as long after each further one, up to the usual pause. */
const firstRetryMs = 2_000;

/**
 * Reads again and again with the same pause after each answer, so that a slow server is never asked twice at a time.
 * A failure keeps the last data: an old picture that says its age is worth more than none. What is read every ten minutes is not
 * missing for ten minutes because of one failure: it is tried again soon, and later each time.
 */
export function poll<T>(read: () => Promise<T>, pauseMs: number, now: () => number = Date.now): Poll<T> {
  const store = createStore<Polled<T>>(() => ({ data: null, takenAt: null, isReachable: true, error: null }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading: Promise<void> | undefined;
  let isStopped = false;
  let failures = 0;

  const attempt = async () => {
    try {
      store.setState({ data: await read(), takenAt: now(), isReachable: true, error: null });
      failures = 0;
    } catch (error) {
      failures++;
      store.setState({ isReachable: false, error });
    }
  };
  const pause = () => (failures === 0 ? pauseMs : Math.min(pauseMs, firstRetryMs * 2 ** (failures - 1)));
  const readNow = () => {
    clearTimeout(timer);
    reading ??= attempt().finally(() => {
      reading = undefined;
      if (!isStopped) timer = setTimeout(() => void readNow(), pause());
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
