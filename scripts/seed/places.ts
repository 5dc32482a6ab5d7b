import type { CityPlan } from "./city-plan.ts";
import { dateText, daySeconds, instantText, localDay } from "./clock.ts";
import type { Door } from "./doors.ts";
import type { Position } from "./lattice.ts";
import type { Names } from "./names.ts";
import { apportion, Random, WeightedIndex } from "./random.ts";
import type { NamedStreet } from "./streets.ts";
import { unevennessOf } from "./unevenness.ts";
import { type VenueClass, venueClasses } from "./venue-classes.ts";

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
/** How much trade the largest street of a block draws, by its rank: trunk, primary, secondary, residential, lane. */
const tradeByRank = [0, 1.7, 1.9, 1.25, 0.6, 0.45];

/** Fills the built-up blocks one after another; exactly as many addresses and venues as the size asks for. */
export function* placesByBlock(plan: CityPlan, nowSeconds: number): Generator<BlockPlaces> {
  const { land, size, seed, doors, streets } = plan;
  const blocks = [...land.builtUp];
  const urbanity = (block: number) => land.urbanity[block] as number;
  const bestRank = (block: number) => Math.min(...doors.sidesOf(block).map((side) => streets.rankAlong(block, side)));
  const addressCounts = apportion(
    size.addresses - size.venues,
    blocks.map((block) => 0.25 + urbanity(block)),
  );
  const venueCounts = apportion(
    size.venues,
    blocks.map((block) => (0.05 + urbanity(block) ** 1.6) * (tradeByRank[bestRank(block)] as number)),
  );
  const maker = new PlaceMaker(plan, nowSeconds, new Random(seed, "places"));
  for (const [index, block] of blocks.entries())
    yield maker.fill(block, addressCounts[index] as number, venueCounts[index] as number);
}

class PlaceMaker {
  readonly #plan: CityPlan;
  readonly #now: number;
  readonly #random: Random;
  readonly #neglect: Float64Array;
  readonly #classes = new WeightedIndex(venueClasses.map(({ share }) => share));
  /** Doors of the block at hand that have a building. */
  readonly #taken = new Set<number>();
  #address = 0;
  #residence = 0;
  #venue = 0;

  constructor(plan: CityPlan, now: number, random: Random) {
    this.#plan = plan;
    this.#now = now;
    this.#random = random;
    this.#neglect = unevennessOf(plan).neglect;
  }

  fill(block: number, addressCount: number, venueCount: number): BlockPlaces {
    const places: BlockPlaces = { addresses: [], residences: [], venues: [] };
    const sides = this.#plan.doors.sidesOf(block);
    this.#taken.clear();
    for (let i = 0; i < venueCount; i++) this.#addVenue(places, block, sides);
    for (let left = addressCount; left > 0; ) left -= this.#addBuilding(places, block, sides, left);
    return places;
  }

  /** A free door on one side, in the front row unless `rows` says how far back; a taken one when few are left. */
  #freeDoor(block: number, side: number, rows: number): Door {
    const { doors } = this.#plan;
    for (let tries = 0; ; tries++) {
      // Rows behind the first fill up when the street front is full.
      const row = this.#random.below(Math.min(doors.rowsOn(block, side), rows + (tries >> 2)));
      const door = { block, side, slot: this.#random.below(doors.slotsOn(block, side)), row };
      const key = (side * 16 + row) * 256 + door.slot;
      if (this.#taken.has(key) && tries < 24) continue;
      this.#taken.add(key);
      return door;
    }
  }

  #addAddress(places: BlockPlaces, door: Door, building: string | null, unit: string | null): Address {
    const { communityOf, streets, doors } = this.#plan;
    const address: Address = {
      id: ++this.#address,
      communityId: communityOf[door.block] as number,
      road: (streets.alongSide(door.block, door.side) as NamedStreet).names.zhHans,
      number: `${doors.numberOf(door)}号`,
      building,
      unit,
      position: doors.positionOf(door),
    };
    places.addresses.push(address);
    return address;
  }

