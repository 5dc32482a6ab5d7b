import { createStore, type StoreApi } from "zustand/vanilla";
import { steadyNow } from "../api/live/clock.ts";
import type { Trouble } from "../api/live/feed-client.ts";
import type { LiveListener } from "../api/live/page-link.ts";
import { LivePicture } from "../api/live/picture.ts";
import type { LiveDiff } from "../api/live/replica.ts";
import type { LiveIncident, LiveUnit, TileNews } from "../api/live/wire.ts";
import { type FeedFreshness, feedFreshness } from "./freshness.ts";

/** The live rows of this moment and how true they are. */
export interface LiveState {
  /** Whether rows have ever come; they are never emptied again, only grow old. */
  readonly hasPicture: boolean;
  /** Incidents that are not closed, by id. */
  readonly incidents: ReadonlyMap<number, LiveIncident>;
  readonly units: ReadonlyMap<number, LiveUnit>;
  readonly freshness: FeedFreshness;
  /** Since the picture was last known to be true; null before it was. */
  readonly ageSeconds: number | null;
  /** The server's clock, epoch milliseconds; null before it was heard. */
  readonly serverNow: number | null;
  readonly isReachable: boolean;
  readonly trouble: Trouble | null;
}

export interface Live {
  readonly store: StoreApi<LiveState>;
  /** Calls with what has changed besides the rows: kinds with communities, and whether anything may have been missed. */
  onTouched(listener: (touched: Pick<LiveDiff, "touched" | "hasGap">) => void): void;
  onTiles(listener: (news: TileNews) => void): void;
  stop(): void;
}

/** The live feed as a store. Ages grow once a second while nothing else happens. */
export function newLive(follow: (listener: LiveListener) => () => void, now: () => number = steadyNow): Live {
  const picture = new LivePicture();
  const touchedListeners = new Set<(touched: Pick<LiveDiff, "touched" | "hasGap">) => void>();
  const tileListeners = new Set<(news: TileNews) => void>();
  const read = (): Omit<LiveState, "hasPicture"> => {
    const status = picture.status(now());
    return {
      incidents: picture.incidents,
      units: picture.units,
      freshness: feedFreshness(status),
      ageSeconds: status.ageMs === null ? null : status.ageMs / 1_000,
      serverNow: status.serverNow,
      isReachable: status.link !== "down",
      trouble: status.trouble,
    };
  };
  const store = createStore<LiveState>(() => ({ hasPicture: false, ...read() }));
  const stop = follow({
    diff: (diff) => {
      picture.apply(diff);
      store.setState({ hasPicture: true, ...read() });
      for (const listener of touchedListeners) listener(diff);
    },
    tiles: (news) => {
      for (const listener of tileListeners) listener(news);
      // A table has been filled anew, or news may have been missed: no row tells of that.
      if (news.tiles === null) for (const listener of touchedListeners) listener({ touched: {}, hasGap: true });
    },
    status: (status, toldAt) => {
      picture.note(status, toldAt);
      store.setState(read());
    },
  });
  const timer = setInterval(() => store.setState(read()), 1_000);
  return {
    store,
    onTouched: (listener) => void touchedListeners.add(listener),
    onTiles: (listener) => void tileListeners.add(listener),
    stop: () => {
      clearInterval(timer);
      stop();
    },
  };
}

/** Whether a change of these kinds, in this community where one is named, may have come. */
export function concerns(
  { touched, hasGap }: Pick<LiveDiff, "touched" | "hasGap">,
  kinds: readonly string[],
  communityId?: number | null,
): boolean {
  if (hasGap) return true;
  return kinds.some((kind) => {
    const communities = touched[kind];
    return communities !== undefined && (communityId == null || communities.includes(communityId));
  });
}
