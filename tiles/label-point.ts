import polylabel from "polylabel";
import type { MultiPolygon, Polygon, Position, Ring } from "./geometry.ts";
import type { LngLat } from "./world.ts";

/**
 * Where the name of an area stands: the point of its largest part that is furthest from every border, as the map shows
 * it (Web Mercator), to within 1 % of the part's smaller side.
 */
export function labelPoint(area: Polygon | MultiPolygon): LngLat {
  const parts = area.type === "Polygon" ? [area.coordinates] : area.coordinates;
  const projected = parts.map((rings) => rings.map((ring) => ring.map(project)));
  const largest = projected.reduce((best, part) => (size(part) > size(best) ? part : best));
  const [x, y] = polylabel(largest, smallerSide(largest[0] ?? []) / 100);
  return [x, (360 / Math.PI) * Math.atan(Math.exp((y * Math.PI) / 180)) - 90];
}

/** Mercator in degrees: x is the longitude, y grows northward on the same scale. */
function project([lng, lat]: Position): Position {
  return [lng as number, (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + ((lat as number) * Math.PI) / 360))];
}

function size(rings: readonly Ring[]): number {
  const [outer, ...holes] = rings.map((ring) => Math.abs(signedArea(ring)));
  return holes.reduce((area, hole) => area - hole, outer ?? 0);
}

function signedArea(ring: Ring): number {
  let doubled = 0;
  for (let i = 0; i < ring.length; i++) {
    const [ax, ay] = ring[i] as [number, number];
    const [bx, by] = ring[(i + 1) % ring.length] as [number, number];
    doubled += ax * by - bx * ay;
  }
  return doubled / 2;
}

function smallerSide(ring: Ring): number {
  const side = (axis: 0 | 1) => {
    const values = ring.map((position) => position[axis] as number);
    return values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
  };
  return Math.min(side(0), side(1));
}
