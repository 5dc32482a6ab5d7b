import { distance } from "@turf/turf";

export type LngLat = readonly [lng: number, lat: number];

/** Half way round the sphere, metres: nothing is further away. */
const furthest = Math.PI * 6_371_008.8;

/** Great-circle distance in metres on a sphere of 6,371,008.8 m (haversine). */
export function distanceMeters(from: LngLat, to: LngLat): number {
  const meters = distance([...from], [...to], { units: "meters" });
  // Rounding takes a root of less than nothing for what lies just on the other side of the sphere.
  return Number.isNaN(meters) ? furthest : meters;
}

/** Length of a route through places in order, straight lines, metres. */
export function routeMeters(places: readonly LngLat[]): number {
  return places.slice(1).reduce((sum, place, i) => sum + distanceMeters(places[i] as LngLat, place), 0);
}
