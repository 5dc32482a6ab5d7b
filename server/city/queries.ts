import { type Kysely, sql } from "kysely";
import type { Static } from "typebox";
import type { DB } from "../db/schema.gen.ts";
import { toInstant, toNames } from "../http/wire.ts";
import type { City } from "./schema.ts";

/** The city, its vocabularies and how many rows each table has. Real data without a name of its own is called One Map. */
export async function getCity(db: Kysely<DB>): Promise<Static<typeof City>> {
  const meta = await db.selectFrom("city_meta").selectAll().executeTakeFirst();
  const categories = await db.selectFrom("incident_category").selectAll().orderBy("code").execute();
  const classes = await db.selectFrom("venue_class").selectAll().orderBy("code").execute();
  const { rows } = await sql<Counts>`
    select (select count(*) from community where valid_to is null) as "communities", (select count(*) from residence) as "residences",
      (select count(*) from venue) as "venues", (select count(*) from incident) as "incidents", (select count(*) from unit) as "units",
      (select count(*) from visit) as "visits", (select count(*) from police_room) as "policeRooms", (select count(*) from road) as "roads",
      (select count(*) from address) as "addresses", now() as "asOf",
      (select array[st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e)] from (select st_extent(geom) as e from community where valid_to is null) x where e is not null) as "bbox"`.execute(
    db,
  );
  const { asOf, bbox, ...counts } = rows[0] as Counts;
  return {
    names: meta === undefined ? { zhHans: "一张图", zhHant: "一張圖", en: "One Map" } : toNames(meta),
    timeZone: meta?.time_zone ?? "UTC",
    bbox,
    seededWith: meta?.seeded_with ?? null,
    counts,
    incidentCategories: categories.map((row) => ({ code: row.code, names: toNames(row) })),
    venueClasses: classes.map((row) => ({ code: row.code, names: toNames(row) })),
    asOf: toInstant(asOf),
  };
}

type Counts = Static<typeof City>["counts"] & { asOf: Date; bbox: [number, number, number, number] | null };

/** Time zone of local hours, weekdays and days; UTC while there is no city. */
export async function cityTimeZone(db: Kysely<DB>): Promise<string> {
  return (await db.selectFrom("city_meta").select("time_zone").executeTakeFirst())?.time_zone ?? "UTC";
}
