import { type Kysely, type RawBuilder, sql } from "kysely";
import type { DB } from "../db/schema.gen.ts";
import { disputeCategories, heldTogether, type RetentionSubject } from "./rules.ts";

/** Rows deleted by one statement: none of them takes long, and whoever waits for a row waits for few. */
export const rowsAtATime = 2_000;

/** How the rows of a subject are found and deleted. `old` speaks of `t`, and of `$before`. */
interface Ageing {
  readonly table: string;
  readonly key: string;
  /** The community of a row; null for rows that lie in none. */
  readonly community: RawBuilder<unknown> | null;
  readonly old: (before: RawBuilder<Date>) => RawBuilder<boolean>;
  /** Rows of another subject that go with a row of this one: where those are on hold, and it has some, it stays. */
  readonly takesAlong?: { readonly subject: RetentionSubject; readonly has: RawBuilder<boolean> };
  /** What takes the place of a plain delete of the rows of these keys. */
  readonly remove?: (keys: RawBuilder<unknown>) => RawBuilder<unknown>;
}

const isDispute = sql<boolean>`t.category = any(${[...disputeCategories]}::text[])`;

/** Incidents leave a count by community, category and month behind. */
const countAndDelete = (keys: RawBuilder<unknown>) => sql`
  with gone as (delete from incident where id in (${keys}) returning community_id, category, reported_at),
  counted as (
    insert into retention.incident_past as p (community_id, category, month, count)
    select community_id, category,
      date_trunc('month', reported_at at time zone coalesce((select time_zone from city_meta), 'UTC'))::date, count(*)
    from gone group by 1, 2, 3
    on conflict (community_id, category, month) do update set count = p.count + excluded.count)
  select from gone`;

const ownCommunity = sql.ref("t.community_id");
const closedIncidents = {
  table: "incident",
  key: "id",
  community: ownCommunity,
  takesAlong: {
    subject: "incident-tasks",
    has: sql<boolean>`exists (select from access.incident_task k where k.incident_id = t.id)`,
  },
  remove: countAndDelete,
} as const;

const ageings: Readonly<Record<Exclude<RetentionSubject, "audit">, Ageing>> = {
  "unit-positions": {
    table: "unit",
    key: "id",
    community: ownCommunity,
    old: (before) => sql`t.last_fix_at < ${before}`,
    remove: (keys) => sql`update unit set geom = null, last_fix_at = null where id in (${keys}) returning id`,
  },
  disputes: {
    ...closedIncidents,
    old: (before) => sql`t.status = 'closed' and t.closed_at < ${before} and ${isDispute}`,
  },
  incidents: {
    ...closedIncidents,
    old: (before) => sql`t.status = 'closed' and t.closed_at < ${before} and not ${isDispute}`,
  },
  visits: { table: "visit", key: "id", community: ownCommunity, old: (before) => sql`t.visited_at < ${before}` },
  "incident-tasks": {
    table: "access.incident_task",
    key: "incident_id",
    community: sql`(select i.community_id from incident i where i.id = t.incident_id)`,
    old: (before) =>
      sql`exists (select from incident i where i.id = t.incident_id and i.status = 'closed' and i.closed_at < ${before})`,
  },
  sessions: {
    table: "access.session",
    key: "id",
    community: null,
    old: (before) => sql`coalesce(t.ended_at, t.seen_at) < ${before}`,
  },
  "break-glass": {
    table: "access.break_glass",
    key: "id",
    community: ownCommunity,
    old: (before) => sql`t.asked_at < ${before}`,
  },
  exports: { table: "access.export", key: "id", community: null, old: (before) => sql`t.made_at < ${before}` },
  corrections: {
    table: "access.correction",
    key: "id",
    community: ownCommunity,
    old: (before) => sql`t.decided_at < ${before}`,
  },
  "import-runs": {
    table: "import_run",
    key: "id",
    community: null,
    old: (before) => sql`t.finished_at < ${before}`,
  },
};

/** True for rows that a hold keeps: one row, the rows of a community, or all of a subject, or of what goes with it. */
function isHeld(subject: RetentionSubject, { key, community, takesAlong }: Ageing): RawBuilder<boolean> {
  const inCommunity = community === null ? sql`` : sql`or h.community_id = ${community}`;
  const isOfMany = sql`h.row_id is null and (h.community_id is null ${inCommunity})`;
  const byOthers =
    takesAlong === undefined
      ? sql``
      : sql`or (h.subject = ${takesAlong.subject} and ${isOfMany} and ${takesAlong.has})`;
  return sql`exists (select from retention.hold h where h.released_at is null and (
    (h.subject = ${subject} and ${isOfMany})
    or (h.subject = any(${[...heldTogether(subject)]}::text[]) and h.row_id::text = ${sql.ref(`t.${key}`)}::text) ${byOthers}))`;
}

const instant = (before: Date) => sql<Date>`${before}::timestamptz`;

/** Rows that are old enough: those that would be deleted, and those that a hold keeps. */
export async function countOld(db: Kysely<DB>, subject: Exclude<RetentionSubject, "audit">, before: Date) {
  const ageing = ageings[subject];
  const { rows } = await sql<{ free: number; held: number }>`
    select count(*) filter (where not held)::int as free, count(*) filter (where held)::int as held from (
      select ${isHeld(subject, ageing)} as held from ${sql.table(ageing.table)} t where ${ageing.old(instant(before))}) old`.execute(
    db,
  );
  return rows[0] as { free: number; held: number };
}

/** Deletes some of the rows that are old enough and not held, and says how many; fewer than `rowsAtATime` for the last. */
export async function deleteSome(db: Kysely<DB>, subject: Exclude<RetentionSubject, "audit">, before: Date) {
  const ageing = ageings[subject];
  const { table, key, old } = ageing;
  const keys = sql`select ${sql.ref(`t.${key}`)} from ${sql.table(table)} t
    where ${old(instant(before))} and not ${isHeld(subject, ageing)} limit ${rowsAtATime}`;
  const statement =
    ageing.remove?.(keys) ?? sql`delete from ${sql.table(table)} where ${sql.ref(key)} in (${keys}) returning 1`;
  return (await statement.execute(db)).rows.length;
}
