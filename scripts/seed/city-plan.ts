import { bordersOf, type MultiPolygon } from "./borders.ts";
import { type LandUse, planLandUse } from "./land-use.ts";
import { Lattice } from "./lattice.ts";
import { cityNames, derive, NameDealer, type Names } from "./names.ts";
import { nowhere, partition, spreadStarts } from "./partition.ts";
import { Random } from "./random.ts";
import { type CitySize, type CitySizeName, citySizes } from "./sizes.ts";
import { StreetPlan } from "./streets.ts";

export interface AreaPlan {
  readonly id: number;
  readonly level: "city" | "district" | "town" | "rural";
  readonly parentId: number | null;
  readonly code: string;
  readonly names: Names;
  readonly blocks: readonly number[];
}

export interface CommunityPlan {
  readonly id: number;
  readonly townId: number;
  readonly code: string;
  readonly names: Names;
  readonly blocks: readonly number[];
}

/** The geography of one city, as blocks of its lattice. Small: it fits in memory for the largest size. */
export interface CityPlan {
  readonly seed: number;
  readonly size: CitySize;
  readonly sizeName: CitySizeName;
  readonly lattice: Lattice;
  readonly land: LandUse;
  readonly streets: StreetPlan;
  readonly areas: readonly AreaPlan[];
  readonly communities: readonly CommunityPlan[];
  /** Community id of each block; 0 outside every community. */
  readonly communityOf: Int32Array;
}

/** Communities in a town, on average. */
const communitiesPerTown = 7;

/** Lays out a city from one number; the same number gives the same city on every machine. */
export function planCity(sizeName: CitySizeName, seed: number): CityPlan {
  const size = citySizes[sizeName];
  const lattice = new Lattice(seed, size);
  const land = planLandUse(lattice, seed, size);
  const urban = (block: number) => (land.urbanity[block] as number) > 0;
  const inside = (block: number) => land.inside[block] === 1;

  const communityRegions = partition(
    lattice,
    urban,
    spreadStarts(lattice, land.builtUp, size.communities, seed, "communities"),
    4,
  );
  const communityBlocks = group(communityRegions, size.communities);
  const townOf = (starts: readonly number[]) => partition(lattice, inside, starts, 1);
  const heart = communityBlocks.map((blocks) => blocks[blocks.length >> 1] as number);
  const districtRegions = partition(lattice, inside, pickSpread(lattice, heart, size.districts, seed), 1);
  const townStarts = pickSpread(
    lattice,
    heart,
    Math.max(size.districts, Math.ceil(size.communities / communitiesPerTown)),
    seed + 1,
  );
  const townRegions = townOf(townStarts);

  return {
    seed,
    size,
    sizeName,
    lattice,
    land,
    streets: new StreetPlan(lattice, land, seed),
    ...nameAreas(seed, size, { communityBlocks, communityRegions, districtRegions, townRegions }),
  };
}

interface Regions {
  readonly communityBlocks: readonly (readonly number[])[];
  readonly communityRegions: Int32Array;
  readonly districtRegions: Int32Array;
  readonly townRegions: Int32Array;
}

/**
 * A community goes whole to the town and district of most of its blocks, and a town to the district of most of its
 * communities, so that the ladder nests exactly.
 */
