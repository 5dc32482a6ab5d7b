import type { PointRow } from "@one-map/tiles/columns";
import { Random } from "../../seed/random.ts";

/** The densest place of the synthetic incidents, and the middle of their city. */
export const densest = [107.14, 34.365] as const;

export const categories = Array.from({ length: 24 }, (_, i) => `category_${String(i).padStart(2, "0")}`);

export const communityCount = 165;
export const everyCommunity: readonly number[] = Array.from({ length: communityCount }, (_, i) => i + 1);

/** Zone of the city's clocks, in the engine and in the reference. */
export const timeZone = "Asia/Shanghai";

const statuses = ["closed", "closed", "closed", "closed", "on_scene", "dispatched", "reported"] as const;

/** First and one past the last second in which the incidents fall: three years. */
export const period = { from: 1_700_000_000, to: 1_794_608_000 } as const;

interface Town {
  readonly lng: number;
  readonly lat: number;
  readonly spread: number;
}

/**
 * So many incidents in 60 towns of normal spread around the densest place, always the same: half of them on 2,000 street
 * corners, as addresses repeat in real data. Values in the order of the catalogue.
 */
export function* syntheticIncidents(count: number): Generator<PointRow> {
  const random = new Random(7, "bench tiles");
  const towns = Array.from({ length: 60 }, (_, i): Town => {
    if (i === 0) return { lng: densest[0], lat: densest[1], spread: 0.02 };
    return {
      lng: densest[0] + random.normal() * 0.4,
      lat: densest[1] + random.normal() * 0.3,
      spread: random.between(0.005, 0.03),
    };
  });
  const place = () => {
    const town = random.chance(0.3) ? (towns[0] as Town) : random.pick(towns);
    return { lng: town.lng + random.normal() * town.spread, lat: town.lat + random.normal() * town.spread };
  };
  const corners = Array.from({ length: 2000 }, place);
  for (let id = 1; id <= count; id++) {
    const { lng, lat } = random.chance(0.5) ? random.pick(corners) : place();
    const occurredAt = Math.floor(random.between(period.from, period.to));
    yield {
      id,
      version: 1,
      lng: lng + random.between(-1e-4, 1e-4),
      lat: lat + random.between(-1e-4, 1e-4),
      values: [
        1 + random.below(communityCount),
        random.pick(categories),
        1 + random.below(5),
        random.pick(statuses),
        occurredAt,
        occurredAt + Math.floor(random.logNormal(900, 1)),
        Math.floor(random.logNormal(600, 0.8)),
      ],
    };
  }
}
