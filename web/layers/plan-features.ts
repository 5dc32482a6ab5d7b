import type { LngLat } from "../spatial/distance.ts";

interface Place {
  readonly kind: string;
  readonly id: number;
  readonly position: readonly number[];
}

const lngLat = ({ position }: Place): LngLat => [position[0] as number, position[1] as number];

/** The places of a round with their rank from 1; ids are ranks, so that a tap finds its place. */
export function planFeatures(places: readonly Place[], isSelected: (place: Place) => boolean) {
  return places.map((place, i) => ({
    type: "Feature" as const,
    id: i + 1,
    geometry: { type: "Point", coordinates: lngLat(place) },
    properties: { rank: i + 1, kind: place.kind, isSelected: isSelected(place) },
  }));
}

/** Straight lines from place to place. */
export function routeFeatures(places: readonly Place[]) {
  if (places.length < 2) return [];
  return [
    {
      type: "Feature" as const,
      id: 1,
      geometry: { type: "LineString", coordinates: places.map(lngLat) },
      properties: {},
    },
  ];
}
