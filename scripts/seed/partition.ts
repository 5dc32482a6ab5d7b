import type { Lattice } from "./lattice.ts";
import { Random } from "./random.ts";

/** Not part of any region. */
export const nowhere = -1;

/**
 * Divides blocks among regions by growing all of them at once from their starting blocks, then moving each start to
 * the middle of what it got, a few times. Every region is connected, and every block that can be reached is in one.
 *
 * @param member which blocks may be taken
 * @returns region of each block, `nowhere` for the rest
 */
export function partition(
  lattice: Lattice,
  member: (block: number) => boolean,
  starts: readonly number[],
  rounds: number,
): Int32Array {
  let seeds = [...starts];
  let regions = grow(lattice, member, seeds);
  for (let round = 1; round < rounds; round++) {
    seeds = recentre(lattice, regions, seeds);
    regions = grow(lattice, member, seeds);
  }
  return regions;
}

function grow(lattice: Lattice, member: (block: number) => boolean, seeds: readonly number[]): Int32Array {
  const regions = new Int32Array(lattice.blockCount).fill(nowhere);
  const sizes = new Uint32Array(seeds.length);
  const fronts = seeds.map((seed) => [seed]);
  const heads = new Uint32Array(seeds.length);
  let open = seeds.length;
  // Always the smallest region grows next, so that they come out alike in size.
  const queue: number[][] = [];
  const push = (region: number) => {
    const size = sizes[region] as number;
    queue[size] ??= [];
    (queue[size] as number[]).push(region);
  };
  for (let region = 0; region < seeds.length; region++) push(region);
  for (let size = 0; open > 0 && size < queue.length; size++) {
    const waiting = queue[size];
    for (let at = 0; waiting !== undefined && at < waiting.length; at++) {
      const region = waiting[at] as number;
      const block = takeNext(lattice, member, regions, fronts[region] as number[], heads, region);
      if (block === undefined) {
        open--;
        continue;
      }
      regions[block] = region;
      sizes[region] = size + 1;
      push(region);
    }
  }
  return regions;
}

function takeNext(
  lattice: Lattice,
  member: (block: number) => boolean,
  regions: Int32Array,
  front: number[],
  heads: Uint32Array,
  region: number,
): number | undefined {
  while ((heads[region] as number) < front.length) {
    const block = front[heads[region] as number] as number;
    heads[region] = (heads[region] as number) + 1;
    if (regions[block] !== nowhere || !member(block)) continue;
    for (const next of lattice.neighboursOf(block)) if (regions[next] === nowhere && member(next)) front.push(next);
    return block;
  }
  return undefined;
}

/** For each region its block nearest to its middle. */
function recentre(lattice: Lattice, regions: Int32Array, seeds: readonly number[]): number[] {
  const sums = seeds.map(() => ({ column: 0, row: 0, count: 0 }));
  regions.forEach((region, block) => {
    const sum = sums[region];
    if (sum === undefined) return;
    sum.column += block % lattice.columns;
    sum.row += Math.floor(block / lattice.columns);
    sum.count++;
  });
  const best = seeds.map((block) => ({ block, distance: Number.POSITIVE_INFINITY }));
  regions.forEach((region, block) => {
    const sum = sums[region];
    const nearest = best[region];
    if (sum === undefined || nearest === undefined) return;
    const dc = (block % lattice.columns) - sum.column / sum.count;
    const dr = Math.floor(block / lattice.columns) - sum.row / sum.count;
    const distance = dc * dc + dr * dr;
    if (distance < nearest.distance) best[region] = { block, distance };
  });
  return best.map(({ block }) => block);
}

/** Blocks grouped so that those of a group touch by their edges. */
export function connectedParts(lattice: Lattice, blocks: Iterable<number>): number[][] {
  const open = new Set(blocks);
  const parts: number[][] = [];
  for (const start of open) {
    open.delete(start);
    const part = [start];
    for (let at = 0; at < part.length; at++) {
      for (const next of lattice.neighboursOf(part[at] as number)) if (open.delete(next)) part.push(next);
    }
    parts.push(part);
  }
  return parts;
}

/** Starting blocks spread over the connected parts in proportion to their size, each part getting at least one. */
export function spreadStarts(
  lattice: Lattice,
  blocks: Uint32Array,
  count: number,
  seed: number,
  subject: string,
): number[] {
  const random = new Random(seed, subject);
  const parts = connectedParts(lattice, blocks);
  if (parts.length > count) throw new RangeError(`${parts.length} separate parts cannot share ${count} regions`);
  const starts: number[] = [];
  let left = count;
  let leftBlocks = blocks.length;
  for (const [index, part] of parts.sort((a, b) => a.length - b.length).entries()) {
    const others = parts.length - index - 1;
    const share =
      index === parts.length - 1
        ? left
        : Math.max(1, Math.min(left - others, Math.round((left * part.length) / leftBlocks)));
    left -= share;
    leftBlocks -= part.length;
    starts.push(...farApart(lattice, part, Math.min(share, part.length), random));
  }
  return starts;
}

/** Picks blocks by best candidate: of a dozen random ones, the farthest from those already picked. */
function farApart(lattice: Lattice, part: readonly number[], count: number, random: Random): number[] {
  const picked: number[] = [];
  const taken = new Set<number>();
  while (picked.length < count) {
    let best = -1;
    let bestDistance = -1;
    for (let tries = 0; tries < 12 || best === -1; tries++) {
      const block = random.pick(part);
      if (taken.has(block)) continue;
      const distance = nearestOf(lattice, picked, block);
      if (distance > bestDistance) [best, bestDistance] = [block, distance];
    }
    picked.push(best);
    taken.add(best);
  }
  return picked;
}

function nearestOf(lattice: Lattice, picked: readonly number[], block: number): number {
  let nearest = Number.MAX_VALUE;
  // Looking at the latest few hundred only keeps the largest city linear; they are spread all over the part.
  for (let i = Math.max(0, picked.length - 400); i < picked.length; i++) {
    const other = picked[i] as number;
    const dc = (other % lattice.columns) - (block % lattice.columns);
    const dr = Math.floor(other / lattice.columns) - Math.floor(block / lattice.columns);
    nearest = Math.min(nearest, dc * dc + dr * dr);
  }
  return nearest;
}
