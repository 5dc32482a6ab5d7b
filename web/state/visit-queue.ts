import { createStore, type StoreApi } from "zustand/vanilla";
import { ApiError } from "../api/errors.ts";
import { keyOf, type PlaceKey } from "./plan-order.ts";

/** A visit as it was recorded on this device. */
export interface RecordedVisit {
  /** Made here; the server takes a key once, so that sending again records nothing twice. */
  readonly clientKey: string;
  readonly venueId?: number;
  readonly residenceId?: number;
  readonly visitedAt: string;
  readonly outcome: "done" | "advice" | "hazard" | "closed" | "no_answer";
}

/** Which place a visit was to. */
export function placeOf({ venueId, residenceId }: Pick<RecordedVisit, "venueId" | "residenceId">): PlaceKey {
  return venueId === undefined
    ? keyOf({ kind: "residence", id: residenceId ?? 0 })
    : keyOf({ kind: "venue", id: venueId });
}

/** Where visits outlive the page. */
export interface VisitStore {
  /** Throws while it cannot be told; then it is asked again. */
  read(): Promise<readonly RecordedVisit[]>;
  write(visits: readonly RecordedVisit[]): Promise<void>;
}

export interface QueueState {
  readonly waiting: readonly RecordedVisit[];
  /** Visits that could not be sent in time and are gone from the device; nobody has read of it yet. */
  readonly overdue: number;
  /** The last visit that the server would not take, and why. */
  readonly refused: { readonly visit: RecordedVisit; readonly error: unknown } | null;
}

export interface VisitQueue {
  readonly store: StoreApi<QueueState>;
  /** Keeps a visit on the device and tries to send it; resolves to true when the server has it. */
  add(visit: RecordedVisit): Promise<boolean>;
  /** Sends what waits, oldest first, until one cannot be sent. The first time, what an earlier page had kept is among it. */
  flush(): Promise<void>;
  /** Forgets the refused visit, and those that were overdue: somebody has read of it. */
  dismiss(): void;
}

/**
 * An answer that says no for good; anything else (no network, a server that is away or busy, a session that has run out) is
 * worth another attempt.
 */
const isRefusal = (error: unknown) =>
  error instanceof ApiError &&
  error.status >= 400 &&
  error.status < 500 &&
  ![401, 408, 425, 429].includes(error.status);

/**
 * Visits that wait for the network, in the order in which they were made, kept over a restart of the page and no longer
 * than `longestWaitHours`.
 */
export function newVisitQueue(
  kept: VisitStore,
  send: (visit: RecordedVisit) => Promise<unknown>,
  longestWaitHours: number,
): VisitQueue {
  const store = createStore<QueueState>(() => ({ waiting: [], overdue: 0, refused: null }));
  let isRead = false;
  let sending: Promise<void> | undefined;
  let writing = Promise.resolve();

  /** Resolves when everything up to now is kept; what cannot be kept is sent all the same. */
  const keep = () => {
    writing = writing.then(async () => {
      // What lies there is not known yet, and would be lost.
      if (isRead) await kept.write(store.getState().waiting).catch(() => {});
    });
    return writing;
  };
  const readKept = async () => {
    try {
      const before = await kept.read();
      isRead = true;
      store.setState(({ waiting }) => ({ waiting: [...before, ...waiting] }));
    } catch {
      // The next attempt to send asks again.
    }
  };
  const dropOverdue = () => {
    const since = Date.now() - longestWaitHours * 3_600_000;
    const isInTime = ({ visitedAt }: RecordedVisit) => Date.parse(visitedAt) >= since;
    const { waiting, overdue } = store.getState();
    const inTime = waiting.filter(isInTime);
    if (inTime.length < waiting.length)
      store.setState({ waiting: inTime, overdue: overdue + waiting.length - inTime.length });
  };
  const remove = (key: string) =>
    store.setState(({ waiting }) => ({ waiting: waiting.filter(({ clientKey }) => clientKey !== key) }));
  const sendAll = async () => {
    if (!isRead) await readKept();
    dropOverdue();
    for (let [visit] = store.getState().waiting; visit !== undefined; [visit] = store.getState().waiting) {
      try {
        await send(visit);
      } catch (error) {
        if (!isRefusal(error)) break;
        store.setState({ refused: { visit, error } });
      }
      remove(visit.clientKey);
    }
    await keep();
  };
  const flush = () => {
    sending ??= sendAll().finally(() => {
      sending = undefined;
    });
    return sending;
  };
  const add = async (visit: RecordedVisit) => {
    store.setState(({ waiting }) => ({ waiting: [...waiting, visit], refused: null }));
    void keep();
    await flush();
    const { waiting, refused } = store.getState();
    const isOf = (other: RecordedVisit | undefined) => other?.clientKey === visit.clientKey;
    return !waiting.some(isOf) && !isOf(refused?.visit);
  };
  return { store, add, flush, dismiss: () => store.setState({ refused: null, overdue: 0 }) };
}
