import type { FeedStatus } from "../api/live/feed-client.ts";

/** How true a picture still is, by the age of what it shows. */
export type Freshness = "live" | "late" | "stale" | "offline";

/** Twice and three times the pace of re-reading (10 s), and a little for the way. */
const lateSeconds = 20;
const staleSeconds = 30;

/**
 * @param ageSeconds since the last answer that was taken; null before the first
 * @param isReachable whether the last attempt was answered at all
 */
export function freshnessOf(ageSeconds: number | null, isReachable: boolean): Freshness {
  if (ageSeconds === null) return isReachable ? "late" : "offline";
  if (!isReachable && ageSeconds >= lateSeconds) return "offline";
  if (ageSeconds >= staleSeconds) return "stale";
  return ageSeconds >= lateSeconds ? "late" : "live";
}

/** The same of the feed, with what it is at before there is a picture. */
export type FeedFreshness = Freshness | "connecting" | "loading";

/** @param status of the feed, as it is now */
export function feedFreshness({ link, ageMs }: Pick<FeedStatus, "link" | "ageMs">): FeedFreshness {
  if (ageMs === null && link !== "down") return link === "connecting" ? "connecting" : "loading";
  return freshnessOf(ageMs === null ? null : ageMs / 1_000, link !== "down");
}
