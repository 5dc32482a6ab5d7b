import { type Kysely, sql } from "kysely";
import type { DB } from "../db/schema.gen.ts";
import type { RetentionReport, RetentionSubject } from "./rules.ts";

export interface HoldRow {
  readonly id: number;
  readonly subject: RetentionSubject;
  readonly rowId: number | null;
  readonly communityId: number | null;
  readonly reason: string;
  readonly placed_at: Date;
  readonly released_at: Date | null;
}

/** Rules in the order of their subjects. */
export async function listRules(db: Kysely<DB>) {
  return await db.selectFrom("retention.rule").select(["subject", "days", "changed_at"]).orderBy("subject").execute();
}

/** Changes a rule; false where there is none for that subject. */
export async function setRule(db: Kysely<DB>, subject: string, days: number, by: number | null): Promise<boolean> {
  const result = await db
    .updateTable("retention.rule")
    .set({ days, changed_by: by, changed_at: sql`clock_timestamp()` })
    .where("subject", "=", subject)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Holds that last, and those released of late, newest first. */
export async function listHolds(db: Kysely<DB>): Promise<HoldRow[]> {
  const { rows } = await sql<HoldRow>`
    select id, subject, row_id as "rowId", community_id as "communityId", reason, placed_at, released_at from retention.hold
    order by released_at is not null, id desc limit 500`.execute(db);
  return rows;
}

export async function placeHold(
  db: Kysely<DB>,
  hold: { subject: string; rowId: number | null; communityId: number | null; reason: string; by: number | null },
): Promise<number> {
  const row = await db
    .insertInto("retention.hold")
    .values({
      subject: hold.subject,
      row_id: hold.rowId,
      community_id: hold.communityId,
      reason: hold.reason,
      placed_by: hold.by,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Releases a hold; false where it does not last. */
export async function releaseHold(db: Kysely<DB>, id: number, by: number | null): Promise<boolean> {
  const { rows } = await sql`
    update retention.hold set released_at = now(), released_by = ${by}::int4
    where id = ${id}::int8 and released_at is null returning id`.execute(db);
  return rows.length > 0;
}

/** Reports of the last runs, newest first. */
export async function listRuns(db: Kysely<DB>, limit: number): Promise<{ id: number; report: RetentionReport }[]> {
  const { rows } = await sql<{ id: number; report: RetentionReport }>`
    select id, report from retention.run order by id desc limit ${limit}`.execute(db);
  return rows;
}
