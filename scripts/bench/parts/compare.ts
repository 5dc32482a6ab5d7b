import type { BenchRow } from "./results.ts";
import { quantile } from "./timing.ts";

/** What one turn of some work costs, in a unit of its own. */
type Turn = () => number | Promise<number>;

/** Middle of what the squares say, and the half of them that lies around it. */
interface Spread {
  readonly middle: number;
  readonly from: number;
  readonly to: number;
}

export interface Compared {
  /** Medians of both over the squares. */
  readonly value: number;
  readonly reference: number;
  /** The value beside its reference within a square: divided by it, and less it. */
  readonly ratio: Spread;
  readonly difference: Spread;
}

/**
 * Some work and its reference in squares: one, other, other, one, and the next square the other way round, so that what the
 * machine does meanwhile and what drifts meets both alike.
 *
 * @param warmUp squares that are not counted
 */
export async function compare(
  work: Turn,
  reference: Turn,
  { squares, warmUp = 1 }: { squares: number; warmUp?: number },
): Promise<Compared> {
  const pairs: { value: number; reference: number }[] = [];
  for (let square = -warmUp; square < squares; square++) {
    const [outer, inner] = square % 2 === 0 ? [work, reference] : [reference, work];
    const costs = [await outer(), await inner(), await inner(), await outer()] as const;
    const [ofOuter, ofInner] = [(costs[0] + costs[3]) / 2, (costs[1] + costs[2]) / 2];
    if (square >= 0)
      pairs.push(outer === work ? { value: ofOuter, reference: ofInner } : { value: ofInner, reference: ofOuter });
  }
  return {
    value: spreadOf(pairs.map(({ value }) => value)).middle,
    reference: spreadOf(pairs.map((pair) => pair.reference)).middle,
    ratio: spreadOf(pairs.map((pair) => pair.value / pair.reference)),
    difference: spreadOf(pairs.map((pair) => pair.value - pair.reference)),
  };
}

/** A row that may cost so many times its reference. */
export function rowOf(name: string, unit: string, { value, reference, ratio }: Compared, most?: number): BenchRow {
  return {
    ...{ name, value, unit, reference, ratio: ratio.middle, spread: [ratio.from, ratio.to] },
    ...(most !== undefined && { bar: `≤ ${most} ×`, holds: ratio.middle <= most }),
  };
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { middle: quantile(sorted, 0.5), from: quantile(sorted, 0.25), to: quantile(sorted, 0.75) };
}
