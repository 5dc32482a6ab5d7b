/** Rest of the panel, in minutes. */
const restMinutes = 10;

/** Minutes since midnight in the city's zone. */
export function localMinutes(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const [hours = 0, minutes = 0] = parts.format(at).split(":").map(Number);
  return hours * 60 + minutes;
}

/** Whether the panel rests now: ten minutes a night, with a clock that moves. */
export function isResting(minutes: number, careAt: number | null): boolean {
  return careAt !== null && (minutes - careAt + 1_440) % 1_440 < restMinutes;
}

/** The shift on duty, from 0; the one that began last before midnight goes on after it. */
export function shiftOf(minutes: number, shiftsAt: readonly number[]): number {
  const begun = shiftsAt.filter((at) => at <= minutes).length;
  return (begun - 1 + shiftsAt.length) % Math.max(1, shiftsAt.length);
}

/** Every other shift sees the columns on the other side, so that no edge is burnt into the panel. */
export function areSidesSwapped(minutes: number, shiftsAt: readonly number[]): boolean {
  return shiftsAt.length > 1 && shiftOf(minutes, shiftsAt) % 2 === 1;
}

/** Where the resting clock stands, in percent of the free space: another place each half minute, the whole panel in time. */
export function restingPlace(at: number): readonly [x: number, y: number] {
  const step = Math.floor(at / 30_000);
  // Two steps that share no factor with a hundred visit every place before one comes again.
  return [(step * 37) % 101, (step * 61) % 101];
}
