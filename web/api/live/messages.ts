import type { FeedStatus } from "./feed-client.ts";
import type { LiveDiff } from "./replica.ts";
import type { TileNews } from "./wire.ts";

/** What the worker tells a page. */
export type ToPage =
  /** The status, told `sinceMs` after the worker had heard `heard` messages of this page, its greeting included. */
  | { readonly type: "status"; readonly status: FeedStatus; readonly heard: number; readonly sinceMs: number }
  | { readonly type: "diff"; readonly diff: LiveDiff }
  | { readonly type: "tiles"; readonly news: TileNews }
  /** Asks for "done" when everything before it has been taken in; nothing more comes until then. */
  | { readonly type: "done?" }
  /** Asks for a greeting: the page was taken for gone, and is told everything anew. */
  | { readonly type: "hello?" };

/** What a page tells the worker: that it is there, has kept up, that somebody looks at it, that it goes. */
export type ToWorker = "hello" | "here" | "done" | "nudge" | "bye";
