import type pg from "pg";
import { placeTable } from "./staging-queries.ts";

/** What the borders of all communities add up to: equal sums mean that none of them has changed. */
export async function readBorders(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ sum: string }>(
    "select concat_ws(' ', count(*), sum(id::int8 * version), sum(version)) as sum from community",
  );
  return rows[0]?.sum ?? "";
}

/**
 * Rows of a table that has an index of its positions, and their communities; the lowest where borders touch. The
 * communities come first and each looks up its points: borders have thousands of vertices, and PostGIS prepares one
 * well for many points in a row, but starts anew whenever the next point asks for another one.
 */
function placed(table: string, key: string): string {
  return `select p.${key}, min(c.id) as community_id
    from (select id, geom from community where valid_to is null) c
      cross join lateral (select t.${key} from ${table} t where t.geom && c.geom and st_covers(c.geom, t.geom) offset 0) p
    group by p.${key}`;
}

/** Finds the communities of staged points, beside the staging table; again when that has been done before. */
export async function placeStaged(client: pg.ClientBase, table: string): Promise<void> {
  const place = placeTable(table);
  await client.query(`create index if not exists ${table.replace("staging.", "")}_geom on ${table} using gist (geom)`);
  await client.query(`drop table if exists ${place}`);
  await client.query(`create unlogged table ${place} as ${placed(table, "row_number")}`);
  await client.query(`analyze ${place}`);
}

const indexed = ["residence", "venue", "incident"] as const;

/** Community of a single point. */
const communityOfRow =
  "(select min(c.id) from community c where c.geom && p.geom and st_covers(c.geom, p.geom) and c.valid_to is null)";

/** The same rows where positions have no index: neighbours one after the other, so that the same border serves them. */
const inOrder = (table: string) =>
  `select p.id, ${communityOfRow} as community_id from (select id, geom from ${table} order by geom offset 0) p`;

/**
 * After borders have changed: puts every row whose position now lies in another community there, and visits with
 * their places.
 *
 * @returns rows that moved
 */
export async function moveIntoCommunities(client: pg.ClientBase): Promise<number> {
  let moved = 0;
  const move = async (table: string, places: string) => {
    const { rowCount } = await client.query(
      `with placed as materialized (${places})
       update ${table} t set community_id = n.community_id
       from (select o.id, placed.community_id from ${table} o left join placed on placed.id = o.id) n
       where n.id = t.id and n.community_id is distinct from t.community_id`,
    );
    moved += rowCount ?? 0;
  };
  for (const table of indexed) await move(table, placed(table, "id"));
  for (const table of ["police_room", "address"]) await move(table, inOrder(table));
  const { rowCount } = await client.query(
    `update visit v set community_id = p.community_id
     from (select v.id, coalesce(e.community_id, r.community_id) as community_id
           from visit v left join venue e on e.id = v.venue_id left join residence r on r.id = v.residence_id) p
     where p.id = v.id and p.community_id is distinct from v.community_id`,
  );
  return moved + (rowCount ?? 0);
}
