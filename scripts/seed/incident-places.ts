import type { CityPlan } from "./city-plan.ts";
import { type IncidentCategory, incidentCategories } from "./incident-categories.ts";
import type { Position } from "./lattice.ts";
import { Random, WeightedIndex } from "./random.ts";
import { busyness, unevennessOf } from "./unevenness.ts";

/** Where something happened: a place of a block, `s` from west to east, `t` from south to north. */
export interface Spot {
  readonly block: number;
  readonly s: number;
  readonly t: number;
}

export interface Placed {
  readonly communityId: number;
  readonly position: Position;
  readonly precision: "exact" | "address" | "street";
}

/** Days after which a deed no longer draws others of its kind, and the mean number between a deed and the next. */
const nearRepeatDays = 14;
const meanRepeatDays = 4;
/** Share of near repeats at the very same address. */
const sameAddress = 0.25;
/** Deeds remembered for each category and day: enough to pick from, and memory stays flat. */
const mostRemembered = 400;

/** Places of a city by how often they are hot, the hottest first. */
export function hotSpotsOf({ land, communities, seed }: CityPlan): Spot[] {
  const random = new Random(seed, "hot spots");
  const central = new WeightedIndex(
    Float64Array.from(land.builtUp, (block) => (land.urbanity[block] as number) ** 1.3),
  );
  return Array.from({ length: Math.max(4, Math.round(communities.length / 7)) }, () => ({
    block: land.builtUp[central.draw(random)] as number,
    s: random.next(),
    t: random.next(),
  }));
}

/** Decides where incidents happen: at hot spots, near recent ones of their kind, or anywhere that is busy enough. */
export class IncidentPlaces {
  readonly #plan: CityPlan;
  readonly #random: Random;
  readonly #hotSpots: readonly Spot[];
  readonly #hotSpotDraw: WeightedIndex;
  readonly #byCentrality = new Map<number, WeightedIndex>();
  readonly #change: Float64Array;
  readonly #mostChange: number;
  /** Spots of each category by day, the latest day last. */
  readonly #recent = new Map<string, Spot[][]>(incidentCategories.map(({ code }) => [code, [[]]]));
  #isLastYear = false;

  constructor(plan: CityPlan, random: Random) {
    const { land } = plan;
    this.#plan = plan;
    this.#random = random;
    this.#hotSpots = hotSpotsOf(plan);
    this.#hotSpotDraw = new WeightedIndex(this.#hotSpots.map((_, rank) => 1 / (rank + 2)));
    this.#change = unevennessOf(plan).yearlyChange;
    this.#mostChange = this.#change.reduce((a, b) => Math.max(a, b));
    for (const { centrality } of incidentCategories) {
      const weight = (block: number) => busyness(land.urbanity[block]) ** (0.5 + centrality);
      this.#byCentrality.set(centrality, new WeightedIndex(Float64Array.from(land.builtUp, weight)));
    }
  }

  /** @param isLastYear whether the changes of the last twelve months are in force */
  beginDay(isLastYear: boolean): void {
    this.#isLastYear = isLastYear;
    for (const days of this.#recent.values()) {
      days.push([]);
      if (days.length > nearRepeatDays) days.shift();
    }
  }

  place(category: IncidentCategory): Placed {
    const spot = this.#spot(category);
    const today = this.#recent.get(category.code)?.at(-1);
    if (category.nearRepeat > 0 && today !== undefined && today.length < mostRemembered) today.push(spot);
    const communityId = this.#plan.communityOf[spot.block] as number;
    return { communityId, ...this.#position(spot, category) };
  }

  #spot(category: IncidentCategory): Spot {
    const random = this.#random;
    const parent = random.chance(category.nearRepeat) ? this.#recentOne(category.code) : undefined;
    if (parent !== undefined) return random.chance(sameAddress) ? parent : this.#near(parent, 0.35);
    const atHotSpot = 0.22 * Math.min(1, category.centrality + 0.2);
    for (;;) {
      const spot = random.chance(atHotSpot)
        ? this.#near(this.#hotSpots[this.#hotSpotDraw.draw(random)] as Spot, 0.45)
        : this.#anywhere(category);
      const change = this.#change[this.#plan.communityOf[spot.block] as number] as number;
      if (!this.#isLastYear || random.next() * this.#mostChange < change) return spot;
    }
  }

  #recentOne(category: string): Spot | undefined {
    const days = this.#recent.get(category) as Spot[][];
    const day = days[days.length - 1 - Math.floor(this.#random.exponential(meanRepeatDays))];
    return day === undefined || day.length === 0 ? undefined : this.#random.pick(day);
  }

  #anywhere({ centrality }: IncidentCategory): Spot {
    const draw = this.#byCentrality.get(centrality) as WeightedIndex;
    return {
      block: this.#plan.land.builtUp[draw.draw(this.#random)] as number,
      s: this.#random.next(),
      t: this.#random.next(),
    };
  }

  /** A place within about so many blocks; in the same block when the step would leave the built-up area. */
  #near(from: Spot, blocks: number): Spot {
    const { lattice, communityOf } = this.#plan;
    const column = (from.block % lattice.columns) + from.s + this.#random.normal() * blocks;
    const row = Math.floor(from.block / lattice.columns) + from.t + this.#random.normal() * blocks;
    const block = lattice.blockAt(Math.floor(column), Math.floor(row));
    if ((communityOf[block] ?? 0) > 0) return { block, s: column - Math.floor(column), t: row - Math.floor(row) };
    return { block: from.block, s: this.#random.next(), t: this.#random.next() };
  }

  /** At the door nearest to the spot, or on the street before it: at a junction as often as not. */
  #position({ block, s, t }: Spot, { onStreet }: IncidentCategory): Omit<Placed, "communityId"> {
    const random = this.#random;
    const { doors } = this.#plan;
    const door = doors.nearestTo(block, s, t);
    if (random.chance(onStreet)) {
      const along = random.chance(0.5)
        ? (random.chance(0.5) ? 0.02 : 0.98) + random.between(-0.02, 0.02)
        : random.next();
      return { position: doors.onStreet(block, door.side, along), precision: "exact" };
    }
    // Some callers know the street and no more; the middle of the block front stands for it.
    if (random.chance(0.12)) return { position: doors.onStreet(block, door.side, 0.5), precision: "street" };
    return { position: doors.positionOf(door), precision: "address" };
  }
}
