import { type RawBuilder, sql } from "kysely";

/** `[lng, lat]`, degrees, EPSG:4326. */
export type LngLat = readonly [lng: number, lat: number];

/** `[west, south, east, north]`, degrees, EPSG:4326. */
export type BBox = readonly [west: number, south: number, east: number, north: number];

/** Longitude of a point column in degrees. */
export function lngOf(column: string): RawBuilder<number> {
  return sql<number>`st_x(${sql.ref(column)})`;
}

/** Latitude of a point column in degrees. */
export function latOf(column: string): RawBuilder<number> {
  return sql<number>`st_y(${sql.ref(column)})`;
}

/** The column as a GeoJSON geometry object with 7 decimals (about 1 cm). */
export function asGeoJson<T = unknown>(column: string): RawBuilder<T> {
  return sql<T>`st_asgeojson(${sql.ref(column)}, 7)::json`;
}

/** Bounding box of the column as `[west, south, east, north]`. */
export function bboxOf(column: string): RawBuilder<[number, number, number, number]> {
  const geom = sql.ref(column);
  return sql`array[st_xmin(${geom}), st_ymin(${geom}), st_xmax(${geom}), st_ymax(${geom})]::float8[]`;
}

/** Box that holds every community of today; null while there is none. */
export function boxOfCommunities(): RawBuilder<BBox | null> {
  return boxOf(sql`community where valid_to is null`);
}

/** Box that holds the outline of the city; null where none is stored. */
export function boxOfOutline(): RawBuilder<BBox | null> {
  return boxOf(sql`area where level = 'city' and valid_to is null`);
}

function boxOf(rows: RawBuilder<unknown>): RawBuilder<BBox | null> {
  return sql`(select ${bboxOf("x.geom")} from (select st_extent(geom)::geometry as geom from ${rows}) x where x.geom is not null)`;
}

/** A point geometry to write into a column. */
export function pointFrom([lng, lat]: LngLat): RawBuilder<never> {
  return sql`st_setsrid(st_makepoint(${lng}::float8, ${lat}::float8), 4326)`;
}

/** A geometry to write into a column, from a GeoJSON geometry that the parser has already accepted. */
export function geometryFrom(geometry: object): RawBuilder<never> {
  return sql`st_setsrid(st_geomfromgeojson(${JSON.stringify(geometry)}), 4326)`;
}

/** True where the column touches the box. `&&` first: it is the operator that uses the GiST index. */
export function intersectsBbox(column: string, [west, south, east, north]: BBox): RawBuilder<boolean> {
  const box = sql`st_makeenvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326)`;
  return sql<boolean>`(${sql.ref(column)} && ${box} and st_intersects(${sql.ref(column)}, ${box}))`;
}

/** Id of the community that holds the point, the lowest where borders touch; null outside all. */
export function communityAt([lng, lat]: LngLat): RawBuilder<number | null> {
  const point = sql`st_setsrid(st_makepoint(${lng}::float8, ${lat}::float8), 4326)`;
  return sql<
    number | null
  >`(select min(c.id) from community c where c.geom && ${point} and st_covers(c.geom, ${point}) and c.valid_to is null)`;
}
