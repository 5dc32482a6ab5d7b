import { useState } from "react";

const batch = 50;

/** The first rows of a long list with those that are pinned, and a way to see more. Starts anew when the list is another one. */
export function useBatches<T>(
  rows: readonly T[],
  key: unknown,
  isPinned: (row: T) => boolean,
): { shown: readonly T[]; more: number; showMore: () => void } {
  const [state, setState] = useState({ key, batches: 1 });
  const batches = state.key === key ? state.batches : 1;
  const first = rows.slice(0, batches * batch);
  return {
    shown: [...first, ...rows.slice(first.length).filter(isPinned)],
    more: Math.min(batch, rows.length - first.length),
    showMore: () => setState({ key, batches: batches + 1 }),
  };
}
