import { distanceMeters, type LngLat } from "./distance.ts";

/** Of the things whose boxes hold a place, or of all where none does, the one whose middle is nearest. */
export function nearestTo<T extends { readonly bbox: readonly number[] }>(
  position: LngLat,
  things: readonly T[],
): T | undefined {
  const [lng, lat] = position;
  const holding = things.filter(
    ({ bbox: [west = 0, south = 0, east = 0, north = 0] }) =>
      west <= lng && lng <= east && south <= lat && lat <= north,
  );
  const middle = ({ bbox: [west = 0, south = 0, east = 0, north = 0] }: T): LngLat => [
    (west + east) / 2,
    (south + north) / 2,
  ];
  return (holding.length > 0 ? holding : things)
    .map((thing) => ({ thing, meters: distanceMeters(position, middle(thing)) }))
    .reduce<{ thing: T; meters: number } | undefined>(
      (best, next) => (best === undefined || next.meters < best.meters ? next : best),
      undefined,
    )?.thing;
}
