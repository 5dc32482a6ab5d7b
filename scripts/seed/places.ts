import type { CityPlan } from "./city-plan.ts";
import { dateText, daySeconds, instantText, localDay } from "./clock.ts";
import type { Position } from "./lattice.ts";
import type { Names } from "./names.ts";
import { apportion, Random, WeightedIndex } from "./random.ts";
import { type VenueClass, venueClasses } from "./vocabulary.ts";

export interface Address {
  readonly id: number;
  readonly communityId: number;
  readonly road: string;
  readonly number: string;
  readonly building: string | null;
  readonly unit: string | null;
  readonly position: Position;
}

export interface Residence {
  readonly id: number;
  readonly addressId: number;
  readonly communityId: number;
  readonly householdCount: number;
  readonly storeys: number;
  readonly lastCheckedAt: string | null;
  readonly position: Position;
}

export interface Venue {
  readonly id: number;
  readonly addressId: number;
  readonly communityId: number;
  readonly class: string;
  readonly names: Names;
  readonly licence: string;
  readonly riskGrade: number;
  readonly cadenceDays: number;
  readonly lastInspectedAt: string | null;
  readonly lastResult: string | null;
  readonly nextDueOn: string | null;
  readonly position: Position;
}

/** Everything that stands in one block. */
export interface BlockPlaces {
  readonly addresses: Address[];
  readonly residences: Residence[];
  readonly venues: Venue[];
}

const cadenceByGrade = [0, 30, 60, 90, 180];

/**
 * How often the places of each community have been looked after, 0.6 (well) to 3 (neglected): uneven on purpose, so
 * that coverage has gaps to find. Index by community id.
 */
export function neglectOf(plan: CityPlan): Float64Array {
  const random = new Random(plan.seed, "neglect");
  return Float64Array.from({ length: plan.communities.length + 1 }, () =>
    random.chance(0.16) ? random.between(1.8, 3) : random.between(0.6, 1.1),
  );
}

/** Fills the built-up blocks one after another; exactly as many addresses and venues as the size asks for. */
export function* placesByBlock(plan: CityPlan, nowSeconds: number): Generator<BlockPlaces> {
  const { land, size, seed } = plan;
  const blocks = land.builtUp.filter((block) => (plan.communityOf[block] as number) > 0);
  const urbanity = Float64Array.from(blocks, (block) => land.urbanity[block] as number);
  const addressCounts = apportion(
    size.addresses - size.venues,
    urbanity.map((u) => 0.25 + u),
  );
  const venueCounts = apportion(
    size.venues,
    urbanity.map((u) => 0.06 + u ** 1.6),
  );
  const maker = new PlaceMaker(plan, nowSeconds, new Random(seed, "places"));
  for (const [index, block] of blocks.entries()) {
    yield maker.fill(block, addressCounts[index] as number, venueCounts[index] as number);
  }
}

class PlaceMaker {
  readonly #plan: CityPlan;
  readonly #now: number;
  readonly #random: Random;
  readonly #neglect: Float64Array;
  readonly #classes = new WeightedIndex(venueClasses.map(({ share }) => share));
  #address = 0;
  #residence = 0;
  #venue = 0;

  constructor(plan: CityPlan, now: number, random: Random) {
    this.#plan = plan;
    this.#now = now;
    this.#random = random;
    this.#neglect = neglectOf(plan);
  }

  fill(block: number, addressCount: number, venueCount: number): BlockPlaces {
    const places: BlockPlaces = { addresses: [], residences: [], venues: [] };
    for (let i = 0; i < venueCount; i++) this.#addVenue(places, block);
    const urbanity = this.#plan.land.urbanity[block] as number;
    for (let left = addressCount; left > 0; ) left -= this.#addBuilding(places, block, urbanity, left);
    return places;
  }

