import { daySeconds, localDay, startOfLocalDay, summerness, weekdayOf } from "./clock.ts";
import { type IncidentCategory, incidentCategories } from "./incident-categories.ts";
import { apportion, type Random, WeightedIndex } from "./random.ts";

/** Days of history before today. */
export const historyDays = 3 * 365;
/** Days at the end of it in which some communities have changed. */
export const lastYearDays = 365;

/** Instants in epoch seconds. */
export interface Times {
  readonly occurredFrom: number;
  readonly occurredTo: number | null;
  readonly reportedAt: number;
  readonly dispatchedAt: number;
  readonly arrivedAt: number;
  readonly closedAt: number;
}

/**
 * How many incidents begin on each local day from three years ago to now: more in summer and on weekends, scattered
 * by chance about that, `total` in all.
 */
export function countsByDay(total: number, nowSeconds: number, random: Random): { day: number; count: number }[] {
  const today = localDay(nowSeconds);
  const days = Array.from({ length: historyDays + 1 }, (_, i) => today - historyDays + i);
  const elapsed = (nowSeconds - startOfLocalDay(today)) / daySeconds;
  const weights = days.map((day) => {
    const weather = random.between(0.94, 1.06);
    const weekend = weekdayOf(day) >= 6 ? 1.08 : 1;
    return (0.88 + 0.24 * summerness(day)) * weekend * weather * (day === today ? elapsed : 1);
  });
  const sum = weights.reduce((a, b) => a + b, 0);
  const drawn = weights.map((weight) => random.poisson((total * weight) / sum));
  // Chance decides about each day; the sum is asked for, so the rest is shared out in proportion.
  const counts = apportion(total, drawn);
  return days.map((day, i) => ({ day, count: counts[i] as number }));
}

/** Chances of the categories on a day. */
export function categoriesOn(day: number): WeightedIndex {
  const isWeekend = weekdayOf(day) >= 6;
  const season = 2 * summerness(day) - 1;
  return new WeightedIndex(incidentCategories.map((c) => c.share * (isWeekend ? c.weekend : 1) * c.summer ** season));
}

/** Chances of each local hour for a category; nights before a day off run an hour later. */
export function hourWeights({ peaks }: IncidentCategory, weekday: number): number[] {
  const isLate = weekday === 5 || weekday === 6;
  return Array.from({ length: 24 }, (_, hour) =>
    peaks.reduce((sum, [peak, sharpness, weight]) => {
      const shift = isLate && peak >= 19 ? 1 : 0;
      return sum + weight * Math.exp(sharpness * (Math.cos((2 * Math.PI * (hour - peak - shift)) / 24) - 1));
    }, 0),
  );
}

const hourDraws = new Map(
  incidentCategories.map((category) => [
    category.code,
    Array.from({ length: 8 }, (_, weekday) => new WeightedIndex(hourWeights(category, weekday))),
  ]),
);

/** When an incident of a local day began, epoch seconds. */
export function occurrenceOn(day: number, category: IncidentCategory, random: Random): number {
  const draws = hourDraws.get(category.code) as WeightedIndex[];
  const hour = (draws[weekdayOf(day)] as WeightedIndex).draw(random);
  return Math.round(startOfLocalDay(day) + (hour + random.next()) * 3_600);
}

/** Seconds from the report to the first unit sent, by priority; medians. */
export const dispatchSeconds = [0, 40, 75, 160, 380, 800] as const;
/** Seconds from there to its arrival in the middle of the town, by priority; medians. */
const travelSeconds = [0, 250, 290, 400, 470, 520] as const;

/**
 * What follows a beginning: found and reported later or at once, by kind; sent by priority; on the way longer far out
 * and in rush hours; on the scene as long as the kind takes.
 */
export function timesAfter(
  occurredFrom: number,
  { reportMinutes, sceneMinutes }: IncidentCategory,
  { priority, urbanity }: { readonly priority: number; readonly urbanity: number },
  random: Random,
): Times {
  const isFound = reportMinutes > 60;
  const delay = Math.min(6 * daySeconds, random.logNormal(reportMinutes * 60, isFound ? 0.9 : 0.6));
  const reportedAt = Math.round(occurredFrom + delay);
  const dispatchedAt = Math.round(reportedAt + random.logNormal(dispatchSeconds[priority] as number, 0.6));
  const hour = Math.floor((dispatchedAt - startOfLocalDay(localDay(dispatchedAt))) / 3_600);
  const rush = (hour >= 7 && hour < 9) || (hour >= 17 && hour < 19) ? 1.25 : 1;
  const travel = random.logNormal((travelSeconds[priority] as number) * (1.7 - 0.7 * urbanity) * rush, 0.4);
  const arrivedAt = Math.round(dispatchedAt + travel);
  const closedAt = Math.round(arrivedAt + random.logNormal(sceneMinutes * 60, 0.6));
  const occurredTo = isFound ? Math.min(reportedAt, Math.round(occurredFrom + random.between(600, 21_600))) : null;
  return { occurredFrom, occurredTo, reportedAt, dispatchedAt, arrivedAt, closedAt };
}
