/**
 * What an account did within a day that somebody else should look at. An alarm is for the auditor and about a reading, not a
 * person: nothing counts, compares or ranks accounts by them.
 */
export const alarmKinds = ["many-homes", "same-home", "many-lists", "out-of-reach", "break-glass"] as const;

export type AlarmKind = (typeof alarmKinds)[number];

/** What an account has read within 24 hours, this reading included. */
export interface DayOfReading {
  /** Different homes that were opened one by one. */
  readonly homes: number;
  /** How often the home of this reading was opened. */
  readonly sameHome: number;
  /** Different lists of a day. */
  readonly lists: number;
  /** Readings that were refused, or of what lies outside its scope. */
  readonly refused: number;
}

/** Most of each that needs no look. */
export const mostADay: DayOfReading = { homes: 100, sameHome: 3, lists: 6, refused: 4 };

/** Alarms that a day of reading amounts to, each with the number that it is about. */
export function alarmsOf(
  day: DayOfReading,
): { readonly kind: AlarmKind; readonly count: number; readonly most: number }[] {
  const kinds = [
    ["many-homes", "homes"],
    ["same-home", "sameHome"],
    ["many-lists", "lists"],
    ["out-of-reach", "refused"],
  ] as const;
  return kinds
    .filter(([, of]) => day[of] > mostADay[of])
    .map(([kind, of]) => ({ kind, count: day[of], most: mostADay[of] }));
}
