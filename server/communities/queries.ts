import { type Kysely, type Selectable, sql } from "kysely";
import type { Static } from "typebox";
import { anyId } from "../db/any-id.ts";
import { asGeoJson, type BBox, bboxOf, geometryFrom, intersectsBbox } from "../db/geometry.ts";
import { askOften } from "../db/prepared.ts";
import type { Community as CommunityTable, DB } from "../db/schema.gen.ts";
import type { MultiPolygon } from "../http/geometry.ts";
import { fromNames, type NewNames, toInstant, toNames } from "../http/wire.ts";
import type { Community } from "./schema.ts";

type Row = Omit<Selectable<CommunityTable>, "geom" | "source" | "source_id"> & {
  bbox: [number, number, number, number];
};

const columns = [
  "id",
  "code",
  "name_zh_hans",
  "name_zh_hant",
  "name_en",
  "town_id",
  "households",
  "population",
  "valid_from",
  "valid_to",
  "version",
  "updated_at",
] as const;

/** The one place where a row becomes what goes on the wire. */
function toCommunity(row: Row): Static<typeof Community> {
  return {
    id: row.id,
    code: row.code,
    names: toNames(row),
    townId: row.town_id,
    households: row.households,
    population: row.population,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    bbox: row.bbox,
    version: row.version,
    updatedAt: toInstant(row.updated_at),
  };
}

function select(db: Kysely<DB>) {
  return db.selectFrom("community").select([...columns, bboxOf("geom").as("bbox")]);
}

export interface CommunityFilter {
  readonly bbox?: BBox | undefined;
  readonly afterId?: number | undefined;
  readonly limit: number;
}

/** Current communities in order of id. */
export async function listCommunities(db: Kysely<DB>, { bbox, afterId, limit }: CommunityFilter) {
  let query = select(db).where("valid_to", "is", null).orderBy("id").limit(limit);
  if (afterId !== undefined) query = query.where("id", ">", afterId);
  if (bbox !== undefined) query = query.where(intersectsBbox("geom", bbox));
  return (await query.execute()).map(toCommunity);
}

/** Borders of some communities by id, as GeoJSON. */
export async function listBorders(db: Kysely<DB>, ids: readonly number[]): Promise<Map<number, object>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("community")
    .select(["id", asGeoJson<object>("geom").as("geometry")])
    .where("id", "in", ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.geometry]));
}

export async function findCommunity(db: Kysely<DB>, id: number) {
  const row = await askOften(db, select(db).where("id", "=", anyId(id)));
  return row === undefined ? undefined : toCommunity(row);
}

export interface CommunityInput {
  readonly code?: string;
  readonly names?: Static<typeof NewNames>;
  readonly townId?: number | null;
  readonly households?: number | null;
  readonly population?: number | null;
  readonly validFrom?: string;
  readonly geometry?: MultiPolygon;
}

function toColumns(input: CommunityInput) {
  const { names, geometry } = input;
  return {
    ...(names && fromNames(names)),
    ...(input.townId !== undefined && { town_id: input.townId }),
    ...(input.households !== undefined && { households: input.households }),
    ...(input.population !== undefined && { population: input.population }),
    ...(input.validFrom !== undefined && { valid_from: input.validFrom }),
    ...(geometry && { geom: geometryFrom(geometry) }),
  };
}

/** Where a geometry is invalid and why; undefined when it is valid. */
export async function findGeometryFault(
  db: Kysely<DB>,
  geometry: MultiPolygon,
): Promise<{ reason: string; at: number[] } | undefined> {
  const text = JSON.stringify(geometry);
  const { rows } = await sql<{ reason: string | null; lng: number | null; lat: number | null }>`
    select reason, st_x(location) as lng, st_y(location) as lat from st_isvaliddetail(st_geomfromgeojson(${text})) where not valid`.execute(
    db,
  );
  const [fault] = rows;
  return fault === undefined
    ? undefined
    : { reason: (fault.reason ?? "invalid").toLowerCase(), at: [fault.lng ?? 0, fault.lat ?? 0] };
}

export async function insertCommunity(
  db: Kysely<DB>,
  input: Required<Pick<CommunityInput, "code" | "names" | "geometry">> & CommunityInput,
) {
  const { id } = await db
    .insertInto("community")
    .values({ ...toColumns(input), ...fromNames(input.names), code: input.code, geom: geometryFrom(input.geometry) })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** True when the row was at that version and has been changed. */
export async function updateCommunity(
  db: Kysely<DB>,
  id: number,
  version: number,
  input: CommunityInput,
): Promise<boolean> {
  const result = await db
    .updateTable("community")
    .set(toColumns(input))
    .where("id", "=", anyId(id))
    .where("version", "=", version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
