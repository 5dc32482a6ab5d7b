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

export interface QueueState {
  readonly waiting: readonly RecordedVisit[];
  /** The last visit that the server would not take, and why. */
  readonly refused: { readonly visit: RecordedVisit; readonly error: unknown } | null;
}

export interface VisitQueue {
  readonly store: StoreApi<QueueState>;
  /** Keeps a visit on the device and tries to send it; resolves to true when the server has it. */
  add(visit: RecordedVisit): Promise<boolean>;
  /** Sends what waits, oldest first, until one cannot be sent. */
  flush(): Promise<void>;
  /** Forgets the refused visit: somebody has read of it. */
  dismiss(): void;
}

const storageKey = "one-map.visits";

/**
 * An answer that says no for good; anything else (no network, a server that is away or busy, a session that has run out) is
 * worth another attempt.
 */
const isRefusal = (error: unknown) =>
  error instanceof ApiError &&
  error.status >= 400 &&
  error.status < 500 &&
  ![401, 408, 425, 429].includes(error.status);

/** Visits that wait for the network, in the order in which they were made, kept over a restart of the page. */
export function newVisitQueue(
  storage: Pick<Storage, "getItem" | "setItem">,
  send: (visit: RecordedVisit) => Promise<unknown>,
): VisitQueue {
  const store = createStore<QueueState>(() => ({ waiting: read(storage), refused: null }));
  store.subscribe(({ waiting }) => storage.setItem(storageKey, JSON.stringify(waiting)));
  let sending: Promise<void> | undefined;

  const remove = (key: string) =>
    store.setState(({ waiting }) => ({ waiting: waiting.filter(({ clientKey }) => clientKey !== key) }));
  const sendAll = async () => {
    for (let [visit] = store.getState().waiting; visit !== undefined; [visit] = store.getState().waiting) {
      try {
        await send(visit);
      } catch (error) {
        if (!isRefusal(error)) return;
        store.setState({ refused: { visit, error } });
      }
      remove(visit.clientKey);
    }
  };
  const flush = () => {
    sending ??= sendAll().finally(() => {
      sending = undefined;
    });
    return sending;
  };
  const add = async (visit: RecordedVisit) => {
    store.setState(({ waiting }) => ({ waiting: [...waiting, visit], refused: null }));
    await flush();
    const { waiting, refused } = store.getState();
    const isOf = (other: RecordedVisit | undefined) => other?.clientKey === visit.clientKey;
    return !waiting.some(isOf) && !isOf(refused?.visit);
  };
  return { store, add, flush, dismiss: () => store.setState({ refused: null }) };
}

function read(storage: Pick<Storage, "getItem">): RecordedVisit[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(storageKey) ?? "[]");
    return Array.isArray(kept)
      ? (kept as RecordedVisit[]).filter(({ clientKey }) => typeof clientKey === "string")
      : [];
  } catch {
    return [];
  }
}