  /** A door on one of the block's four streets: road, number and a position a little inside the block. */
  #door(block: number, side: number): { road: string; number: number; position: Position } {
    const along = this.#random.between(0.04, 0.96);
    const depth = this.#random.between(0.05, 0.2);
    const [s, t] = (
      [
        [along, depth],
        [1 - depth, along],
        [along, 1 - depth],
        [depth, along],
      ] as const
    )[side] as readonly [number, number];
    const line = side % 2 === 0 ? block % this.#plan.lattice.columns : Math.floor(block / this.#plan.lattice.columns);
    // Odd numbers on one side of the street, even ones on the other, about one every seven metres.
    const number = (line % 42) * 28 + Math.floor(along * 14) * 2 + (side === 0 || side === 3 ? 1 : 2);
    return {
      road: this.#plan.streets.alongSide(block, side).names.zhHans,
      number,
      position: this.#plan.lattice.inside(block, s, t),
    };
  }

  #addAddress(
    places: BlockPlaces,
    block: number,
    door: { road: string; number: number; position: Position },
    building: string | null,
    unit: string | null,
  ): Address {
    const address: Address = {
      id: ++this.#address,
      communityId: this.#plan.communityOf[block] as number,
      road: door.road,
      number: `${door.number}号`,
      building,
      unit,
      position: door.position,
    };
    places.addresses.push(address);
    return address;
  }

  /** A dwelling building with one address an entrance; returns how many addresses it took. */
  #addBuilding(places: BlockPlaces, block: number, urbanity: number, most: number): number {
    const random = this.#random;
    const isFlats = random.chance(0.3 + 0.65 * urbanity);
    const door = this.#door(block, random.below(4));
    const entrances = isFlats ? Math.min(most, 1 + random.below(4)) : 1;
    const building = isFlats ? `${1 + random.below(18)}栋` : null;
    let first: Address | undefined;
    for (let entrance = 1; entrance <= entrances; entrance++) {
      const address = this.#addAddress(
        places,
        block,
        door,
        building,
        isFlats && entrances > 1 ? `${entrance}单元` : null,
      );
      first ??= address;
    }
    const storeys = isFlats ? 4 + random.below(3 + Math.round(22 * urbanity)) : 1 + random.below(3);
    const neglect = this.#neglect[this.#plan.communityOf[block] as number] as number;
    const daysAgo = random.chance(0.05 * neglect) ? null : random.between(0.2, 120) * neglect;
    places.residences.push({
      id: ++this.#residence,
      addressId: (first as Address).id,
      communityId: (first as Address).communityId,
      householdCount: isFlats ? entrances * storeys * 2 : 1 + random.below(3),
      storeys,
      lastCheckedAt: daysAgo === null ? null : instantText(this.#now - daysAgo * daySeconds),
      position: door.position,
    });
    return entrances;
  }

  #addVenue(places: BlockPlaces, block: number): void {
    const random = this.#random;
    const kind = this.#classFor(this.#plan.land.urbanity[block] as number);
    const door = this.#door(block, this.#bestSide(block));
    const address = this.#addAddress(places, block, door, null, null);
    const riskGrade = Math.min(
      4,
      Math.max(1, kind.riskGrade + (random.chance(0.2) ? (random.chance(0.5) ? 1 : -1) : 0)),
    );
    const cadenceDays = cadenceByGrade[riskGrade] as number;
    const neglect = this.#neglect[address.communityId] as number;
    const inspectedAt = random.chance(0.02 * neglect)
      ? null
      : this.#now - random.next() * 1.05 * cadenceDays * neglect * daySeconds;
    const result = random.next();
    places.venues.push({
      id: ++this.#venue,
      addressId: address.id,
      communityId: address.communityId,
      class: kind.code,
      names: nameVenue(door.road, kind, this.#venue),
      licence: `LC-${kind.code.slice(0, 2).toUpperCase()}-${String(this.#venue).padStart(6, "0")}`,
      riskGrade,
      cadenceDays,
      lastInspectedAt: instantText(inspectedAt),
      lastResult:
        inspectedAt === null
          ? null
          : result < 0.82
            ? "passed"
            : result < 0.95
              ? "advice"
              : result < 0.99
                ? "hazard"
                : "closed",
      nextDueOn: dateText(inspectedAt === null ? localDay(this.#now) : localDay(inspectedAt) + cadenceDays),
      position: door.position,
    });
  }

  #classFor(urbanity: number): VenueClass {
    for (let tries = 0; ; tries++) {
      const kind = venueClasses[this.#classes.draw(this.#random)] as VenueClass;
      if (tries > 8 || this.#random.next() < Math.max(0.04, urbanity) ** kind.centrality) return kind;
    }
  }

  /** Venues face the largest street of their block. */
  #bestSide(block: number): number {
    const rank = { trunk: 0, primary: 1, secondary: 2, residential: 3, service: 4 };
    const sides = [0, 1, 2, 3].sort(
      (a, b) => rank[this.#plan.streets.alongSide(block, a).class] - rank[this.#plan.streets.alongSide(block, b).class],
    );
    return (this.#random.chance(0.75) ? sides[0] : this.#random.pick(sides)) as number;
  }
}

function nameVenue(road: string, kind: VenueClass, serial: number): Names {
  const stem = road.replace(/(大道|路|街|巷)$/, "");
  return {
    zhHans: `${stem}${kind.names.zhHans}${serial}`,
    zhHant: `${stem}${kind.names.zhHant}${serial}`,
    en: `${kind.names.en} ${serial}`,
  };
}
