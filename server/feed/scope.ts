import { createHash } from "node:crypto";
import { type FeedKind, feedKinds, type RowEvent } from "./event.ts";

/** Communities whose rows of a kind may be told of; undefined for all rows, also those that lie in none. */
type Communities = readonly number[] | undefined;

/** Kinds that anyone may hear of, wherever they are: they are publishable. */
const publicKinds = ["area", "community", "road", "police-room"] as const;

/** Kinds whose rows lie in communities and are for whoever has these. */
export type ScopedKind = Exclude<FeedKind, (typeof publicKinds)[number]>;

function isScoped(kind: FeedKind): kind is ScopedKind {
  return !(publicKinds as readonly string[]).includes(kind);
}

/** What part of the city a stream may hear of. */
export interface StreamScope {
  /** Two scopes with one key hear the same. */
  readonly key: string;
  /** Short form of the key, for tokens; empty for the whole city. */
  readonly tag: string;
  /** @param community the one that something lies in; null outside every community */
  includes(kind: FeedKind, community: number | null): boolean;
  /** False where nothing of a kind may be heard of, wherever it lies. */
  hears(kind: FeedKind): boolean;
  /** Whether incidents of a category may be shown one by one; undefined where all may. */
  readonly isDrawn?: ((category: string) => boolean) | undefined;
}

/** Everything. */
export const wholeCity: StreamScope = { key: "*", tag: "", includes: () => true, hears: () => true };

/** Nothing that is not public; what a stream may hear while nobody knows who it is for. */
export const nothing: StreamScope = streamScope(() => []);

/**
 * The scope of a stream.
 * @param communitiesOf those whose rows of a kind may be told of
 * @param drawn categories of incidents that may be shown one by one; undefined for all
 */
export function streamScope(
  communitiesOf: (kind: ScopedKind) => Communities,
  drawn?: readonly string[] | undefined,
): StreamScope {
  const byKind = new Map(
    feedKinds.map((kind) => {
      const communities = isScoped(kind) ? communitiesOf(kind) : undefined;
      return [kind, communities && new Set(communities)] as const;
    }),
  );
  const all = [...byKind.values()];
  if (drawn === undefined && all.every((held) => held === undefined)) return wholeCity;
  const parts = feedKinds.map((kind) => {
    const held = byKind.get(kind);
    return `${kind} ${held === undefined ? "*" : [...held].sort((a, b) => a - b).join()}`;
  });
  const key = [...parts, ...(drawn === undefined ? [] : ["drawn", ...[...drawn].sort()])].join("\n");
  const shown = drawn && new Set(drawn);
  return {
    key,
    tag: createHash("sha256").update(key).digest("hex").slice(0, 12),
    includes: (kind, community) => {
      const held = byKind.get(kind);
      return held === undefined || (community !== null && held.has(community));
    },
    hears: (kind) => byKind.get(kind)?.size !== 0,
    isDrawn: shown && ((category) => shown.has(category)),
  };
}

/** Some communities of every kind that lies in them; nothing that lies outside every community. */
export function communityScope(ids: Iterable<number>): StreamScope {
  const held = [...ids];
  return streamScope(() => held);
}

/** What an event is to a stream: a change, something that leaves its scope, or nothing. */
export function fateOf(
  { kind, op, scope: now, oldScope }: RowEvent,
  scope: StreamScope,
): "change" | "leave" | undefined {
  if (scope.includes(kind, now)) return "change";
  return op !== "i" && scope.includes(kind, oldScope) ? "leave" : undefined;
}
