import { type Position as LngLat, type MultiPolygon, parseMultiPolygon, parsePosition } from "../http/geometry.ts";
import { HttpProblem } from "../http/problems.ts";
import type { Crs } from "./crs.ts";
import type { ImportLayer } from "./import-layer.ts";
import { type RawGeometry, RowFault } from "./source.ts";

export interface Line {
  readonly type: "LineString";
  readonly coordinates: readonly LngLat[];
}

/** Geometry of a row as it will be stored. */
export type RowGeometry = LngLat | Line | MultiPolygon;

const longestLine = 100_000;

/** WGS-84 of a pair of numbers in the system of the file. Throws RowFault. */
export function readPoint(crs: Crs, x: number, y: number): LngLat {
  // Whatever the system, no city is there; it is where missing positions end up.
  if (x === 0 && y === 0)
    throw new RowFault("coordinate-range", "geometry", "0 0", "is 0, 0: a position that is missing");
  const position = crs.isWgs84 ? [x, y] : crs.toWgs84(x, y);
  return orFault(() => parsePosition(position, "position"), `${x} ${y}`);
}

/** Number of a cell: a number, or text that is one and nothing else. Throws RowFault. */
export function readCoordinate(field: string, value: unknown): number {
  if (value === null || value === undefined || value === "") throw new RowFault("required", field, "", "is missing");
  if (typeof value === "number") return value;
  const text = String(value).trim();
  if (!/^[+-]?(\d{1,12}\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i.test(text))
    throw new RowFault("coordinate-type", field, value, "is not a plain number");
  return Number(text);
}

/** Geometry of a feature, checked and in WGS-84. Throws RowFault. */
export function readGeometry(layer: ImportLayer, crs: Crs, raw: RawGeometry): RowGeometry {
  if (typeof raw !== "object") throw new RowFault("geometry-type", "geometry", raw, "is not a geometry");
  if ("crs" in raw)
    throw new RowFault(
      "crs-unsupported",
      "geometry",
      "",
      "names a coordinate system of its own, which GeoJSON has not",
    );
  const { type } = raw;
  const coordinates = toWgs84(raw.coordinates, crs, 0);
  return orFault(() => {
    if (layer.geometry === "point") return pointOf(type, coordinates);
    if (layer.geometry === "line") return lineOf(type, coordinates);
    return parseMultiPolygon({ type, coordinates }, "geometry");
  }, raw.coordinates);
}

/** Number of positions in it. */
export function vertexCount(geometry: RowGeometry): number {
  if ("type" in geometry) {
    if (geometry.type === "LineString") return geometry.coordinates.length;
    return geometry.coordinates.flat().reduce((sum, ring) => sum + ring.length, 0);
  }
  return 1;
}

function orFault<T>(read: () => T, value: unknown): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    throw new RowFault(
      error.slug,
      error.errors[0]?.pointer ?? "geometry",
      value,
      error.errors[0]?.reason ?? error.message,
    );
  }
}

/** Deepest that positions lie in a MultiPolygon; what lies deeper is refused by whoever looks at it next. */
const deepest = 4;

function toWgs84(value: unknown, crs: Crs, depth: number): unknown {
  if (crs.isWgs84 || !Array.isArray(value) || depth > deepest) return value;
  if (Array.isArray(value[0])) return value.map((part) => toWgs84(part, crs, depth + 1));
  const [x, y] = value as unknown[];
  return value.length === 2 && typeof x === "number" && typeof y === "number" ? crs.toWgs84(x, y) : value;
}

function pointOf(type: string, coordinates: unknown): LngLat {
  const single = type === "MultiPoint" && Array.isArray(coordinates) && coordinates.length === 1;
  if (type !== "Point" && !single) throw wrongType("must be a Point");
  const position = parsePosition(single ? coordinates[0] : coordinates, "geometry");
  if (position[0] === 0 && position[1] === 0)
    throw new HttpProblem("coordinate-range", "", [
      { pointer: "geometry", reason: "is 0, 0: a position that is missing" },
    ]);
  return position;
}

function lineOf(type: string, coordinates: unknown): Line {
  const single = type === "MultiLineString" && Array.isArray(coordinates) && coordinates.length === 1;
  if (type !== "LineString" && !single)
    throw wrongType(type === "MultiLineString" ? "has several parts; split it into rows" : "must be a LineString");
  const line = single ? (coordinates[0] as unknown) : coordinates;
  if (!Array.isArray(line)) throw wrongType("has no list of positions");
  if (line.length > longestLine)
    throw new HttpProblem("geometry-too-complex", "", [
      { pointer: "geometry", reason: `has more than ${longestLine} positions` },
    ]);
  const positions = line.map((position, i) => parsePosition(position, `geometry/${i}`));
  if (positions.length < 2)
    throw new HttpProblem("geometry-invalid", "", [{ pointer: "geometry", reason: "has fewer than two positions" }]);
  const jump = positions.findIndex(([lng], i) => i > 0 && Math.abs(lng - (positions[i - 1] as LngLat)[0]) > 180);
  if (jump > 0)
    throw new HttpProblem("antimeridian", "", [
      { pointer: `geometry/${jump}`, reason: "jumps across the antimeridian" },
    ]);
  return { type: "LineString", coordinates: positions };
}

function wrongType(reason: string): HttpProblem {
  return new HttpProblem("geometry-type", "", [{ pointer: "geometry", reason }]);
}
