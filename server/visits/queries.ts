import { type Kysely, sql, type Transaction } from "kysely";
import type { Static } from "typebox";
import { askOften } from "../db/prepared.ts";
import { retrying } from "../db/retrying.ts";
import type { DB } from "../db/schema.gen.ts";
import { inCommunities, referenceInside, type Scope } from "../db/scope.ts";
import { toInstant } from "../http/wire.ts";
import type { Visit } from "./schema.ts";

type Wire = Static<typeof Visit>;

function select(db: Kysely<DB>) {
  return db.selectFrom("visit").selectAll();
}

type Row = Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>;

function toVisit(row: Row): Wire {
  return {
    id: row.id,
    clientKey: row.client_key,
    communityId: row.community_id,
    unitId: row.unit_id,
    venueId: row.venue_id,
    residenceId: row.residence_id,
    visitedAt: toInstant(row.visited_at),
    dwellSeconds: row.dwell_seconds,
    outcome: row.outcome as Wire["outcome"],
    version: row.version,
    updatedAt: toInstant(row.updated_at),
  };
}

export interface VisitFilter {
  /** Communities whose rows may be had; undefined for all. */
  readonly scope?: Scope;
  readonly communityId?: number | undefined;
  readonly venueId?: number | undefined;
  readonly residenceId?: number | undefined;
  readonly beforeId?: number | undefined;
  readonly limit: number;
}

/** Visits, newest record first. */
export async function listVisits(
  db: Kysely<DB>,
  { scope, communityId, venueId, residenceId, beforeId, limit }: VisitFilter,
): Promise<Wire[]> {
  let query = select(db).orderBy("id", "desc").limit(limit).where(inCommunities("community_id", scope));
  if (communityId !== undefined) query = query.where("community_id", "=", communityId);
  if (venueId !== undefined) query = query.where("venue_id", "=", venueId);
  if (residenceId !== undefined) query = query.where("residence_id", "=", residenceId);
  if (beforeId !== undefined) query = query.where("id", "<", beforeId);
  return (await query.execute()).map(toVisit);
}

/** The row of an id, if it lies in one of the communities. */
export async function findVisit(db: Kysely<DB>, id: number, scope: Scope): Promise<Wire | undefined> {
  const row = await askOften(db, select(db).where("id", "=", id).where(inCommunities("community_id", scope)));
  return row === undefined ? undefined : toVisit(row);
}

export interface VisitInput {
  readonly clientKey: string;
  readonly venueId: number | null;
  readonly residenceId: number | null;
  readonly unitId: number | null;
  /** Undefined: now. */
  readonly visitedAt: Date | undefined;
  readonly dwellSeconds: number | null;
  readonly outcome: Wire["outcome"];
}

export type Recorded =
  | { readonly kind: "new" | "known"; readonly visit: Wire }
  /** The key belongs to another visit. */
  | { readonly kind: "mismatch" }
  | { readonly kind: "no-place" };

/**
 * Records a visit and what the place remembers of it, in one transaction. The same key with the same content is the
 * visit already recorded: a terminal that lost the answer sends again. A place or a unit outside of the scope is none.
 */
export async function recordVisit(
  db: Kysely<DB>,
  input: VisitInput,
  { now, scope, units }: { readonly now: Date; readonly scope: Scope; readonly units: Scope },
): Promise<Recorded> {
  return retrying(db, async (tx) => {
    const communityId = await communityOfPlace(tx, input, scope);
    if (communityId === undefined) return { kind: "no-place" };
    const inserted = await tx
      .insertInto("visit")
      .values({
        client_key: input.clientKey,
        community_id: communityId,
        unit_id: referenceInside("unit", input.unitId, units),
        venue_id: input.venueId,
        residence_id: input.residenceId,
        visited_at: input.visitedAt ?? now,
        dwell_seconds: input.dwellSeconds,
        outcome: input.outcome,
      })
      .onConflict((conflict) => conflict.column("client_key").doNothing())
      .returningAll()
      .executeTakeFirst();
    if (inserted === undefined) return compareKnown(tx, input, scope);
    await rememberAtPlace(tx, input, now);
    return { kind: "new", visit: toVisit(inserted) };
  });
}

