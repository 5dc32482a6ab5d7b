export type LngLat = readonly [lng: number, lat: number];

const earthRadiusMeters = 6_371_008.8;
const radians = Math.PI / 180;

/** Great-circle distance in metres on a sphere of 6,371,008.8 m (haversine). */
export function distanceMeters([lngA, latA]: LngLat, [lngB, latB]: LngLat): number {
  const h =
    Math.sin(((latB - latA) * radians) / 2) ** 2 +
    Math.cos(latA * radians) * Math.cos(latB * radians) * Math.sin(((lngB - lngA) * radians) / 2) ** 2;
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Length of a route through places in order, straight lines, metres. */
export function routeMeters(places: readonly LngLat[]): number {
  return places.reduce((sum, place, i) => (i === 0 ? 0 : sum + distanceMeters(places[i - 1] as LngLat, place)), 0);
}
