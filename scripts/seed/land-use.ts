import type { Lattice } from "./lattice.ts";
import { Random } from "./random.ts";
import type { CitySize } from "./sizes.ts";

/** A town: where its centre lies on the lattice and how far it reaches. */
export interface Centre {
  readonly column: number;
  readonly row: number;
  /** Reach along and across the valley, in blocks. */
  readonly reach: readonly [along: number, across: number];
}

export interface LandUse {
  /** The main town first, then those in the side valleys. */
  readonly centres: readonly Centre[];
  /** How urban each block is: 0 rural or river, else (0, 1], 1 in the middle of the main town. */
  readonly urbanity: Float32Array;
  /** Blocks of the built-up area, by block number. */
  readonly builtUp: Uint32Array;
  /** 1 for blocks inside the city's outline. */
  readonly inside: Uint8Array;
}

/**
 * Decides which blocks are built up: a long main town on both banks, smaller ones in side valleys, with ragged edges;
 * exactly as many blocks as the communities need.
 */
export function planLandUse(lattice: Lattice, seed: number, size: CitySize): LandUse {
  const random = new Random(seed, "land use");
  const wanted = size.communities * size.blocksPerCommunity;
  const centres = placeCentres(lattice, random, size, wanted);
  const score = new Float32Array(lattice.blockCount);
  for (let block = 0; block < lattice.blockCount; block++) {
    const column = block % lattice.columns;
    const row = Math.floor(block / lattice.columns);
    if (row === lattice.riverRow) continue;
    const nearest = Math.max(...centres.map((centre) => closeness(centre, column, row)));
    score[block] = Math.max(0, nearest * (1 + 0.18 * (random.next() - 0.5)));
  }
  const order = Uint32Array.from(score.keys()).sort((a, b) => (score[b] as number) - (score[a] as number) || a - b);
  const cut = score[order[Math.min(wanted, order.length) - 1] as number] as number;
  const builtUp = largestParts(lattice, order.subarray(0, wanted), size.sideTowns + 2);
  const urbanity = new Float32Array(lattice.blockCount);
  for (const block of builtUp)
    urbanity[block] = 0.02 + 0.98 * Math.max(0, ((score[block] as number) - cut) / (1 - cut));
  return { centres, urbanity, builtUp, inside: outline(lattice) };
}

function closeness({ column, row, reach }: Centre, atColumn: number, atRow: number): number {
  return Math.exp(-0.5 * (((atColumn - column) / reach[0]) ** 2 + ((atRow - row) / reach[1]) ** 2));
}

function placeCentres(lattice: Lattice, random: Random, size: CitySize, wanted: number): Centre[] {
  const share = size.sideTowns === 0 ? 1 : 0.74;
  const mainAcross = Math.sqrt((wanted * share) / 9);
  const main: Centre = {
    column: lattice.columns / 2 + random.between(-3, 3),
    row: lattice.riverRow + 0.8,
    reach: [mainAcross * 1.55, mainAcross * 0.62],
  };
  const centres = [main];
  const sideReach = Math.sqrt((wanted * (1 - share)) / Math.max(1, size.sideTowns) / 12);
  for (let tries = 0; centres.length <= size.sideTowns && tries < 4_000; tries++) {
    const column = random.between(0.1, 0.9) * lattice.columns;
    const row = random.between(0.12, 0.88) * lattice.rows;
    const apart = centres.every(
      (other) => Math.hypot(other.column - column, (other.row - row) * 1.4) > other.reach[0] + lattice.columns * 0.11,
    );
    if (apart)
      centres.push({ column, row, reach: [sideReach * random.between(0.9, 1.3), sideReach * random.between(0.7, 1)] });
  }
  return centres;
}

/** Keeps the largest connected parts, so that no community is a lone block in a field. */
function largestParts(lattice: Lattice, blocks: Uint32Array, most: number): Uint32Array {
  const open = new Set(blocks);
  const parts: number[][] = [];
  for (const start of blocks) {
    if (!open.delete(start)) continue;
    const part = [start];
    for (let at = 0; at < part.length; at++) {
      for (const next of lattice.neighboursOf(part[at] as number)) if (open.delete(next)) part.push(next);
    }
    parts.push(part);
  }
  parts.sort((a, b) => b.length - a.length);
  return Uint32Array.from(
    parts
      .slice(0, most)
      .filter((part) => part.length >= 4)
      .flat(),
  ).sort();
}

/** A rounded outline, so that the city does not end at a ruler's edge. */
function outline(lattice: Lattice): Uint8Array {
  const inside = new Uint8Array(lattice.blockCount);
  for (let block = 0; block < lattice.blockCount; block++) {
    const x = Math.abs(((block % lattice.columns) + 0.5) / lattice.columns - 0.5) * 2;
    const y = Math.abs((Math.floor(block / lattice.columns) + 0.5) / lattice.rows - 0.5) * 2;
    const wave = 0.04 * Math.sin(9 * Math.atan2(y, x) + x * 5);
    inside[block] = x ** 4 + y ** 4 < 0.94 + wave ? 1 : 0;
  }
  return inside;
}