async function communityOfPlace(
  tx: Transaction<DB>,
  { venueId, residenceId }: VisitInput,
  scope: Scope,
): Promise<number | null | undefined> {
  const table = venueId === null ? "residence" : "venue";
  const place = await tx
    .selectFrom(table)
    .select("community_id")
    .where("id", "=", venueId ?? residenceId ?? 0)
    .where(inCommunities("community_id", scope))
    .executeTakeFirst();
  return place?.community_id;
}

async function compareKnown(tx: Transaction<DB>, input: VisitInput, scope: Scope): Promise<Recorded> {
  const found = await select(tx)
    .where("client_key", "=", input.clientKey)
    .where(inCommunities("community_id", scope))
    .executeTakeFirst();
  if (found === undefined) return { kind: "mismatch" };
  const known = toVisit(found);
  const same =
    known.venueId === input.venueId &&
    known.residenceId === input.residenceId &&
    known.outcome === input.outcome &&
    (input.visitedAt === undefined || known.visitedAt === toInstant(input.visitedAt)) &&
    known.dwellSeconds === input.dwellSeconds &&
    known.unitId === input.unitId;
  return same ? { kind: "known", visit: known } : { kind: "mismatch" };
}

const resultOf: Readonly<Record<Wire["outcome"], string | null>> = {
  done: "passed",
  advice: "advice",
  hazard: "hazard",
  closed: "closed",
  no_answer: null,
};

/** A visit that found nobody is on record, but is no inspection; an older visit never overwrites a newer one. */
async function rememberAtPlace(
  tx: Transaction<DB>,
  { venueId, residenceId, visitedAt, outcome }: VisitInput,
  now: Date,
): Promise<void> {
  const result = resultOf[outcome];
  if (result === null) return;
  // A terminal's clock may run ahead; a place remembers nothing from the future, which later visits could not replace.
  const at = visitedAt === undefined || visitedAt > now ? now : visitedAt;
  if (residenceId !== null) {
    const isNewer = sql<boolean>`coalesce(last_checked_at, '-infinity') < ${at}`;
    await tx
      .updateTable("residence")
      .set({ last_checked_at: at })
      .where("id", "=", residenceId)
      .where(isNewer)
      .execute();
    return;
  }
  const zone = sql`coalesce((select time_zone from city_meta), 'UTC')`;
  await tx
    .updateTable("venue")
    .set({
      last_inspected_at: at,
      last_result: result,
      next_due_on: sql<string>`(${at}::timestamptz at time zone ${zone})::date + inspection_cadence_days`,
    })
    .where("id", "=", venueId as number)
    .where(sql<boolean>`coalesce(last_inspected_at, '-infinity') < ${at}`)
    .execute();
}

/**
 * True when the row was at that version, in the scope, and has been changed. A venue that remembers this very visit follows its
 * outcome; one corrected to "nobody there" keeps the result it had, which the next inspection replaces.
 */
export async function updateVisit(
  db: Kysely<DB>,
  { id, version, scope }: { readonly id: number; readonly version: number; readonly scope: Scope },
  change: { outcome?: Wire["outcome"]; dwellSeconds?: number | null },
): Promise<boolean> {
  return retrying(db, async (tx) => {
    const visit = await tx
      .updateTable("visit")
      .set({
        ...(change.outcome !== undefined && { outcome: change.outcome }),
        ...(change.dwellSeconds !== undefined && { dwell_seconds: change.dwellSeconds }),
      })
      .where("id", "=", id)
      .where("version", "=", version)
      .where(inCommunities("community_id", scope))
      .returning(["venue_id", "visited_at"])
      .executeTakeFirst();
    if (visit === undefined) return false;
    const result = change.outcome === undefined ? null : resultOf[change.outcome];
    if (visit.venue_id !== null && result !== null)
      await tx
        .updateTable("venue")
        .set({ last_result: result })
        .where("id", "=", visit.venue_id)
        .where("last_inspected_at", "=", visit.visited_at)
        .where(inCommunities("community_id", scope))
        .execute();
    return true;
  });
}
