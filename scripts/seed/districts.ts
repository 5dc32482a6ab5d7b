import { MinHeap } from "../min-heap.ts";
import type { LandUse } from "./land-use.ts";
import { type Lattice, metersBetween, type Position } from "./lattice.ts";
import { divideAmong } from "./nearest-centres.ts";
import { nowhere } from "./partition.ts";
import { Random } from "./random.ts";
import type { CitySize } from "./sizes.ts";
import { waveField } from "./waves.ts";

/** Metres that crossing the water counts for, so that borders keep to the rivers where they can. */
const waterMeters = 2_400;

export interface Districts {
  /** District of each block inside the outline, `nowhere` outside. */
  readonly districtOf: Int32Array;
  /** The first so many share the main town; the others are counties, each around a town of its own. */
  readonly urbanCount: number;
}

/**
 * Divides all land: the main town among the urban districts, then every field, hill and water to the town that is
 * nearest over land.
 */
export function planDistricts(lattice: Lattice, land: LandUse, size: CitySize, seed: number): Districts {
  const urbanCount = size.districts - size.sideTowns;
  const quarters = divideMainTown(lattice, land, urbanCount);
  const ofBuiltUp = new Int32Array(lattice.blockCount).fill(nowhere);
  for (const block of land.builtUp) {
    const town = land.townOf[block] as number;
    ofBuiltUp[block] = town === 0 ? (quarters.get(block) as number) : urbanCount + town - 1;
  }
  return { districtOf: growOverLand(lattice, land, ofBuiltUp, seed), urbanCount };
}

/** Urban districts: the parts of the main town that are nearest to each other; the river keeps them apart. */
function divideMainTown(lattice: Lattice, land: LandUse, count: number): Map<number, number> {
  const { riverRow } = lattice.valley;
  const blocks = [...land.builtUp].filter((block) => land.townOf[block] === 0);
  const quarters = divideAmong(
    blocks.map((block) => {
      const row = Math.floor(block / lattice.columns);
      return { x: block % lattice.columns, y: 1.6 * row + (row > riverRow ? 7 : -7) };
    }),
    count,
  );
  return new Map(blocks.map((block, index) => [block, quarters[index] as number]));
}

/** Gives each block inside the outline to the district whose built-up land is nearest, by shortest paths from all. */
function growOverLand(lattice: Lattice, land: LandUse, ofBuiltUp: Int32Array, seed: number): Int32Array {
  const hills = waveField(new Random(seed, "district borders"), { count: 6, lengths: [9, 40], reach: 0.65 });
  const districtOf = new Int32Array(lattice.blockCount).fill(nowhere);
  const cost = new Float64Array(lattice.blockCount).fill(Number.POSITIVE_INFINITY);
  const heap = new MinHeap();
  for (const block of land.builtUp) {
    districtOf[block] = ofBuiltUp[block] as number;
    cost[block] = 0;
    heap.push(0, block);
  }
  const middle = (block: number): Position => lattice.inside(block, 0.5, 0.5);
  const done = new Uint8Array(lattice.blockCount);
  for (let block = heap.pop(); block !== undefined; block = heap.pop()) {
    if (done[block] === 1) continue;
    done[block] = 1;
    for (const next of lattice.neighboursOf(block)) {
      if (done[next] === 1 || land.inside[next] === 0) continue;
      const steep = 1 + hills(next % lattice.columns, Math.floor(next / lattice.columns));
      const step = metersBetween(middle(block), middle(next)) * steep + (land.water[next] === 0 ? 0 : waterMeters);
      const total = (cost[block] as number) + step;
      if (total >= (cost[next] as number)) continue;
      cost[next] = total;
      districtOf[next] = districtOf[block] as number;
      heap.push(total, next);
    }
  }
  return districtOf;
}
