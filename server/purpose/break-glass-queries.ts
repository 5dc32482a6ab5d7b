import { type Kysely, sql } from "kysely";
import { anyId } from "../db/any-id.ts";
import type { DB } from "../db/schema.gen.ts";

/** Minutes that a community stays open to an account outside of its scope. */
export const brokenMinutes = 15;

/** Minutes after which nobody can allow any more what was asked. */
const waitingMinutes = 60;

export interface BreakGlassRow {
  readonly id: number;
  readonly accountId: number;
  readonly login: string;
  readonly communityId: number;
  readonly reason: string;
  readonly asked_at: Date;
  readonly decidedBy: string | null;
  readonly isAllowed: boolean | null;
  readonly ends_at: Date | null;
  readonly isOpen: boolean;
}

const columns = sql`b.id, b.account_id as "accountId", a.login, b.community_id as "communityId", b.reason, b.asked_at,
  s.login as "decidedBy", b.is_allowed as "isAllowed", b.ends_at, coalesce(b.is_allowed and b.ends_at > now(), false) as "isOpen"
  from access.break_glass b join access.account a on a.id = b.account_id left join access.account s on s.id = b.decided_by`;
const isWaiting = sql`b.decided_at is null and b.asked_at > now() - make_interval(mins => ${waitingMinutes})`;

/** Asks for a community; undefined where there is none of that id. */
export async function askToBreak(
  db: Kysely<DB>,
  { account, community, reason }: { account: number; community: number; reason: string },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into access.break_glass (account_id, community_id, reason)
    select ${account}, id, ${reason} from community where id = ${anyId(community)} returning id`.execute(db);
  return rows[0]?.id;
}

/** What an account asked for or decided within a day, and what waits for somebody like it: newest first. */
export async function listBroken(
  db: Kysely<DB>,
  account: number,
  mayAllow: readonly number[] | "city",
): Promise<BreakGlassRow[]> {
  const inReach = mayAllow === "city" ? sql`true` : sql`b.community_id = any(${[...mayAllow]}::int4[])`;
  const { rows } = await sql<BreakGlassRow>`
    select ${columns} where (${account} in (b.account_id, b.decided_by) and b.asked_at > now() - interval '24 hours')
      or (b.account_id <> ${account} and ${isWaiting} and ${inReach})
    order by b.id desc limit 100`.execute(db);
  return rows;
}

/** One that still waits for a second person. */
export async function findWaiting(db: Kysely<DB>, id: number): Promise<BreakGlassRow | undefined> {
  const { rows } = await sql<BreakGlassRow>`
    select ${columns} where b.id = ${anyId(id)} and ${isWaiting} for update of b`.execute(db);
  return rows[0];
}

/** The second person's word; from then on it is open for a quarter of an hour, or never. */
export async function decide(db: Kysely<DB>, id: number, by: number, isAllowed: boolean): Promise<void> {
  await sql`
    update access.break_glass set decided_by = ${by}, decided_at = now(), is_allowed = ${isAllowed},
      ends_at = case when ${isAllowed} then now() + make_interval(mins => ${brokenMinutes}) end
    where id = ${id}`.execute(db);
}

/** Ends one's own before its time; false where none is open. */
export async function endBroken(db: Kysely<DB>, id: number, account: number): Promise<boolean> {
  const { rows } = await sql`
    update access.break_glass set ends_at = now()
    where id = ${anyId(id)} and account_id = ${account} and is_allowed and ends_at > now() returning id`.execute(db);
  return rows.length > 0;
}

/** The community that is open to an account under a number, at this moment. */
export async function openCommunity(db: Kysely<DB>, id: number, account: number | null): Promise<number | undefined> {
  const { rows } = await sql<{ community_id: number }>`
    select community_id from access.break_glass
    where id = ${anyId(id)} and account_id = ${account} and is_allowed and ends_at > now()`.execute(db);
  return rows[0]?.community_id;
}
