import type { Span } from "./incident-query.ts";
import { addDays, daysBetween } from "./local-day.ts";
import type { IncidentFilter } from "./view.ts";

/** Incidents of a day or a month. */
export interface TimeBin {
  /** 'YYYY-MM-DD' or 'YYYY-MM'. */
  readonly label: string;
  readonly count: number;
  /** A month of which the window holds only some days. */
  readonly isPartial: boolean;
}

/** Above this many days the bars are months. */
const mostDays = 124;

/** Bars of the window, days or months without incidents included, in order of time. */
export function timelineOf(
  days: readonly { readonly key: string | number | null; readonly count: number }[],
  { fromDay, toDay }: Pick<IncidentFilter, "fromDay" | "toDay">,
  span: Span,
): TimeBin[] {
  const from = fromDay !== null && fromDay > span.firstDay ? fromDay : span.firstDay;
  const to = toDay !== null && toDay < span.today ? toDay : span.today;
  const byDay = new Map(days.map(({ key, count }) => [String(key), count]));
  const all = Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, i) => addDays(from, i));
  if (all.length <= mostDays) return all.map((day) => ({ label: day, count: byDay.get(day) ?? 0, isPartial: false }));
  return [...Map.groupBy(all, (day) => day.slice(0, 7))].map(([label, own]) => ({
    label,
    count: own.reduce((sum, day) => sum + (byDay.get(day) ?? 0), 0),
    isPartial: own.length < daysOfMonth(label),
  }));
}

function daysOfMonth(month: string): number {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}
