import { HttpProblem, type ProblemSlug } from "./problems.ts";

export type Position = [lng: number, lat: number];
export interface MultiPolygon {
  readonly type: "MultiPolygon";
  readonly coordinates: Position[][][];
}

const mostVertices = 100_000;
const edgeLat = 85.06;

function refuse(slug: ProblemSlug, pointer: string, reason: string): never {
  throw new HttpProblem(slug, `${pointer} ${reason}.`, [{ pointer, reason }]);
}

/**
 * A position from outside. PostGIS itself takes NaN, infinity, numbers in quotes and swapped axes, so it is not asked.
 * Throws HttpProblem.
 */
export function parsePosition(value: unknown, pointer: string): Position {
  if (!Array.isArray(value)) refuse("geometry-type", pointer, "is not a position [lng, lat]");
  if (value.length !== 2) refuse("geometry-dimension", pointer, "must have two numbers");
  for (const part of value) {
    if (typeof part !== "number") refuse("coordinate-type", pointer, "must be made of numbers");
    if (!Number.isFinite(part)) refuse("coordinate-not-finite", pointer, "must be finite");
  }
  const [lng, lat] = value as Position;
  if (Math.abs(lat) > edgeLat && Math.abs(lng) <= 90)
    refuse("coordinate-range", pointer, "has a latitude out of range; the axes may be swapped: longitude comes first");
  if (Math.abs(lng) > 180 || Math.abs(lat) > edgeLat) refuse("coordinate-range", pointer, "is out of range");
  return [lng, lat];
}

/** A GeoJSON Polygon or MultiPolygon from outside, as a MultiPolygon. Throws HttpProblem. */
export function parseMultiPolygon(value: unknown, pointer: string): MultiPolygon {
  const geometry = value as { type?: unknown; coordinates?: unknown; crs?: unknown } | null;
  if (typeof geometry !== "object" || geometry === null) refuse("geometry-type", pointer, "is not a geometry");
  if ("crs" in geometry) refuse("crs-unsupported", pointer, "must be WGS-84 without a crs member (RFC 7946)");
  const { type, coordinates } = geometry;
  if ((type !== "Polygon" && type !== "MultiPolygon") || !Array.isArray(coordinates) || coordinates.length === 0)
    refuse("geometry-type", pointer, "must be a Polygon or MultiPolygon that is not empty");
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  const budget = { left: mostVertices };
  return {
    type: "MultiPolygon",
    coordinates: polygons.map((polygon, i) => parsePolygon(polygon, `${pointer}/coordinates/${i}`, budget)),
  };
}

function parsePolygon(value: unknown, pointer: string, budget: { left: number }): Position[][] {
  if (!Array.isArray(value) || value.length === 0) refuse("geometry-type", pointer, "is not a polygon");
  return value.map((ring, i) => parseRing(ring, `${pointer}/${i}`, budget));
}

function parseRing(value: unknown, pointer: string, budget: { left: number }): Position[] {
  if (!Array.isArray(value)) refuse("geometry-type", pointer, "is not a ring");
  budget.left -= value.length;
  if (budget.left < 0) refuse("geometry-too-complex", pointer, `takes the geometry over ${mostVertices} positions`);
  const ring = value.map((position, i) => parsePosition(position, `${pointer}/${i}`));
  const [first, last] = [ring[0], ring.at(-1)];
  if (ring.length < 4 || first === undefined || last === undefined || first[0] !== last[0] || first[1] !== last[1])
    refuse("ring-not-closed", pointer, "must have four positions or more and end where it begins");
  for (let i = 1; i < ring.length; i++) {
    if (Math.abs((ring[i] as Position)[0] - (ring[i - 1] as Position)[0]) > 180)
      refuse("antimeridian", `${pointer}/${i}`, "jumps across the antimeridian");
  }
  return ring;
}
