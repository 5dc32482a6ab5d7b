import type { CityPlan } from "./city-plan.ts";
import { daySeconds, instantText } from "./clock.ts";
import type { Residence, Venue } from "./places.ts";
import type { Random } from "./random.ts";
import type { Value } from "./table-writer.ts";

/** Visits of the last year: the one that each place remembers, and sometimes the one before. */
export function newVisitMaker(plan: CityPlan, nowSeconds: number, random: Random) {
  let id = 0;
  const unitOf = (communityId: number) => ((communityId - 1) % plan.size.units) + 1;
  const outcomeOf = { passed: "done", advice: "advice", hazard: "hazard", closed: "closed" } as Record<string, string>;

  const row = (
    communityId: number,
    venueId: number | null,
    residenceId: number | null,
    at: number,
    outcome: string,
  ): Value[] => {
    id++;
    const key = `00000000-0000-4000-8000-${id.toString(16).padStart(12, "0")}`;
    return [
      id,
      key,
      communityId,
      unitOf(communityId),
      venueId,
      residenceId,
      instantText(at),
      Math.round(random.logNormal(600, 0.5)),
      outcome,
    ];
  };
  const history = (
    communityId: number,
    venueId: number | null,
    residenceId: number | null,
    lastAt: string | null,
    outcome: string,
  ): Value[][] => {
    if (lastAt === null) return [];
    const at = Date.parse(lastAt) / 1000;
    if (nowSeconds - at > 365 * daySeconds) return [];
    const earlier = random.chance(0.25)
      ? [row(communityId, venueId, residenceId, at - random.between(20, 120) * daySeconds, "done")]
      : [];
    return [...earlier, row(communityId, venueId, residenceId, at, outcome)];
  };

  return {
    ofVenue: (venue: Venue) =>
      history(venue.communityId, venue.id, null, venue.lastInspectedAt, outcomeOf[venue.lastResult ?? ""] ?? "done"),
    // Only a share of the checks of dwellings was a visit on record; the rest came with the building register.
    ofResidence: (residence: Residence) =>
      random.chance(0.2) ? history(residence.communityId, null, residence.id, residence.lastCheckedAt, "done") : [],
  };
}
