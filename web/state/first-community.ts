import type { Me } from "./me.ts";

/** Communities that somebody sees today; null for all of them. */
export function ownCommunities(me: Me): readonly number[] | null {
  return me.scope.isCity ? null : me.scope.communityIds;
}

/**
 * The community that a round begins with: the one of the address, whosever it is, for it may be asked for in an emergency;
 * else the one of the last time or the first, of those that whoever looks sees today. Null while nobody knows who looks, and
 * for somebody who sees none.
 */
export function firstCommunity({
  asked,
  last,
  known,
  me,
}: {
  asked: number | undefined;
  last: number;
  /** Every community of the city. */
  known: readonly number[];
  me: Me | null;
}): number | null {
  if (asked !== undefined && known.includes(asked)) return asked;
  if (me === null) return null;
  const own = ownCommunities(me);
  const seen = own === null ? known : known.filter((id) => own.includes(id));
  return seen.includes(last) ? last : (seen[0] ?? null);
}
