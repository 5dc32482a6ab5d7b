import type { FeedStatus } from "./feed-client.ts";
import type { LiveDiff } from "./replica.ts";
import type { TileNews } from "./wire.ts";

/** What the worker tells a page. */
export type ToPage =
  | { readonly type: "status"; readonly status: FeedStatus }
  | { readonly type: "diff"; readonly diff: LiveDiff }
  | { readonly type: "tiles"; readonly news: TileNews };

/** What a page tells the worker: that it is there, that somebody looks at it, that it goes. */
export type ToWorker = "hello" | "here" | "nudge" | "bye";
