import { feature } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Ring, ShapeGeometry } from "./geometry.ts";
import { extent, worldSize, worldX, worldY } from "./world.ts";

/** A shape as geojson-vt takes it. */
export interface ShapeFeature {
  readonly type: "Feature";
  readonly id: number;
  readonly geometry: ShapeGeometry;
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
}

/** Area, in square units of a tile, of the smallest corner that is kept: a fraction of a pixel on the screen. */
const smallestCorner = 16;

/** The same for the smallest ring: below it no tile can show one. */
const smallestRing = 4;

/**
 * Polygons that touch, simplified together: borders are cut into arcs at the points where three areas meet, each arc is
 * simplified once, and every area is put together from the same arcs, so no gap or overlap opens between neighbours.
 * Neighbours must name the same points along their border. About two microseconds a vertex once, then a fraction of one
 * for each zoom.
 */
export class Coverage {
  private readonly arcs: Topology<{ areas: GeometryCollection }>;

  constructor(features: readonly ShapeFeature[]) {
    const collection = { type: "FeatureCollection" as const, features };
    const whole = topology({ areas: collection as never }) as unknown as Topology<{ areas: GeometryCollection }>;
    this.arcs = presimplify(whole, cornerArea as never);
  }

  /** The shapes as a zoom needs them: corners and rings that would not show are gone. */
  at(z: number): ShapeFeature[] {
    const unit = worldSize / 2 ** z / extent;
    const simplified = simplify(this.arcs, smallestCorner * unit * unit);
    const { features } = feature(simplified, simplified.objects.areas) as unknown as { features: ShapeFeature[] };
    return features.flatMap((one) => {
      const parts = partsOf(one.geometry).flatMap(([outer, ...holes]) => {
        const shows = (ring: Ring) => ringArea(ring) >= smallestRing * unit * unit;
        return outer !== undefined && shows(outer) ? [[outer, ...holes.filter(shows)]] : [];
      });
      return parts.length === 0 ? [] : [{ ...one, geometry: { type: "MultiPolygon" as const, coordinates: parts } }];
    });
  }
}

function partsOf(geometry: ShapeGeometry | null): readonly (readonly Ring[])[] {
  if (geometry?.type === "Polygon") return [geometry.coordinates];
  return geometry?.type === "MultiPolygon" ? geometry.coordinates : [];
}

/** Area that a ring encloses on the map, square world units. */
function ringArea(ring: Ring): number {
  const points = ring.map(([lng, lat]) => [worldX(lng as number), worldY(lat as number)] as const);
  const [ox, oy] = points[0] ?? [0, 0];
  let doubled = 0;
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1] as readonly [number, number];
    const [bx, by] = points[i] as readonly [number, number];
    // About the first point, because products of whole positions outgrow 2^53.
    doubled += (ax - ox) * (by - oy) - (bx - ox) * (ay - oy);
  }
  return Math.abs(doubled) / 2;
}

type Corner = readonly [readonly number[], readonly number[], readonly number[]];

/** Area of a triangle on the map, square world units. */
function cornerArea([a, b, c]: Corner): number {
  const [ax, ay, bx, by, cx, cy] = [a, b, c].flatMap(([lng, lat]) => [
    worldX(lng as number),
    worldY(lat as number),
  ]) as [number, number, number, number, number, number];
  return Math.abs((ax - cx) * (by - ay) - (ax - bx) * (cy - ay)) / 2;
}
