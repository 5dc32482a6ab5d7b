import { type Kysely, sql } from "kysely";
import type { Period } from "../access/periods.ts";
import type { Ground, Incident } from "../access/publication.ts";
import { asGeoJson, boxOfCommunities } from "../db/geometry.ts";
import type { DB } from "../db/schema.gen.ts";
import { toNames } from "../http/wire.ts";

interface BorderRow {
  readonly id: number;
  readonly geom: { readonly coordinates: Ground["borders"] };
}

/** Communities of today with the dwellings that lie in them. */
export async function readGrounds(db: Kysely<DB>): Promise<Ground[]> {
  const { rows: communities } = await sql<BorderRow>`
    select id, ${asGeoJson("geom")} as geom from community where valid_to is null order by id`.execute(db);
  const { rows: dwellings } = await sql<{ community_id: number; places: [number, number, number][] }>`
    select community_id, json_agg(json_build_array(st_x(geom), st_y(geom), household_count)) as places
    from residence where community_id is not null and household_count > 0 group by community_id`.execute(db);
  const byCommunity = new Map(dwellings.map(({ community_id, places }) => [community_id, places]));
  return communities.map(({ id, geom }) => ({
    community: id,
    borders: geom.coordinates,
    dwellings: (byCommunity.get(id) ?? []).map(([lng, lat, households]) => ({ position: [lng, lat], households })),
  }));
}

/** Incidents of a period, by when they occurred in the city's time. */
export async function readIncidents(db: Kysely<DB>, { from, to }: Period, timeZone: string): Promise<Incident[]> {
  const { rows } = await sql<{ community_id: number; category: string; lng: number; lat: number }>`
    select community_id, category, st_x(geom) as lng, st_y(geom) as lat from incident
    where community_id is not null and occurred_from >= ${from}::timestamp at time zone ${timeZone}
      and occurred_from < ${to}::timestamp at time zone ${timeZone}`.execute(db);
  return rows.map(({ community_id, category, lng, lat }) => ({
    community: community_id,
    category,
    position: [lng, lat],
  }));
}

/** Codes of every category, and what day it is in the city. */
export async function readCalendar(db: Kysely<DB>) {
  const { rows } = await sql<{ time_zone: string; today: string; categories: string[] }>`
    select z.time_zone, to_char(now() at time zone z.time_zone, 'YYYY-MM-DD') as today,
      array(select code from incident_category order by code) as categories
    from (select coalesce((select time_zone from city_meta), 'UTC') as time_zone) z`.execute(db);
  return rows[0] as (typeof rows)[number];
}

/** Names of the city, of its communities of today and of the categories, and the box that holds the communities. */
export async function readNames(db: Kysely<DB>) {
  const city = await db.selectFrom("city_meta").selectAll().executeTakeFirst();
  const categories = await db.selectFrom("incident_category").selectAll().orderBy("code").execute();
  const communities = await db
    .selectFrom("community")
    .select(["id", "name_zh_hans", "name_zh_hant", "name_en"])
    .where("valid_to", "is", null)
    .orderBy("id")
    .execute();
  const { rows } = await sql<{
    bbox: [number, number, number, number] | null;
  }>`select ${boxOfCommunities()} as bbox`.execute(db);
  return {
    names: city === undefined ? { zhHans: "一张图", zhHant: "一張圖", en: "One Map" } : toNames(city),
    seededWith: city?.seeded_with ?? null,
    bbox: rows[0]?.bbox ?? null,
    categories: categories.map((row) => ({ code: row.code, names: toNames(row) })),
    communities: communities.map((row) => ({ id: row.id, names: toNames(row) })),
  };
}
