import { type BadRequest, post } from "./bad-request.ts";

const positioned = (row: number, position: string, slug: string, status = 422): BadRequest => ({
  ...post,
  row,
  what: `position ${position}`,
  url: "/api/incidents",
  payload: `{"category":"theft","position":${position}}`,
  status,
  slug,
});
const bounded = (row: number, what: string, geometry: string, slug: string, status = 422): BadRequest => ({
  ...post,
  row,
  what,
  url: "/api/communities",
  payload: `{"code":"X","names":{"zhHans":"新区"},"geometry":${geometry}}`,
  status,
  slug,
});
const polygon = (coordinates: string, more = "") => `{"type":"Polygon","coordinates":${coordinates}${more}}`;
const square = "[[[0,0],[1,0],[1,1],[0,0]]]";
const at = (time: string, slug = "time-invalid"): BadRequest => ({
  ...post,
  row: 37,
  what: `reportedAt ${time}`,
  url: "/api/incidents",
  payload: `{"category":"theft","position":[107.05,34.35],"reportedAt":"${time}"}`,
  status: 422,
  slug,
});

/** Positions, borders and times in a body. */
export const geometries: readonly BadRequest[] = [
  positioned(23, "[NaN,1]", "body-invalid-json", 400),
  positioned(23, "[1e400,1]", "coordinate-not-finite"),
  positioned(24, '["116.4","39.9"]', "coordinate-type"),
  positioned(25, "[39.9,116.4]", "coordinate-range"),
  positioned(26, "[107,90]", "coordinate-range"),
  positioned(26, "[107,-95]", "coordinate-range"),
  positioned(27, "[540,34]", "coordinate-range"),
  positioned(30, "[107,34,5]", "geometry-dimension"),
  positioned(30, "[107]", "geometry-dimension"),
  positioned(31, "[]", "geometry-dimension"),
  positioned(31, "null", "geometry-type"),
  positioned(31, '{"type":"Point","coordinates":[107,34]}', "geometry-type"),
  bounded(28, "ring that is not closed", polygon("[[[0,0],[1,0],[1,1],[0,1]]]"), "ring-not-closed"),
  bounded(28, "ring of three", polygon("[[[0,0],[1,0],[0,0]]]"), "ring-not-closed"),
  bounded(29, "bow tie", polygon("[[[0,0],[1,1],[1,0],[0,1],[0,0]]]"), "geometry-invalid"),
  bounded(30, "4-D ring", polygon("[[[0,0,1,2],[1,0,1,2],[1,1,1,2],[0,0,1,2]]]"), "geometry-dimension"),
  bounded(31, "null geometry", "null", "geometry-type"),
  bounded(31, "empty polygon", polygon("[]"), "geometry-type"),
  bounded(31, "collection", '{"type":"GeometryCollection","geometries":[]}', "geometry-type"),
  bounded(31, "point as border", '{"type":"Point","coordinates":[1,1]}', "geometry-type"),
  bounded(32, "over the antimeridian", polygon("[[[170,0],[-170,0],[-170,10],[170,10],[170,0]]]"), "antimeridian"),
  bounded(
    33,
    "crs member",
    polygon(square, ',"crs":{"type":"name","properties":{"name":"EPSG:3857"}}'),
    "crs-unsupported",
  ),
  bounded(35, "100,001 positions", polygon(`[[${"[1,1],".repeat(100_000)}[1,1]]]`), "geometry-too-complex"),
  bounded(
    35,
    "collection nested 200 times",
    `${'{"type":"GeometryCollection","geometries":['.repeat(200)}${"]}".repeat(200)}`,
    "body-too-deep",
    400,
  ),
  ...[
    "infinity",
    "now",
    "epoch",
    "294277-01-01T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "2199-01-01T00:00:00Z",
    "2026-01-01T00:00:00",
    "2026-01-01T24:30:00Z",
  ].map((time) => at(time)),
];
