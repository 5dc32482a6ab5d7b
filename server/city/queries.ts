import { type Kysely, sql } from "kysely";
import type { Static } from "typebox";
import { type BBox, boxOfCommunities, boxOfOutline } from "../db/geometry.ts";
import type { DB } from "../db/schema.gen.ts";
import { inCommunities, type Scope } from "../db/scope.ts";
import { toInstant, toNames } from "../http/wire.ts";
import type { City } from "./schema.ts";

/** Communities whose rows are counted; undefined for all. */
export type CountedScopes = Readonly<
  Record<"residences" | "venues" | "incidents" | "units" | "visits" | "addresses", Scope>
>;

/** Box that holds every community; null while there is none. */
export async function getBounds(db: Kysely<DB>): Promise<BBox | null> {
  const { rows } = await sql<{ bbox: BBox | null }>`select ${boxOfCommunities()} as bbox`.execute(db);
  return rows[0]?.bbox ?? null;
}

/** The city, its vocabularies and how many rows each table has. Real data without a name of its own is called One Map. */
export async function getCity(db: Kysely<DB>, scopes: CountedScopes): Promise<Static<typeof City>> {
  const inside = (subject: keyof CountedScopes) => inCommunities("community_id", scopes[subject]);
  const meta = await db.selectFrom("city_meta").selectAll().executeTakeFirst();
  const categories = await db.selectFrom("incident_category").selectAll().orderBy("code").execute();
  const classes = await db.selectFrom("venue_class").selectAll().orderBy("code").execute();
  const { rows } = await sql<Counts>`
    select (select count(*) from community where valid_to is null) as "communities", (select count(*) from residence where ${inside("residences")}) as "residences",
      (select count(*) from venue where ${inside("venues")}) as "venues", (select count(*) from incident where ${inside("incidents")}) as "incidents",
      (select count(*) from unit where ${inside("units")}) as "units", (select count(*) from visit where ${inside("visits")}) as "visits", (select count(*) from police_room) as "policeRooms", (select count(*) from road) as "roads",
      (select count(*) from address where ${inside("addresses")}) as "addresses", now() as "asOf", ${boxOfCommunities()} as "bbox", ${boxOfOutline()} as "outline"`.execute(
    db,
  );
  const { asOf, bbox, outline, ...counts } = rows[0] as Counts;
  return {
    names: meta === undefined ? { zhHans: "一张图", zhHant: "一張圖", en: "One Map" } : toNames(meta),
    timeZone: meta?.time_zone ?? "UTC",
    bbox,
    outline,
    seededWith: meta?.seeded_with ?? null,
    counts,
    incidentCategories: categories.map((row) => ({ code: row.code, names: toNames(row) })),
    venueClasses: classes.map((row) => ({ code: row.code, names: toNames(row) })),
    asOf: toInstant(asOf),
  };
}

type Box = [number, number, number, number] | null;
type Counts = Static<typeof City>["counts"] & { asOf: Date; bbox: Box; outline: Box };

/** Time zone of local hours, weekdays and days; UTC while there is no city. */
export async function cityTimeZone(db: Kysely<DB>): Promise<string> {
  return (await db.selectFrom("city_meta").select("time_zone").executeTakeFirst())?.time_zone ?? "UTC";
}
