import { createStore, type StoreApi } from "zustand/vanilla";

/** The answer to the question asked last. */
interface Latest<Q, T> {
  readonly query: Q | null;
  /** While loading this is still the answer to an earlier question: show it as such or not at all. */
  readonly data: T | null;
  readonly isLoading: boolean;
  readonly error: unknown;
}

export interface Question<Q, T> {
  readonly store: StoreApi<Latest<Q, T>>;
  /** Asks; the request for an earlier question is aborted. The same question again is not sent again. */
  ask(query: Q): Promise<void>;
  /** Sends the same question again. */
  again(): Promise<void>;
  /** The same without a word while it is under way; a failure keeps the answer that is there. */
  update(): Promise<void>;
  /** Aborts what is under way and forgets question and answer. */
  drop(): void;
}

/** One question at a time: a new one aborts the old, and an answer that comes too late is never shown. */
export function newQuestion<Q, T>(read: (query: Q, signal: AbortSignal) => Promise<T>): Question<Q, T> {
  const store = createStore<Latest<Q, T>>(() => ({ query: null, data: null, isLoading: false, error: null }));
  let underWay: AbortController | undefined;

  const send = async (query: Q) => {
    underWay?.abort();
    const own = new AbortController();
    underWay = own;
    store.setState({ query, isLoading: true, error: null });
    try {
      const data = await read(query, own.signal);
      if (underWay === own) store.setState({ data, isLoading: false });
    } catch (error) {
      if (underWay === own) store.setState({ data: null, isLoading: false, error });
    }
  };
  const isSame = (query: Q) => JSON.stringify(query) === JSON.stringify(store.getState().query);
  const ask = async (query: Q) => {
    if (!isSame(query)) await send(query);
  };
  const again = async () => {
    const { query } = store.getState();
    if (query !== null) await send(query);
  };
  const update = async () => {
    const { query, isLoading } = store.getState();
    if (query === null || isLoading) return;
    underWay?.abort();
    const own = new AbortController();
    underWay = own;
    const data = await read(query, own.signal);
    if (underWay === own) store.setState({ data, error: null });
  };
  const drop = () => {
    underWay?.abort();
    underWay = undefined;
    store.setState({ query: null, data: null, isLoading: false, error: null });
  };
  return { store, ask, again, update, drop };
}