  /** A dwelling building with one address an entrance; returns how many addresses it took. */
  #addBuilding(places: BlockPlaces, block: number, sides: readonly number[], most: number): number {
    const random = this.#random;
    const urbanity = this.#plan.land.urbanity[block] as number;
    const isFlats = random.chance(0.3 + 0.65 * urbanity);
    const door = this.#freeDoor(block, random.pick(sides), isFlats ? 3 : 1);
    const entrances = isFlats ? Math.min(most, 1 + random.below(4)) : 1;
    const building = isFlats ? `${1 + door.row * 6 + (door.slot % 6)}栋` : null;
    const addresses = Array.from({ length: entrances }, (_, i) =>
      this.#addAddress(places, door, building, isFlats && entrances > 1 ? `${i + 1}单元` : null),
    );
    const { id, communityId, position } = addresses[0] as Address;
    const storeys = isFlats ? 4 + random.below(3 + Math.round(22 * urbanity)) : 1 + random.below(3);
    const neglect = this.#neglect[communityId] as number;
    const daysAgo = random.chance(0.05 * neglect) ? null : random.between(0.2, 120) * neglect;
    places.residences.push({
      id: ++this.#residence,
      addressId: id,
      communityId,
      householdCount: isFlats ? entrances * storeys * 2 : 1 + random.below(3),
      storeys,
      lastCheckedAt: daysAgo === null ? null : instantText(this.#now - daysAgo * daySeconds),
      position,
    });
    return entrances;
  }

  #addVenue(places: BlockPlaces, block: number, sides: readonly number[]): void {
    const random = this.#random;
    const kind = this.#classFor(this.#plan.land.urbanity[block] as number);
    const rank = (side: number) => this.#plan.streets.rankAlong(block, side);
    const largest = sides.reduce((a, b) => (rank(b) < rank(a) ? b : a));
    const door = this.#freeDoor(block, random.chance(kind.mainRoad) ? largest : random.pick(sides), 1);
    const address = this.#addAddress(places, door, null, null);
    const drift = random.chance(0.2) ? (random.chance(0.5) ? 1 : -1) : 0;
    const riskGrade = Math.min(4, Math.max(1, kind.riskGrade + drift));
    const cadenceDays = cadenceByGrade[riskGrade] as number;
    const neglect = this.#neglect[address.communityId] as number;
    const inspectedAt = random.chance(0.02 * neglect)
      ? null
      : this.#now - random.next() * 1.05 * cadenceDays * neglect * daySeconds;
    const result = ["passed", "advice", "hazard", "closed"][results.draw(random)] as string;
    places.venues.push({
      id: ++this.#venue,
      addressId: address.id,
      communityId: address.communityId,
      class: kind.code,
      names: nameVenue(this.#plan.streets.alongSide(block, door.side) as NamedStreet, kind, this.#venue),
      licence: `LC-${kind.code.slice(0, 2).toUpperCase()}-${String(this.#venue).padStart(6, "0")}`,
      riskGrade,
      cadenceDays,
      lastInspectedAt: instantText(inspectedAt),
      lastResult: inspectedAt === null ? null : result,
      nextDueOn: dateText(inspectedAt === null ? localDay(this.#now) : localDay(inspectedAt) + cadenceDays),
      position: address.position,
    });
  }

  #classFor(urbanity: number): VenueClass {
    for (let tries = 0; ; tries++) {
      const kind = venueClasses[this.#classes.draw(this.#random)] as VenueClass;
      const base = kind.centrality >= 0 ? Math.max(0.04, urbanity) : Math.max(0.04, 1 - urbanity);
      if (tries > 8 || this.#random.next() < base ** Math.abs(kind.centrality)) return kind;
    }
  }
}

const results = new WeightedIndex([0.82, 0.13, 0.04, 0.01]);

/** Named after its street, numbered so that no two are alike: 清河旅馆 17, Qinghe Hotel 17. */
function nameVenue({ names }: NamedStreet, kind: VenueClass, serial: number): Names {
  return {
    zhHans: `${names.zhHans.replace(/(大道|路|街|巷)$/, "")}${kind.names.zhHans}${serial}`,
    zhHant: `${names.zhHant.replace(/(大道|路|街|巷)$/, "")}${kind.names.zhHant}${serial}`,
    en: `${names.en.replace(/ \w+$/, "")} ${kind.names.en} ${serial}`,
  };
}
