import type { FollowerStatus } from "../tiles/follower.ts";
import type { Metric } from "./exposition.ts";

/** What the live feed says of itself. */
export interface FeedFigures {
  /** Number of the newest event known here, and up to which live streams have been told. */
  readonly seq: number;
  readonly toldSeq: number;
  /** From the newest change to its being read here. */
  readonly lagMillis: number;
  /** True where this server numbers the events. */
  readonly leads: boolean;
  /** True while the database cannot be read. */
  readonly isAway: boolean;
  /** Times that followers had to begin again. */
  readonly breaks: number;
  /** Changes that no event could be made of. */
  readonly parked: number;
  /** Snapshots read from the database. */
  readonly snapshots: number;
  readonly streams: {
    readonly open: number;
    readonly opened: number;
    readonly slow: number;
    readonly resets: number;
  };
}

/** Figures of the live feed: how far it is, who listens, and what went wrong. */
export function feedMetrics(feed: FeedFigures, { drifts = 0, refused = 0 }: FollowerStatus): Metric[] {
  const { open, opened, slow, resets } = feed.streams;
  const one =
    (type: Metric["type"]) =>
    (name: string, help: string, value: number): Metric => ({ name, help, type, values: [{ value }] });
  const [gauge, counter] = [one("gauge"), one("counter")];
  return [
    gauge("onemap_feed_seq", "Number of the newest event known here", feed.seq),
    gauge("onemap_feed_told_seq", "Number up to which live streams have been told", feed.toldSeq),
    gauge("onemap_feed_lag_seconds", "From the newest change to its being read here", feed.lagMillis / 1_000),
    gauge("onemap_feed_leads", "1 where this server numbers the events", Number(feed.leads)),
    gauge("onemap_feed_away", "1 while the database cannot be read", Number(feed.isAway)),
    counter("onemap_feed_breaks_total", "Times that followers had to begin again", feed.breaks),
    gauge("onemap_feed_parked_rows", "Changes put aside because no event can be made of them", feed.parked),
    counter("onemap_feed_drifts_total", "Layers found to differ from their table, and read again", drifts),
    gauge("onemap_feed_refused_rows", "Rows that no layer can hold", refused),
    gauge("onemap_streams", "Live streams open", open),
    counter("onemap_streams_opened_total", "Live streams opened", opened),
    counter("onemap_streams_slow_total", "Live streams ended because they took too little", slow),
    counter("onemap_streams_resets_total", "Times that a live stream was told to begin again", resets),
    counter("onemap_snapshots_total", "Live snapshots read from the database", feed.snapshots),
  ];
}
