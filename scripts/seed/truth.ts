import type { CityPlan } from "./city-plan.ts";
import { incidentCategories } from "./incident-categories.ts";
import { hotSpotsOf } from "./incident-places.ts";
import type { Position } from "./lattice.ts";
import type { Names } from "./names.ts";
import { unevennessOf } from "./unevenness.ts";

/** A community about which something is true that is not chance. */
export interface CommunityTruth {
  readonly id: number;
  readonly code: string;
  readonly names: Names;
  readonly factor: number;
}

/** What was put into a city on purpose: the answers that an analysis of it can be checked against. */
export interface Truth {
  /** Expected incidents of the last 365 days over those of the 365 before; in all other communities it is 1. */
  readonly changed: readonly CommunityTruth[];
  /** Time since visits as a multiple of what it should be; in all other communities it is 0.6 to 1.1. */
  readonly neglected: readonly CommunityTruth[];
  /** Hottest first; the weight of the one at rank r is 1 / (r + 1). */
  readonly hotSpots: readonly { readonly rank: number; readonly communityId: number; readonly position: Position }[];
  /** Share of incidents that follow another of their kind within two weeks and about a block. */
  readonly nearRepeat: Readonly<Record<string, number>>;
}

/** The answers for a planned city; nothing of it is written to the database. */
export function truthOf(plan: CityPlan): Truth {
  const { yearlyChange, neglect } = unevennessOf(plan);
  const about = (factors: Float64Array, isTold: (factor: number) => boolean): CommunityTruth[] =>
    plan.communities
      .map(({ id, code, names }) => ({ id, code, names, factor: Math.round((factors[id] as number) * 100) / 100 }))
      .filter(({ factor }) => isTold(factor))
      .sort((a, b) => b.factor - a.factor || a.id - b.id);
  return {
    changed: about(yearlyChange, (factor) => factor !== 1),
    neglected: about(neglect, (factor) => factor > 1.5),
    hotSpots: hotSpotsOf(plan).map(({ block, s, t }, index) => ({
      rank: index + 1,
      communityId: plan.communityOf[block] as number,
      position: plan.lattice.inside(block, s, t),
    })),
    nearRepeat: Object.fromEntries(incidentCategories.map(({ code, nearRepeat }) => [code, nearRepeat])),
  };
}
