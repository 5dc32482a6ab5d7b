import type { StoreApi } from "zustand/vanilla";
import { concerns, type Live } from "./live.ts";
import { type Rereading, type RereadPace, reread } from "./reread.ts";
import { whenVisible } from "./when-visible.ts";

/** What an answer is made of, and how often it is read again. */
export interface FollowOptions extends RereadPace {
  /** Kinds of rows; told anew at each change. */
  readonly kinds: () => readonly string[];
  /** Only changes in this community count; null for all. */
  readonly communityId?: () => number | null;
  /** Instead of `everyMs` while the feed is away or the server has none. */
  readonly everyMsWithoutFeed: number;
}

/** Reads again whenever the feed tells that something has changed, and in turns while there is no feed. */
export function rereadOnChange<T>(
  live: Live,
  read: () => Promise<T>,
  { kinds, communityId = () => null, everyMsWithoutFeed, ...pace }: FollowOptions,
  target: Pick<Document, "visibilityState" | "addEventListener"> = document,
): Rereading<T> {
  const rereading = reread(read, { ...pace, everyMs: everyMsWithoutFeed });
  const hint = whenVisible(target, rereading.hint);
  live.onTouched((touched) => {
    if (concerns(touched, kinds(), communityId())) hint();
  });
  onChange(
    live.store,
    ({ freshness }) => freshness === "live" || freshness === "late",
    (isFed) => rereading.setPace(isFed ? pace.everyMs : everyMsWithoutFeed),
  );
  return rereading;
}

/** Calls with a part of a store's state when that part changes. */
function onChange<T, S>(store: StoreApi<T>, select: (state: T) => S, call: (part: S) => void): void {
  store.subscribe((state, before) => {
    const part = select(state);
    if (!Object.is(part, select(before))) call(part);
  });
}
