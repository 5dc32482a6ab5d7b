import { smoothBorders } from "./border-smoothing.ts";
import { bordersOf, type MultiPolygon } from "./borders.ts";
import { planDistricts } from "./districts.ts";
import { Doors } from "./doors.ts";
import { type AreaPlan, buildLadder, type CommunityPlan } from "./ladder.ts";
import { type LandUse, planLandUse } from "./land-use.ts";
import { Lattice } from "./lattice.ts";
import { partition, spreadStarts } from "./partition.ts";
import { type CitySize, type CitySizeName, citySizes } from "./sizes.ts";
import { StreetPlan } from "./streets.ts";

/** The geography of one city, as blocks of its lattice. Small: it fits in memory for the largest size. */
export interface CityPlan {
  readonly seed: number;
  readonly size: CitySize;
  readonly sizeName: CitySizeName;
  readonly lattice: Lattice;
  readonly land: LandUse;
  readonly streets: StreetPlan;
  readonly doors: Doors;
  readonly areas: readonly AreaPlan[];
  readonly communities: readonly CommunityPlan[];
  /** Community id of each block; 0 outside every community. */
  readonly communityOf: Int32Array;
}

/** Lays out a city from one number; the same number gives the same city on every machine. */
export function planCity(sizeName: CitySizeName, seed: number): CityPlan {
  const size = citySizes[sizeName];
  const lattice = new Lattice(seed, size);
  const land = planLandUse(lattice, seed, size);
  const starts = spreadStarts(lattice, land.builtUp, size.communities, seed, "communities");
  const communityRegions = partition(lattice, (block) => (land.urbanity[block] as number) > 0, starts, 4);
  const districts = planDistricts(lattice, land, size, seed);
  const { areas, communities, districtOf } = buildLadder(lattice, land, districts, communityRegions, size, seed);
  const streets = new StreetPlan(lattice, land, seed);
  const fixed = streets.nodes();
  for (const block of land.water.keys())
    if (land.water[block] !== 0) for (const node of lattice.cornersOf(block)) fixed.add(node);
  smoothBorders(lattice, districtOf, (node) => fixed.has(node));
  const communityOf = communityRegions.map((region) => region + 1);
  const doors = new Doors(lattice, land, streets);
  return { seed, size, sizeName, lattice, land, streets, doors, areas, communities, communityOf };
}

/** GeoJSON coordinates of an area or community. */
export function coordinatesOf(plan: CityPlan, blocks: readonly number[]): MultiPolygon {
  return bordersOf(plan.lattice, blocks);
}
