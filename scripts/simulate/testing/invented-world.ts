import { planCity } from "../../seed/city-plan.ts";
import { localDay, startOfLocalDay, weekdayOf } from "../../seed/clock.ts";
import { incidents, openIncidents } from "../../seed/incidents.ts";
import { placesByBlock } from "../../seed/places.ts";
import type { CitySizeName } from "../../seed/sizes.ts";
import { units } from "../../seed/staff.ts";
import { StreetGraph } from "../street-graph.ts";
import type { OpenCall, World } from "../world.ts";

/** A Tuesday at noon in the invented city. */
export const noon = Date.parse("2026-11-24T04:00:00Z") / 1_000;

/** The world that a shift would read from a server with that city, made without one. */
export function inventedWorld(size: CitySizeName, seed: number): World {
  const plan = planCity(size, seed);
  const weekHour = (at: number) =>
    (weekdayOf(localDay(at)) - 1) * 24 + Math.floor((at - startOfLocalDay(localDay(at))) / 3_600);
  const venues = [...placesByBlock(plan, noon)].flatMap(({ venues: found }) => found);
  return {
    graph: new StreetGraph(plan.streets.segments()),
    weekSecond: 36 * 3_600,
    past: [...incidents(plan, noon)].slice(-3_000).map(({ category, priority, position, reportedAt }) => ({
      category,
      priority,
      position,
      weekHour: weekHour(reportedAt),
    })),
    open: openIncidents(plan, noon) as OpenCall[],
    units: [...units(plan, noon)],
    due: venues.map(({ id, communityId, position }) => ({ kind: "venue", id, communityId, position })),
  };
}
