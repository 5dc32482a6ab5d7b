import type pg from "pg";
import type { Position } from "./crs.ts";

export type BBox = readonly [west: number, south: number, east: number, north: number];

/** Box of the communities, else of the areas above them, else of the streets; undefined for an empty database. */
export async function readCityBox(pool: pg.Pool): Promise<BBox | undefined> {
  for (const part of ["community where valid_to is null", "area where valid_to is null", "road"]) {
    const { rows } = await pool.query<{ box: BBox }>(
      `select array[st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e)] as box from (select st_extent(geom) as e from ${part}) x where e is not null`,
    );
    if (rows[0] !== undefined) return rows[0].box;
  }
  return undefined;
}

/** What lies in the database that positions can be laid beside, by table and the lines or points of it that count. */
const landmarkTables = {
  streets: [["road", "t.geom"]],
  buildings: [
    ["residence", "t.geom"],
    ["venue", "t.geom"],
  ],
  borders: [
    ["community", "st_boundary(t.geom)"],
    ["area", "st_boundary(t.geom)"],
  ],
} as const;

export type Landmark = keyof typeof landmarkTables;

/** By position: whether it lies in a community. Undefined while there are none. */
export async function liesInCommunity(pool: pg.Pool, positions: readonly Position[]): Promise<boolean[] | undefined> {
  const { rows } = await pool.query<{ inside: boolean; known: boolean }>(
    `select exists (select from community c where c.geom && p.g and st_covers(c.geom, p.g) and c.valid_to is null) as inside,
       exists (select from community where valid_to is null) as known
     from (select i, st_setsrid(st_makepoint(x, y), 4326) as g from unnest($1::float8[], $2::float8[]) with ordinality u(x, y, i)) p order by p.i`,
    [positions.map(([lng]) => lng), positions.map(([, lat]) => lat)],
  );
  return rows[0]?.known ? rows.map(({ inside }) => inside) : undefined;
}

/** Degrees around a position in which landmarks are looked for: about 2 km. */
const reach = 0.02;

/**
 * Metres from each position to the nearest landmark of a kind, NaN where none is near: the closest few by the index,
 * then measured on the ellipsoid.
 */
export async function distancesTo(
  pool: pg.Pool,
  landmark: Landmark,
  positions: readonly Position[],
): Promise<number[]> {
  const nearest = landmarkTables[landmark].map(
    ([table, geom]) => `(select min(st_distance(geom::geography, p.g::geography)) as meters from
      (select ${geom} as geom from ${table} t where t.geom && st_expand(p.g, ${reach}) order by t.geom <-> p.g limit 4) near)`,
  );
  const { rows } = await pool.query<{ meters: number | null }>(
    `select (select min(meters) from (${nearest.join(" union all ")}) all_near) as meters
     from (select i, st_setsrid(st_makepoint(x, y), 4326) as g from unnest($1::float8[], $2::float8[]) with ordinality u(x, y, i)) p order by p.i`,
    [positions.map(([lng]) => lng), positions.map(([, lat]) => lat)],
  );
  return rows.map(({ meters }) => meters ?? Number.NaN);
}
