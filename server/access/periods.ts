/** A quarter of a year, `2026-Q3`: the only period that is published. */
export interface Period {
  readonly name: string;
  /** First day, and first day after it, YYYY-MM-DD in the city's time. */
  readonly from: string;
  readonly to: string;
}

/** Days after its end from which a quarter is published: until then reports still come in. */
const settlingDays = 14;

/**
 * The quarter of a name, once it has ended and settled. Undefined for any other text: there are no other periods, so no
 * two answers overlap and differ by a few days.
 *
 * @param today YYYY-MM-DD in the city's time
 */
export function publishedPeriod(name: string, today: string): Period | undefined {
  const match = /^(20\d\d)-Q([1-4])$/.exec(name);
  if (match === null) return undefined;
  const [year, quarter] = [Number(match[1]), Number(match[2])];
  const day = (month: number) => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
  const [from, to] = [day(3 * quarter - 3), day(3 * quarter)];
  const settled = new Date(Date.parse(to) + settlingDays * 86_400_000).toISOString().slice(0, 10);
  return settled <= today ? { name, from, to } : undefined;
}

/**
 * The newest quarter that is published; undefined by a clock that stands before all of them.
 *
 * @param today YYYY-MM-DD in the city's time
 */
export function lastPeriod(today: string): Period | undefined {
  const [year, month] = today.split("-").map(Number) as [number, number];
  // Quarters since the year 0: that which settled last is the one before this, or the one before that.
  const now = year * 4 + Math.floor((month - 1) / 3);
  return [now - 1, now - 2]
    .map((quarter) => publishedPeriod(`${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`, today))
    .find((period) => period !== undefined);
}
