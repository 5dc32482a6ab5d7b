import { addDays, daysBetween, startOfDay } from "./local-day.ts";
import type { IncidentFilter } from "./view.ts";

/** Parameters of tiles, counts and surfaces; what is not filtered by is absent. */
export type IncidentQuery = Partial<
  Record<"from" | "to" | "category" | "status" | "hour" | "weekday" | "community", string>
>;

/** First day and today: what the records span. */
export interface Span {
  readonly firstDay: string;
  readonly today: string;
}

/** Windows offered at a press, in days; today is the last. */
export const presetDays = [30, 90, 365] as const;

/** A filter in the words of the server: local days become a half-open window of instants. */
export function toQuery(filter: IncidentFilter, timeZone: string): IncidentQuery {
  const { fromDay, toDay, categories, statuses, hours, weekdays, communities } = filter;
  const lists = {
    category: categories,
    status: statuses,
    hour: hours,
    weekday: weekdays,
    community: communities,
  };
  return {
    ...(fromDay !== null && { from: startOfDay(fromDay, timeZone).toISOString() }),
    ...(toDay !== null && { to: startOfDay(addDays(toDay, 1), timeZone).toISOString() }),
    ...Object.fromEntries(
      Object.entries(lists)
        .filter(([, list]) => list.length > 0)
        .map(([name, list]) => [name, list.join(",")]),
    ),
  };
}

/** Whether anything is left out. */
export function isFiltered(filter: IncidentFilter): boolean {
  return Object.values(filter).some((part) => part !== null && (typeof part === "string" || part.length > 0));
}

/** The window of so many days up to today. */
export function presetWindow(days: number, today: string): Pick<IncidentFilter, "fromDay" | "toDay"> {
  return { fromDay: addDays(today, 1 - days), toDay: today };
}

/** Days of the records that the window covers, at least one; rates by year divide by it. */
export function windowDays({ fromDay, toDay }: Pick<IncidentFilter, "fromDay" | "toDay">, span: Span): number {
  const from = fromDay !== null && fromDay > span.firstDay ? fromDay : span.firstDay;
  const to = toDay !== null && toDay < span.today ? toDay : span.today;
  return Math.max(1, daysBetween(from, to) + 1);
}
