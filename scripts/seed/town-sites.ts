import type { Lattice } from "./lattice.ts";
import type { Random } from "./random.ts";
import type { CitySize } from "./sizes.ts";

/** Where people gather: a point of the lattice and how far it reaches. */
export interface Centre {
  readonly column: number;
  readonly row: number;
  /** Reach along and across the valley, in blocks. */
  readonly reach: readonly [along: number, across: number];
  /** 0 the main town, which has several centres; 1 and up the others. */
  readonly town: number;
  /** How urban it gets at most, 1 in the heart of the main town. */
  readonly importance: number;
}

/** Share of the built-up area in the main town when there are others. */
const mainShare = 0.72;

/**
 * Places the main town on the river and the others where people would settle: up and down the main valley, then along
 * the tributaries, far ones before near ones. Each tributary's town lies on the bank that faces the main town.
 */
export function placeCentres(lattice: Lattice, random: Random, size: CitySize, wanted: number): Centre[] {
  const share = size.sideTowns === 0 ? 1 : mainShare;
  const across = Math.sqrt((wanted * share) / 11);
  const centres = mainTown(lattice, random, [across * 1.25, across * 0.66]);
  const sideReach = Math.sqrt((wanted * (1 - share)) / Math.max(1, size.sideTowns) / 11);
  for (const [index, site] of sites(lattice).slice(0, size.sideTowns).entries()) {
    const reach = [sideReach * random.between(0.95, 1.35), sideReach * random.between(0.75, 1.1)] as const;
    centres.push({ ...site, reach, town: index + 1, importance: random.between(0.4, 0.62) });
  }
  return centres;
}

function mainTown(lattice: Lattice, random: Random, [along, across]: [number, number]): Centre[] {
  const { middleColumn, riverRow } = lattice.valley;
  const heart = { column: middleColumn + random.between(-3, 3), row: riverRow + 0.35 * across };
  const lesser = (side: number, importance: number): Centre => ({
    column: heart.column + side * along * random.between(1.5, 1.9),
    row: riverRow + random.between(-0.7, 0.5) * across,
    reach: [along * random.between(0.55, 0.75), across * random.between(0.6, 0.85)],
    town: 0,
    importance,
  });
  return [
    { ...heart, reach: [along, across], town: 0, importance: 1 },
    lesser(1, random.between(0.6, 0.8)),
    lesser(-1, random.between(0.5, 0.7)),
  ];
}

/** Places for towns beside the main one, the best first; distances as shares of the way to the edge of the land. */
function sites(lattice: Lattice): { column: number; row: number }[] {
  const { riverRow, middleColumn, tributaries } = lattice.valley;
  const upTributary = (share: number) =>
    tributaries.map(({ column, side }) => ({
      column: column + (column < middleColumn ? 2.5 : -2.5),
      row: riverRow + side * share * (side === 1 ? lattice.rows - riverRow : riverRow),
    }));
  const onRiver = [0.1, 0.9].map((share, index) => ({
    column: lattice.columns * share,
    row: riverRow + (index === 0 ? 2.5 : -1.5),
  }));
  const far = upTributary(0.68);
  // Near sites of tributaries that reach the river in the main town would lie in its suburbs.
  const near = upTributary(0.36).filter(({ column }) => Math.abs(column - middleColumn) > lattice.columns * 0.25);
  return [...onRiver, ...far, ...near];
}
