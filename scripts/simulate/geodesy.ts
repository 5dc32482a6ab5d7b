import type { LngLat } from "./commands.ts";

const earthRadius = 6_371_008.8;
const radians = Math.PI / 180;

/** Metres between two positions of one city (equirectangular: a millionth off over 20 km). */
export function metersBetween([aLng, aLat]: LngLat, [bLng, bLat]: LngLat): number {
  const x = (bLng - aLng) * radians * Math.cos(((aLat + bLat) / 2) * radians);
  return earthRadius * Math.hypot(x, (bLat - aLat) * radians);
}
