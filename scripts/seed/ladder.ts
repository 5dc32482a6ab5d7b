import type { Districts } from "./districts.ts";
import type { LandUse } from "./land-use.ts";
import type { Lattice } from "./lattice.ts";
import { type AreaLevel, cityNames, derive, NameDealer, type Names, riverNames } from "./names.ts";
import { divideAmong } from "./nearest-centres.ts";
import { nowhere } from "./partition.ts";
import type { CitySize } from "./sizes.ts";

export interface AreaPlan {
  readonly id: number;
  readonly level: AreaLevel;
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

export interface Ladder {
  readonly areas: readonly AreaPlan[];
  readonly communities: readonly CommunityPlan[];
  /** District of each block after communities went whole to one; `nowhere` outside the city. */
  readonly districtOf: Int32Array;
}

/** Communities in a town, on average. */
const communitiesPerTown = 7;

/**
 * Builds the ladder city > district > town > community. A community goes whole to the district of most of its blocks,
 * and towns are made of the communities of one district, so that the ladder nests exactly. What lies in no community
 * is rural land or water, a part of its district with a name of its own.
 */
export function buildLadder(
  lattice: Lattice,
  land: LandUse,
  districts: Districts,
  communityRegions: Int32Array,
  size: CitySize,
  seed: number,
): Ladder {
  const communityBlocks = groupBlocks(communityRegions, size.communities);
  const communityDistrict = communityBlocks.map((blocks) =>
    mostFrequent(blocks.map((block) => districts.districtOf[block] as number)),
  );
  const districtOf = districts.districtOf.map((district, block) => {
    const community = communityRegions[block] as number;
    return community === nowhere ? district : (communityDistrict[community] as number);
  });

  const dealer = new NameDealer(seed, "areas");
  const areas: AreaPlan[] = [];
  const add = (area: Omit<AreaPlan, "id">): number => areas.push({ id: areas.length + 1, ...area });
  const districtBlocks = groupBlocks(districtOf, size.districts);
  add({ level: "city", parentId: null, code: "9901", names: cityNames, blocks: districtBlocks.flat() });
  const districtIds = districtBlocks.map((blocks, index) =>
    add({
      level: "district",
      parentId: 1,
      code: `9901${String(index + 1).padStart(2, "0")}`,
      names: dealer.deal(index < districts.urbanCount ? "urbanDistrict" : "county"),
      blocks,
    }),
  );
  const area = (id: number) => areas[id - 1] as AreaPlan;

  const townOfCommunity = new Map<number, number>();
  for (const [district, districtId] of districtIds.entries()) {
    const members = [...communityBlocks.keys()].filter((index) => communityDistrict[index] === district);
    const groups = groupCommunities(lattice, members, communityBlocks);
    for (const [index, group] of groups.entries()) {
      const townId = add({
        level: "town",
        parentId: districtId,
        code: `${area(districtId).code}${String(index + 1).padStart(3, "0")}`,
        names: dealer.deal(district < districts.urbanCount || index === 0 ? "subdistrict" : "town"),
        blocks: group.flatMap((community) => communityBlocks[community] as number[]),
      });
      for (const community of group) townOfCommunity.set(community, townId);
    }
  }
  const rivers = Array.from({ length: lattice.valley.tributaries.length + 1 }, (_, index) =>
    index === 0 ? riverNames : dealer.deal("river"),
  );
  for (const [district, districtId] of districtIds.entries()) {
    const { names, code } = area(districtId);
    const open = (districtBlocks[district] as number[]).filter((block) => communityRegions[block] === nowhere);
    const rural = open.filter((block) => land.water[block] === 0);
    const ruralNames = derive(names, ["", "", ""], ["农村地区", "農村地區", " rural land"]);
    if (rural.length > 0)
      add({ level: "rural", parentId: districtId, code: `${code}R`, names: ruralNames, blocks: rural });
    for (const [index, river] of rivers.entries()) {
      const blocks = open.filter((block) => land.water[block] === index + 1);
      if (blocks.length > 0)
        add({ level: "water", parentId: districtId, code: `${code}W${index + 1}`, names: river, blocks });
    }
  }
  const communityDealer = new NameDealer(seed, "communities");
  const communities = communityBlocks.map((blocks, index): CommunityPlan => {
    const townId = townOfCommunity.get(index) as number;
    const code = `${area(townId).code}${String(index + 1).padStart(4, "0")}`;
    return { id: index + 1, townId, code, names: communityDealer.deal("community"), blocks };
  });
  return { areas, communities, districtOf };
}

/** Communities of one district in groups of about seven that lie together. */
function groupCommunities(
  lattice: Lattice,
  members: readonly number[],
  communityBlocks: readonly (readonly number[])[],
): number[][] {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const middles = members.map((community) => {
    const blocks = communityBlocks[community] as number[];
    return {
      x: mean(blocks.map((block) => block % lattice.columns)),
      y: mean(blocks.map((block) => Math.floor(block / lattice.columns))),
    };
  });
  const groups: number[][] = Array.from({ length: Math.ceil(members.length / communitiesPerTown) }, () => []);
  for (const [index, group] of divideAmong(middles, groups.length).entries())
    groups[group]?.push(members[index] as number);
  return groups.filter((group) => group.length > 0);
}

/** Blocks of each region, by region number. */
export function groupBlocks(regions: Int32Array, count: number): number[][] {
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
