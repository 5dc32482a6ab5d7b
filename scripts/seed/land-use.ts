import type { Lattice } from "./lattice.ts";
import { connectedParts } from "./partition.ts";
import { Random } from "./random.ts";
import type { CitySize } from "./sizes.ts";
import { type Centre, placeCentres } from "./town-sites.ts";
import { waterAt } from "./valley.ts";
import { waveField } from "./waves.ts";

export interface LandUse {
  /** Centres of the towns: those of the main town first, its heart the very first. */
  readonly centres: readonly Centre[];
  /** How urban each block is: 0 rural or water, else (0, 1], 1 in the heart of the main town. */
  readonly urbanity: Float32Array;
  /** Blocks of the built-up area, by block number. */
  readonly builtUp: Uint32Array;
  /** Town of each built-up block: 0 the main one; -1 for every other block. */
  readonly townOf: Int16Array;
  /** 1 for blocks inside the city's outline. */
  readonly inside: Uint8Array;
  /** Water of each block: 0 none, 1 the main river, 2 and up the tributaries. */
  readonly water: Uint8Array;
}

/**
 * Decides which blocks are built up: a long main town on both banks with a heart and lesser centres, smaller towns in
 * side valleys, all with ragged edges; as many blocks as the communities need.
 */
export function planLandUse(lattice: Lattice, seed: number, size: CitySize): LandUse {
  const random = new Random(seed, "land use");
  const wanted = size.communities * size.blocksPerCommunity;
  const centres = placeCentres(lattice, random, size, wanted);
  const ragged = waveField(random, { count: 6, lengths: [5, 24], reach: 0.42 });
  const inside = outline(lattice, random);
  const water = new Uint8Array(lattice.blockCount);
  const score = new Float32Array(lattice.blockCount);
  const nearest = new Int16Array(lattice.blockCount).fill(-1);
  const { riverRow } = lattice.valley;
  for (let block = 0; block < lattice.blockCount; block++) {
    const column = block % lattice.columns;
    const row = Math.floor(block / lattice.columns);
    if (inside[block] === 0) continue;
    water[block] = waterAt(lattice.valley, column, row);
    if (water[block] !== 0) continue;
    const [index, closeness] = closestCentre(centres, column, row);
    // Towns grow along the road by the river first.
    const roadside = 1 + 0.3 * Math.exp(-Math.abs(row - riverRow) / 2.5);
    score[block] = closeness * roadside * (1 + ragged(column, row)) * random.between(0.94, 1.06);
    nearest[block] = index;
  }
  const order = Uint32Array.from(score.keys()).sort((a, b) => (score[b] as number) - (score[a] as number) || a - b);
  const cut = score[order[wanted] as number] as number;
  const town = (block: number) => (centres[nearest[block] as number] as Centre).town;
  const builtUp = largestParts(lattice, order.subarray(0, wanted), size, { water, town });
  const urbanity = new Float32Array(lattice.blockCount);
  const townOf = new Int16Array(lattice.blockCount).fill(-1);
  for (const block of builtUp) {
    const { importance, town } = centres[nearest[block] as number] as Centre;
    const share = Math.min(1, Math.max(0, ((score[block] as number) - cut) / (1.15 - cut)));
    urbanity[block] = 0.02 + 0.98 * importance * share;
    townOf[block] = town;
  }
  return { centres, urbanity, builtUp, townOf, inside, water };
}

function closestCentre(centres: readonly Centre[], column: number, row: number): [index: number, closeness: number] {
  let best = 0;
  let bestCloseness = -1;
  for (const [index, { column: c, row: r, reach }] of centres.entries()) {
    const closeness = Math.exp(-0.5 * (((column - c) / reach[0]) ** 2 + ((row - r) / reach[1]) ** 2));
    if (closeness > bestCloseness) [best, bestCloseness] = [index, closeness];
  }
  return [best, bestCloseness];
}

/**
 * Keeps the largest connected part of each town and those on other banks that are worth a community of their own, so
 * that none is a hamlet in a field. Water divides, so a town on both banks is two parts.
 */
function largestParts(lattice: Lattice, blocks: Uint32Array, size: CitySize, land: Whereabouts): Uint32Array {
  const parts = connectedParts(lattice, blocks).sort((a, b) => b.length - a.length);
  const most = Math.max(2, Math.floor(size.communities / 3));
  const least = Math.max(4, size.blocksPerCommunity * 0.4);
  const townOf = (part: readonly number[]) => land.town(part[0] as number);
  const settled = new Set<number>();
  const kept = parts.filter((part) => {
    const isFirst = !settled.has(townOf(part));
    settled.add(townOf(part));
    const onBank = () => part.some((block) => lattice.neighboursOf(block).some((next) => land.water[next] !== 0));
    return isFirst || (part.length >= least && onBank());
  });
  return Uint32Array.from(kept.slice(0, most).flat()).sort();
}

interface Whereabouts {
  readonly water: Uint8Array;
  /** Town that a block is nearest to. */
  town(block: number): number;
}

/** An outline that wanders, so that the city does not end at a ruler's edge; clear of the lattice's own edge. */
function outline(lattice: Lattice, random: Random): Uint8Array {
  const span = Math.max(lattice.columns, lattice.rows);
  const wander = waveField(random, { count: 7, lengths: [span * 0.1, span * 0.45], reach: 0.42 });
  const inside = new Uint8Array(lattice.blockCount);
  for (let block = 0; block < lattice.blockCount; block++) {
    const column = block % lattice.columns;
    const row = Math.floor(block / lattice.columns);
    const x = Math.abs((column + 0.5) / lattice.columns - 0.5) * 2;
    const y = Math.abs((row + 0.5) / lattice.rows - 0.5) * 2;
    const margin = column > 0 && row > 0 && column < lattice.columns - 1 && row < lattice.rows - 1;
    inside[block] = margin && x ** 4 + y ** 4 < 0.85 + wander(column, row) ? 1 : 0;
  }
  return inside;
}
