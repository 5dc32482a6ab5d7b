import type { CityPlan } from "./city-plan.ts";
import { localDay, startOfLocalDay, weekdayOf } from "./clock.ts";
import { type IncidentCategory, incidentCategories } from "./incident-categories.ts";
import { IncidentPlaces, type Placed } from "./incident-places.ts";
import {
  categoriesOn,
  countsByDay,
  hourWeights,
  lastYearDays,
  occurrenceOn,
  type Times,
  timesAfter,
} from "./incident-times.ts";
import { Random, WeightedIndex } from "./random.ts";

/** Instants in epoch seconds. */
export interface Incident extends Placed {
  readonly id: number;
  readonly category: string;
  readonly priority: number;
  readonly status: "reported" | "dispatched" | "on_scene" | "closed";
  readonly occurredFrom: number;
  readonly occurredTo: number | null;
  readonly reportedAt: number;
  readonly dispatchedAt: number | null;
  readonly arrivedAt: number | null;
  readonly closedAt: number | null;
}

const priorityDraws = new Map(incidentCategories.map(({ code, priorities }) => [code, new WeightedIndex(priorities)]));

/**
 * Incidents of the three years up to now, day by day in order, exactly as many as the size asks for; those that are
 * still open come last.
 */
export function* incidents(plan: CityPlan, nowSeconds: number): Generator<Incident> {
  const { size, seed, land, communityOf } = plan;
  const random = new Random(seed, "incidents");
  const places = new IncidentPlaces(plan, random);
  const today = localDay(nowSeconds);
  const urbanityAt = new Float32Array(plan.communities.length + 1);
  for (const block of land.builtUp)
    urbanityAt[communityOf[block] as number] = Math.max(
      urbanityAt[communityOf[block] as number] as number,
      land.urbanity[block] as number,
    );
  let id = 0;
  for (const { day, count } of countsByDay(size.incidents - size.openIncidents, nowSeconds, random)) {
    places.beginDay(today - day <= lastYearDays);
    const categories = categoriesOn(day);
    const made = Array.from({ length: count }, (): Omit<Incident, "id"> => {
      const category = incidentCategories[categories.draw(random)] as IncidentCategory;
      const placed = places.place(category);
      const priority = 1 + (priorityDraws.get(category.code) as WeightedIndex).draw(random);
      const urbanity = urbanityAt[placed.communityId] as number;
      const times = closedTimes(day, category, { priority, urbanity }, nowSeconds, random);
      return { ...placed, category: category.code, priority, status: "closed", ...times };
    });
    for (const incident of made.sort((a, b) => a.reportedAt - b.reportedAt)) yield { id: ++id, ...incident };
  }
  for (const incident of openIncidents(plan, nowSeconds)) yield { ...incident, id: ++id };
}

/** Times of an incident of that day which is closed by now; of a day before when the day is too young for that. */
function closedTimes(
  day: number,
  category: IncidentCategory,
  about: { readonly priority: number; readonly urbanity: number },
  nowSeconds: number,
  random: Random,
): Times {
  for (let tries = 0; ; tries++) {
    const times = timesAfter(occurrenceOn(day - (tries >> 4), category, random), category, about, random);
    if (times.closedAt <= nowSeconds) return times;
  }
}

/** Calls of the last hour and a half that are still open, oldest first: what a shift has on its hands at this moment. */
export function openIncidents(plan: CityPlan, nowSeconds: number): Incident[] {
  const random = new Random(plan.seed, "open incidents");
  const places = new IncidentPlaces(plan, random);
  const { openIncidents: count } = plan.size;
  const day = localDay(nowSeconds);
  const hour = Math.floor((nowSeconds - startOfLocalDay(day)) / 3_600);
  const fitting = new WeightedIndex(
    incidentCategories.map(
      (c) => (c.reportMinutes > 60 ? 0.3 : 1) * c.share * (hourWeights(c, weekdayOf(day))[hour] ?? 0),
    ),
  );
  return Array.from({ length: count }, (_, index): Incident => {
    const category = incidentCategories[fitting.draw(random)] as IncidentCategory;
    const minutesAgo = 1 + (90 * (count - 1 - index + random.between(0, 0.8))) / count;
    const reportedAt = Math.round(nowSeconds - minutesAgo * 60);
    const dispatchedAt = minutesAgo < 3 ? null : reportedAt + 30 + random.below(90);
    const arrivedAt = dispatchedAt === null || minutesAgo < 11 ? null : dispatchedAt + 180 + random.below(240);
    return {
      id: index + 1,
      ...places.place(category),
      category: category.code,
      priority: 1 + (priorityDraws.get(category.code) as WeightedIndex).draw(random),
      status: dispatchedAt === null ? "reported" : arrivedAt === null ? "dispatched" : "on_scene",
      occurredFrom: reportedAt - 30 - random.below(240),
      occurredTo: null,
      reportedAt,
      dispatchedAt,
      arrivedAt,
      closedAt: null,
    };
  });
}
