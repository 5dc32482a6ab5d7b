import { createStore, type StoreApi } from "zustand/vanilla";
import type { Polled } from "./poll.ts";

/** The last answer, and since when it may be out of date. */
export interface Reread<T> extends Polled<T> {
  /** When the first change was heard of that the answer may not know, in the clock of `now`; null when there is none. */
  readonly behindSince: number | null;
}

export interface Rereading<T> {
  readonly store: StoreApi<Reread<T>>;
  /** Something that the answer depends on has changed. */
  hint(): void;
  readNow(): Promise<void>;
  /** Reads without hints as often as this from now on. */
  setPace(everyMs: number): void;
  stop(): void;
}

export interface RereadPace {
  /** After a hint, other hints are waited for: between half of this and all of it, so that not everybody asks at once. */
  readonly settleMs: number;
  /** From the start of one reading to the start of the next, however many hints come. */
  readonly atMostEveryMs: number;
  /** Without any hint: the answer also changes as time goes by. */
  readonly everyMs: number;
}

/** After a failure; hints do not hurry it. */
const retryMs = 5_000;

/**
 * Reads again when told that something has changed, soon but not at every word, and now and then without being told.
 * A failure keeps the last data.
 */
export function reread<T>(
  read: () => Promise<T>,
  pace: RereadPace,
  { now = () => performance.now(), random = Math.random } = {},
): Rereading<T> {
  const store = createStore<Reread<T>>(() => ({
    data: null,
    takenAt: null,
    isReachable: true,
    error: null,
    behindSince: null,
  }));
  let { everyMs } = pace;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  let beganAt = Number.NEGATIVE_INFINITY;
  /** The first hint since the reading under way began: of something that its answer may not have. */
  let unansweredAt: number | null = null;
  let reading: Promise<void> | undefined;
  let isStopped = false;

  const readBy = (at: number) => {
    if (isStopped || at >= dueAt) return;
    dueAt = at;
    clearTimeout(timer);
    timer = setTimeout(() => void readNow(), Math.max(0, at - now()));
  };
  const attempt = async () => {
    beganAt = now();
    unansweredAt = null;
    dueAt = Number.POSITIVE_INFINITY;
    clearTimeout(timer);
    try {
      const data = await read();
      store.setState({ data, takenAt: now(), isReachable: true, error: null, behindSince: unansweredAt });
      readBy(unansweredAt === null ? now() + everyMs : nextHinted());
    } catch (error) {
      store.setState((state) => ({ isReachable: false, error, behindSince: state.behindSince ?? beganAt }));
      readBy(now() + retryMs);
    }
  };
  const nextHinted = () => Math.max(now() + pace.settleMs * (0.5 + random() / 2), beganAt + pace.atMostEveryMs);
  const readNow = () => {
    reading ??= attempt().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const hint = () => {
    if (reading !== undefined) unansweredAt ??= now();
    if (store.getState().behindSince === null) store.setState({ behindSince: now() });
    if (reading === undefined && store.getState().isReachable) readBy(nextHinted());
  };
  void readNow();
  return {
    store,
    hint,
    readNow,
    setPace: (ms) => {
      everyMs = ms;
      if (reading === undefined) readBy(beganAt + ms);
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
