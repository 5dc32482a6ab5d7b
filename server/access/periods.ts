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
