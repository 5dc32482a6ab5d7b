/** Seconds in a day. */
export const daySeconds = 86_400;

/** The invented city keeps Beijing time, which has had no daylight saving since 1991. */
export const timeZone = "Asia/Shanghai";
const offsetSeconds = 8 * 3_600;

/** Whole local days since 1970-01-01 at an instant given in epoch seconds. */
export function localDay(epochSeconds: number): number {
  return Math.floor((epochSeconds + offsetSeconds) / daySeconds);
}

/** Epoch seconds at which a local day begins. */
export function startOfLocalDay(day: number): number {
  return day * daySeconds - offsetSeconds;
}

/** 1 Monday to 7 Sunday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** 0 at midwinter to 1 at midsummer, and back. */
export function summerness(day: number): number {
  return 0.5 - 0.5 * Math.cos((2 * Math.PI * (day - 355)) / 365.2425);
}

/** 'YYYY-MM-DD' of a local day. */
export function dateText(day: number): string {
  return new Date(day * daySeconds * 1000).toISOString().slice(0, 10);
}

/** RFC 3339 of an instant in epoch seconds, null for null. */
export function instantText(epochSeconds: number | null): string | null {
  return epochSeconds === null ? null : new Date(Math.round(epochSeconds) * 1000).toISOString();
}
