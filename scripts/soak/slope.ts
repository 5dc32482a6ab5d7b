/** A straight line through points by least squares: how steep it is, and the standard error of that. */
export interface Slope {
  readonly perHour: number;
  readonly error: number;
  /** Where the line begins, at hour nought. */
  readonly at0: number;
}

/** @param points hours since the beginning, and the value then; at least three, not all at one time */
export function slopeOf(points: readonly (readonly [hours: number, value: number])[]): Slope {
  const { length } = points;
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / length;
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, [hours]) => sum + (hours - x) ** 2, 0);
  const perHour = points.reduce((sum, [hours, value]) => sum + (hours - x) * (value - y), 0) / spread;
  const at0 = y - perHour * x;
  const rest = points.reduce((sum, [hours, value]) => sum + (value - at0 - perHour * hours) ** 2, 0);
  return { perHour, error: Math.sqrt(rest / (length - 2) / spread), at0 };
}
