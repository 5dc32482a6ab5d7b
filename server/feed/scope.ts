import type { FeedKind, RowEvent } from "./event.ts";

/** What part of the city a stream may hear of. */
export interface StreamScope {
  /** Two scopes with one key hear the same. */
  readonly key: string;
  /** @param community the one that something lies in; null outside every community */
  includes(community: number | null): boolean;
}

/** Everything. */
export const wholeCity: StreamScope = { key: "*", includes: () => true };

/** Some communities; nothing that lies outside every community. */
export function communityScope(ids: Iterable<number>): StreamScope {
  const held = new Set(ids);
  const key = [...held].sort((a, b) => a - b).join(",");
  return { key, includes: (community) => community !== null && held.has(community) };
}

/** Kinds that anyone may hear of, wherever they are: they are publishable. */
const publicKinds: ReadonlySet<FeedKind> = new Set(["area", "community", "road", "police-room"]);

/** What an event is to a stream: a change, something that leaves its scope, or nothing. */
export function fateOf(
  { kind, op, scope: now, oldScope }: RowEvent,
  scope: StreamScope,
): "change" | "leave" | undefined {
  if (publicKinds.has(kind) || scope.includes(now)) return "change";
  return op !== "i" && scope.includes(oldScope) ? "leave" : undefined;
}
