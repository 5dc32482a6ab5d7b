/** The class of a value: the last lower bound that it reaches; -1 below the first. Bounds ascend. */
export function classOf(value: number, bounds: readonly number[]): number {
  return bounds.findLastIndex((bound) => value >= bound);
}

/**
 * Lower bounds of at most five classes that hold about as many of the positive values each, rounded to two digits.
 * Empty where nothing is positive.
 */
export function fifths(values: readonly number[]): number[] {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const bounds = [0, 0.2, 0.4, 0.6, 0.8].map((share) => roundDown(sorted[Math.floor(share * sorted.length)] as number));
  return [...new Set(bounds)];
}

/** The first two digits of the shortest text that means the value: arithmetic would round some values up. */
function roundDown(value: number): number {
  const [digits = "", exponent] = value.toExponential().split("e");
  return Number(`${digits.slice(0, 3)}e${exponent}`);
}
