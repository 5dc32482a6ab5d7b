import { type Kysely, sql } from "kysely";
import { anyId } from "../db/any-id.ts";
import type { DB } from "../db/schema.gen.ts";
import { inCommunities, type Scope } from "../db/scope.ts";

export const correctionKinds = ["information", "correction", "erasure"] as const;

export interface CorrectionRow {
  readonly id: number;
  readonly residenceId: number;
  readonly communityId: number | null;
  readonly kind: (typeof correctionKinds)[number];
  readonly statement: string;
  readonly status: "open" | "done" | "refused";
  readonly answer: string | null;
  readonly made_at: Date;
  readonly decided_at: Date | null;
}

const columns = sql`c.id, c.residence_id as "residenceId", c.community_id as "communityId", c.kind, c.statement, c.status,
  c.answer, c.made_at, c.decided_at from access.correction c`;

/** The building that a request is about, and its community; undefined where there is none within reach. */
export async function findConcerned(db: Kysely<DB>, residence: number, scope: Scope) {
  return await db
    .selectFrom("residence")
    .select(["id", "community_id"])
    .where("id", "=", anyId(residence))
    .where(inCommunities("community_id", scope))
    .executeTakeFirst();
}

/** Takes a request down and returns its number. */
export async function insertCorrection(
  db: Kysely<DB>,
  about: { readonly id: number; readonly community_id: number | null },
  { kind, statement, by }: { readonly kind: string; readonly statement: string; readonly by: number | null },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into access.correction (residence_id, community_id, kind, statement, made_by)
    values (${about.id}, ${about.community_id}, ${kind}, ${statement}, ${by}::int4) returning id`.execute(db);
  return (rows[0] as { id: number }).id;
}

/** Requests in reach, newest first. */
export async function listCorrections(
  db: Kysely<DB>,
  {
    scope,
    status,
    before = Number.MAX_SAFE_INTEGER,
    limit,
  }: { scope: readonly number[] | undefined; status?: string | undefined; before?: number | undefined; limit: number },
): Promise<CorrectionRow[]> {
  const { rows } = await sql<CorrectionRow>`
    select ${columns} where c.id < ${anyId(before)} and ${inCommunities("c.community_id", scope)}
      and ${status === undefined ? sql`true` : sql`c.status = ${status}`}
    order by c.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function findCorrection(
  db: Kysely<DB>,
  id: number,
  scope: readonly number[] | undefined,
): Promise<CorrectionRow | undefined> {
  const { rows } = await sql<CorrectionRow>`
    select ${columns} where c.id = ${anyId(id)} and ${inCommunities("c.community_id", scope)}`.execute(db);
  return rows[0];
}

/** Decides an open request; false where it is not open. */
export async function decideCorrection(
  db: Kysely<DB>,
  id: number,
  { status, answer, by }: { status: "done" | "refused"; answer: string; by: number | null },
): Promise<boolean> {
  const { rows } = await sql`
    update access.correction set status = ${status}, answer = ${answer}, decided_by = ${by}::int4, decided_at = now()
    where id = ${anyId(id)} and status = 'open' returning id`.execute(db);
  return rows.length > 0;
}

/** Whether an open request is about a building. */
export async function isAbout(db: Kysely<DB>, id: number, residence: number): Promise<boolean> {
  const { rows } = await sql`
    select from access.correction where id = ${anyId(id)} and residence_id = ${residence} and status = 'open'`.execute(
    db,
  );
  return rows.length > 0;
}
