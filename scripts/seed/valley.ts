import { Random } from "./random.ts";
import type { CitySize } from "./sizes.ts";

/** A side river: it fills one column of blocks from the edge of the land down to the main river. */
export interface Tributary {
  readonly column: number;
  /** 1 comes from the north, -1 from the south. */
  readonly side: 1 | -1;
}

/** The waters that everything else follows: the main river along one row, tributaries along columns. */
export interface Valley {
  readonly riverRow: number;
  readonly middleColumn: number;
  readonly tributaries: readonly Tributary[];
}

/** Spreads the tributaries along the valley, north and south in turn; one of them meets the river in the main town. */
export function planValley(seed: number, size: CitySize): Valley {
  const random = new Random(seed, "valley");
  const { columns, rows, tributaries: count } = size;
  const north = random.chance(0.5) ? 1 : -1;
  const tributaries = Array.from({ length: count }, (_, index): Tributary => {
    const at = 0.1 + (0.8 * (index + 0.5)) / count + random.between(-0.25, 0.25) * (0.8 / count);
    return { column: Math.round(at * columns), side: (index % 2 === 0 ? north : -north) as 1 | -1 };
  });
  return { riverRow: Math.floor(rows * 0.47), middleColumn: Math.round(columns / 2), tributaries };
}

/** Which water flows through a block: 0 none, 1 the main river, 2 and up the tributaries in their order. */
export function waterAt({ riverRow, tributaries }: Valley, column: number, row: number): number {
  if (row === riverRow) return 1;
  const index = tributaries.findIndex((one) => one.column === column && (row - riverRow) * one.side > 0);
  return index === -1 ? 0 : index + 2;
}
