import type { LngLat } from "./commands.ts";
import type { Crew } from "./crew.ts";
import type { StreetGraph } from "./street-graph.ts";

/** Farther than that nobody is sent: seconds by car, by bicycle, on foot. */
const farthest = { car: 2_400, bicycle: 900, foot: 900 } as const;

/**
 * The free unit that can be at a place soonest by the streets, each at its own speed; of equals the one with the lower
 * id. Undefined when none is free within reach.
 */
export function soonestCrew(graph: StreetGraph, crews: Iterable<Crew>, place: LngLat, now: number): Crew | undefined {
  const goal = graph.nearestNode(place);
  if (goal === undefined) return undefined;
  const free = [...crews].filter((crew) => crew.isFree(now));
  let best: { readonly crew: Crew; readonly seconds: number } | undefined;
  for (const kind of ["car", "bicycle", "foot"] as const) {
    const byNode = new Map<number, Crew>();
    for (const crew of free) {
      if (crew.kind !== kind) continue;
      const node = graph.nearestNode(crew.positionAt(now)) as number;
      if (!byNode.has(node)) byNode.set(node, crew);
    }
    const limit = Math.min(farthest[kind], best?.seconds ?? Number.POSITIVE_INFINITY);
    const found = byNode.size === 0 ? undefined : graph.nearestOf(goal, new Set(byNode.keys()), kind, limit);
    if (found !== undefined && (best === undefined || found.seconds < best.seconds))
      best = { crew: byNode.get(found.node) as Crew, seconds: found.seconds };
  }
  return best?.crew;
}
