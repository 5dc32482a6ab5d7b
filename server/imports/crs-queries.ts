import type pg from "pg";

/** PROJ definition of an EPSG code, from the list that PostGIS brings with it; undefined for one that it lacks. */
export async function findDefinition(pool: pg.Pool, code: number): Promise<string | undefined> {
  const { rows } = await pool.query<{ definition: string }>(
    "select proj4text as definition from spatial_ref_sys where auth_name = 'EPSG' and auth_srid = $1 and proj4text <> ''",
    [code],
  );
  return rows[0]?.definition;
}