function nameAreas(seed: number, size: CitySize, regions: Regions) {
  const { communityBlocks, communityRegions, districtRegions, townRegions } = regions;
  const communityTown = communityBlocks.map((blocks) =>
    mostFrequent(blocks.map((block) => townRegions[block] as number)),
  );
  const towns = [...new Set(communityTown)].sort((a, b) => a - b);
  const townDistrict = new Map(
    towns.map((town) => [
      town,
      mostFrequent(
        communityBlocks.flatMap((blocks, index) =>
          communityTown[index] === town ? blocks.map((block) => districtRegions[block] as number) : [],
        ),
      ),
    ]),
  );
  // Rural blocks follow their own district region; towns cover their communities only.
  const districtOf = (block: number) => {
    const community = communityRegions[block] as number;
    return community === nowhere
      ? (districtRegions[block] as number)
      : (townDistrict.get(communityTown[community] as number) as number);
  };
  const districtBlocks = group(
    Int32Array.from(districtRegions.keys(), (block) =>
      districtRegions[block] === nowhere ? nowhere : districtOf(block),
    ),
    size.districts,
  );

  const dealer = new NameDealer(seed, "areas");
  const areas: AreaPlan[] = [];
  const add = (area: Omit<AreaPlan, "id">) => areas.push({ id: areas.length + 1, ...area });
  add({ level: "city", parentId: null, code: "9901", names: cityNames, blocks: districtBlocks.flat() });
  const districtId = new Map<number, number>();
  districtBlocks.forEach((blocks, index) => {
    if (blocks.length === 0) return;
    const kind = index < Math.ceil(size.districts / 3) ? "urbanDistrict" : "county";
    add({
      level: "district",
      parentId: 1,
      code: `9901${String(index + 1).padStart(2, "0")}`,
      names: dealer.deal(kind),
      blocks,
    });
    districtId.set(index, areas.length);
  });
  const townId = new Map<number, number>();
  towns.forEach((town, index) => {
    const blocks = communityBlocks.filter((_, community) => communityTown[community] === town).flat();
    const district = districtId.get(townDistrict.get(town) as number) as number;
    add({
      level: "town",
      parentId: district,
      code: `${areas[district - 1]?.code}${String(index + 1).padStart(4, "0")}`,
      names: dealer.deal("town"),
      blocks,
    });
    townId.set(town, areas.length);
  });
  for (const [index, id] of districtId) {
    const blocks = (districtBlocks[index] as number[]).filter((block) => communityRegions[block] === nowhere);
    const { names, code } = areas[id - 1] as AreaPlan;
    if (blocks.length > 0)
      add({
        level: "rural",
        parentId: id,
        code: `${code}R`,
        names: derive(names, ["", "", ""], ["农村地区", "農村地區", " rural land"]),
        blocks,
      });
  }
  const communityDealer = new NameDealer(seed, "communities");
  const communities = communityBlocks.map((blocks, index): CommunityPlan => {
    const town = townId.get(communityTown[index] as number) as number;
    return {
      id: index + 1,
      townId: town,
      code: `${areas[town - 1]?.code}${String(index + 1).padStart(4, "0")}`,
      names: communityDealer.deal("community"),
      blocks,
    };
  });
  const communityOf = communityRegions.map((region) => region + 1);
  return { areas, communities, communityOf };
}

/** GeoJSON coordinates of an area or community. */
export function coordinatesOf(plan: CityPlan, blocks: readonly number[]): MultiPolygon {
  return bordersOf(plan.lattice, blocks);
}

function group(regions: Int32Array, count: number): number[][] {
  const blocks: number[][] = Array.from({ length: count }, () => []);
  regions.forEach((region, block) => {
    if (region !== nowhere) (blocks[region] as number[]).push(block);
  });
  return blocks;
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) if (value !== nowhere) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0;
}

/** Some of the candidate blocks, far from each other (farthest point first). */
function pickSpread(lattice: Lattice, candidates: readonly number[], count: number, seed: number): number[] {
  const random = new Random(seed, "area starts");
  const picked = [random.pick(candidates)];
  const distance = new Float64Array(candidates.length).fill(Number.POSITIVE_INFINITY);
  while (picked.length < count) {
    const last = picked[picked.length - 1] as number;
    let best = 0;
    for (const [index, block] of candidates.entries()) {
      const dc = (block % lattice.columns) - (last % lattice.columns);
      const dr = Math.floor(block / lattice.columns) - Math.floor(last / lattice.columns);
      distance[index] = Math.min(distance[index] as number, dc * dc + dr * dr);
      if ((distance[index] as number) > (distance[best] as number)) best = index;
    }
    picked.push(candidates[best] as number);
  }
  return picked;
}
