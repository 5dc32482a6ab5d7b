import type { LngLat } from "./commands.ts";
import { metersBetween } from "./geodesy.ts";
import type { StreetGraph, UnitKind, Way } from "./street-graph.ts";

/** Metres a second from a door to the street and back. */
const creepSpeed = { foot: 1.4, bicycle: 3, car: 5.6, room: 1.4 } as const;

/**
 * The way from one place of the city to another: to the nearest junction, along the streets, to the door. Straight
 * across where the network has no way.
 *
 * @param pace factor on the usual speed
 */
export function wayBetween(graph: StreetGraph, from: LngLat, to: LngLat, kind: UnitKind, pace = 1): Way {
  const [a, b] = [graph.nearestNode(from), graph.nearestNode(to)];
  const streets = a === undefined || b === undefined ? undefined : graph.way(a, b, kind, pace);
  const positions = [from, ...(streets?.positions ?? []), to];
  const creep = creepSpeed[kind] * pace;
  const begin = metersBetween(from, positions[1] as LngLat) / creep;
  const onStreets = (streets?.seconds ?? []).map((seconds) => begin + seconds);
  const last = onStreets.at(-1);
  const end = last === undefined ? begin : last + metersBetween(positions.at(-2) as LngLat, to) / creep;
  return { positions, seconds: [0, ...onStreets, end] };
}

/** Where somebody is on a way so many seconds after setting out; its end when they have arrived. */
export function positionOn({ positions, seconds }: Way, after: number): LngLat {
  const end = seconds.length - 1;
  if (after >= (seconds[end] as number)) return positions[end] as LngLat;
  let at = 0;
  while ((seconds[at + 1] as number) <= after) at++;
  const [from, to] = [seconds[at] as number, seconds[at + 1] as number];
  const share = to === from ? 0 : (after - from) / (to - from);
  const [a, b] = [positions[at] as LngLat, positions[at + 1] as LngLat];
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}
