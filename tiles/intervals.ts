/**
 * Sets of whole numbers as ascending intervals, both ends inside, never touching: equal sets are equal lists. Union,
 * intersection and complement cost the sum of the lengths.
 */
export type Intervals = readonly (readonly [low: number, high: number])[];

/** The intervals that hold these whole numbers and no others. */
export function intervalsOf(values: readonly number[]): Intervals {
  return union(values.map((value) => [value, value]));
}

/** The interval from `low` to `high`; none where it is empty. Ends may be infinite. */
export function interval(low: number, high: number): Intervals {
  return low <= high ? [[low, high]] : [];
}

/** Everything that any of these intervals holds, given in any order, overlapping or not. */
export function union(intervals: Intervals): Intervals {
  const result: [number, number][] = [];
  for (const [low, high] of intervals.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else result.push([low, high]);
  }
  return result;
}

export function intersection(first: Intervals, second: Intervals): Intervals {
  return first.flatMap(([low, high]) =>
    second.flatMap(([from, to]) => interval(Math.max(low, from), Math.min(high, to))),
  );
}

/** The whole numbers that it does not hold. */
export function complement(intervals: Intervals): Intervals {
  const result: (readonly [number, number])[] = [];
  let from = -Infinity;
  for (const [low, high] of intervals) {
    result.push(...interval(from, low - 1));
    from = high + 1;
  }
  // −∞ − 1 is −∞: an interval that reaches an end leaves nothing beyond it.
  return [...result, ...(from === Infinity ? [] : interval(from, Infinity))].filter(
    ([low, high]) => low <= high && high !== -Infinity,
  );
}
