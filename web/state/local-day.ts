const dayMs = 86_400_000;

/** Local day of an instant, 'YYYY-MM-DD'. */
export function dayOf(at: Date, timeZone: string): string {
  return at.toLocaleDateString("sv-SE", { timeZone });
}

/** The day so many days later, or earlier. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Days from one day to another; 0 for the same day. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / dayMs);
}

/** The instant at which a day begins in a zone, also where the clock skips midnight. */
export function startOfDay(day: string, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00Z`);
  let at = midnight - offsetMs(midnight, timeZone);
  at = midnight - offsetMs(at, timeZone);
  return new Date(dayOf(new Date(at), timeZone) < day ? at + 3_600_000 : at);
}

/** How far the clock of a zone is ahead of UTC. */
function offsetMs(at: number, timeZone: string): number {
  const local = new Date(at).toLocaleString("sv-SE", { timeZone });
  return Date.parse(`${local.replace(" ", "T")}Z`) - Math.floor(at / 1_000) * 1_000;
}
