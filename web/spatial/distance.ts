import { distance, length, lineString } from "@turf/turf";

export type LngLat = readonly [lng: number, lat: number];

/** Great-circle distance in metres on a sphere of 6,371,008.8 m (haversine). */
export function distanceMeters(from: LngLat, to: LngLat): number {
  return distance([...from], [...to], { units: "meters" });
}

/** Length of a route through places in order, straight lines, metres. */
export function routeMeters(places: readonly LngLat[]): number {
  return places.length < 2 ? 0 : length(lineString(places.map((place) => [...place])), { units: "meters" });
}
