import type { Kysely } from "kysely";
import type { Static } from "typebox";
import { type BBox, communityAt, intersectsBbox, type LngLat, latOf, lngOf, pointFrom } from "../db/geometry.ts";
import { askOften } from "../db/prepared.ts";
import type { DB } from "../db/schema.gen.ts";
import { changeInside, inCommunities, referenceInside, type Scope } from "../db/scope.ts";
import { toInstant } from "../http/wire.ts";
import type { Residence, ResidenceRow } from "./schema.ts";

/** @param addresses communities whose addresses may be had: a building's may lie across the border */
function select(db: Kysely<DB>, addresses: Scope) {
  return db
    .selectFrom("residence as r")
    .leftJoin("address as a", (join) =>
      join.onRef("a.id", "=", "r.address_id").on(inCommunities("a.community_id", addresses)),
    )
    .select([
      "r.id",
      "r.address_id",
      "r.community_id",
      "r.household_count",
      "r.storeys",
      "r.last_checked_at",
      "r.version",
      "r.updated_at",
    ])
    .select(["a.road", "a.number", "a.building", "a.unit", lngOf("r.geom").as("lng"), latOf("r.geom").as("lat")]);
}

type Row = Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>;

function toResidence(row: Row): Static<typeof Residence> {
  const { road, number, building, unit } = row;
  return {
    id: row.id,
    addressId: row.address_id,
    withheld: [],
    address: road === null || number === null ? null : { road, number, building, unit },
    communityId: row.community_id,
    householdCount: row.household_count,
    storeys: row.storeys,
    lastCheckedAt: toInstant(row.last_checked_at),
    position: [row.lng, row.lat],
    version: row.version,
    updatedAt: toInstant(row.updated_at),
  };
}

/** The building without what is personal. */
export function withholdAddress(row: Static<typeof Residence>): Static<typeof Residence> {
  return { ...row, addressId: null, address: null, withheld: ["addressId", "address"] };
}

/** A row of a list: the street, but neither number nor flat, which together with the position are one home. */
function withoutAddress({
  addressId: _id,
  address,
  withheld: _names,
  ...row
}: Static<typeof Residence>): Static<typeof ResidenceRow> {
  return { ...row, road: address?.road ?? null };
}

export interface ResidenceFilter {
  /** Communities whose rows may be had; undefined for all. */
  readonly scope?: Scope;
  /** The same for their addresses. */
  readonly addresses?: Scope;
  readonly communityId?: number | undefined;
  readonly bbox?: BBox | undefined;
  readonly afterId?: number | undefined;
  readonly limit: number;
}

/** Dwelling buildings in order of id. */
export async function listResidences(
  db: Kysely<DB>,
  { scope, addresses, communityId, bbox, afterId, limit }: ResidenceFilter,
) {
  let query = select(db, addresses)
    .orderBy("r.id")
    .limit(limit)
    .where(inCommunities("r.community_id", scope, bbox));
  if (communityId !== undefined) query = query.where("r.community_id", "=", communityId);
  if (afterId !== undefined) query = query.where("r.id", ">", afterId);
  if (bbox !== undefined) query = query.where(intersectsBbox("r.geom", bbox));
  return (await query.execute()).map(toResidence).map(withoutAddress);
}

/** The row of an id, if it lies in one of the communities. */
export async function findResidence(
  db: Kysely<DB>,
  id: number,
  { scope, addresses }: Pick<ResidenceFilter, "scope" | "addresses">,
) {
  const query = select(db, addresses).where("r.id", "=", id).where(inCommunities("r.community_id", scope));
  const row = await askOften(db, query);
  return row === undefined ? undefined : toResidence(row);
}

export interface ResidenceInput {
  readonly addressId?: number | null;
  readonly householdCount?: number;
  readonly storeys?: number | null;
  readonly lastCheckedAt?: Date | null;
  readonly position?: LngLat;
}

function toColumns({ addressId, householdCount, storeys, lastCheckedAt, position }: ResidenceInput, addresses: Scope) {
  return {
    ...(addressId !== undefined && { address_id: referenceInside("address", addressId, addresses) }),
    ...(householdCount !== undefined && { household_count: householdCount }),
    ...(storeys !== undefined && { storeys }),
    ...(lastCheckedAt !== undefined && { last_checked_at: lastCheckedAt }),
    ...(position && { geom: pointFrom(position), community_id: communityAt(position) }),
  };
}

/** What of the city a change may touch. */
export interface ResidenceScopes {
  readonly scope: Scope;
  readonly addresses: Scope;
}

/** Inserts a building; its community is the one that holds it. Throws OutsideScope where that is none of the scope. */
export async function insertResidence(
  db: Kysely<DB>,
  input: ResidenceInput & { householdCount: number; position: LngLat },
  { scope, addresses }: ResidenceScopes,
): Promise<number> {
  const columns = toColumns(input, addresses);
  const values = { ...columns, household_count: input.householdCount, geom: pointFrom(input.position) };
  const row = await changeInside(db, scope, (tx) =>
    tx.insertInto("residence").values(values).returning(["id", "community_id"]).executeTakeFirstOrThrow(),
  );
  return (row as { id: number }).id;
}

/** True when the row was at that version, in the scope, and has been changed. Throws OutsideScope when it would leave it. */
export async function updateResidence(
  db: Kysely<DB>,
  { id, version, scope, addresses }: ResidenceScopes & { readonly id: number; readonly version: number },
  input: ResidenceInput,
): Promise<boolean> {
  const row = await changeInside(db, scope, (tx) =>
    tx
      .updateTable("residence")
      .set(toColumns(input, addresses))
      .where("id", "=", id)
      .where("version", "=", version)
      .where(inCommunities("community_id", scope))
      .returning("community_id")
      .executeTakeFirst(),
  );
  return row !== undefined;
}
