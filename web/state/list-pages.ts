import { createStore, type StoreApi } from "zustand/vanilla";

interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
}

export interface PagesState<T> {
  /** Null until the first answer. */
  readonly items: readonly T[] | null;
  readonly next: string | null;
  readonly error: unknown;
}

/** A list that is read page by page, on demand: a record of years is never read whole. */
export interface Pages<T> {
  readonly store: StoreApi<PagesState<T>>;
  /** Reads from the beginning. */
  begin(): Promise<void>;
  /** Adds the page that follows. */
  more(): Promise<void>;
}

export function newPages<T>(read: (cursor: string | null) => Promise<Page<T>>): Pages<T> {
  const store = createStore<PagesState<T>>(() => ({ items: null, next: null, error: null }));
  /** Of two readings on their way the later one counts. */
  let turn = 0;
  const load = async (cursor: string | null, before: readonly T[]) => {
    const mine = ++turn;
    try {
      const { items, next } = await read(cursor);
      if (mine === turn) store.setState({ items: [...before, ...items], next, error: null });
    } catch (error) {
      if (mine === turn) store.setState({ error });
    }
  };
  return {
    store,
    begin: () => load(null, []),
    more: async () => {
      const { items, next } = store.getState();
      if (items !== null && next !== null) await load(next, items);
    },
  };
}
