import type { Schemas } from "../api/client.ts";

type Community = Pick<Schemas["Community"], "id" | "code" | "names" | "bbox" | "population">;

/** A community with its count under the filter. */
export interface CommunityRow {
  readonly community: Community;
  readonly count: number;
  /** Incidents per 1,000 residents and year; null where nobody is registered. */
  readonly rate: number | null;
}

export const daysOfYear = 365.25;

/**
 * Every community, those without incidents too, highest first.
 * @param days that the counts cover
 */
export function communityRows(
  counts: readonly { readonly key: string | number | null; readonly count: number }[],
  communities: readonly Community[],
  days: number,
  by: "count" | "rate",
): CommunityRow[] {
  const byId = new Map(counts.map(({ key, count }) => [key, count]));
  return communities
    .map((community) => {
      const count = byId.get(community.id) ?? 0;
      const residents = community.population ?? 0;
      const rate = residents > 0 ? ((count / residents) * 1_000 * daysOfYear) / days : null;
      return { community, count, rate };
    })
    .sort((a, b) => (b[by] ?? -1) - (a[by] ?? -1) || b.count - a.count || a.community.id - b.community.id);
}
