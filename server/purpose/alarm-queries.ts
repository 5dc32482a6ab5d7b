import { type Kysely, sql } from "kysely";
import { type AlarmKind, alarmsOf, type DayOfReading } from "../access/alarms.ts";
import { type AuditEntry, record } from "../audit/queries.ts";
import type { DB } from "../db/schema.gen.ts";

/** Looks at what an account has read within a day, this reading included, and records an alarm for what is too much, once a day. */
export async function raiseAlarms(
  db: Kysely<DB>,
  { account, role, subject = "", requestId }: Pick<AuditEntry, "account" | "role" | "subject" | "requestId">,
): Promise<void> {
  if (account === null) return;
  for (const { kind, count, most } of alarmsOf(await dayOf(db, account, subject))) {
    const about = kind === "same-home" ? subject : null;
    if (!(await isRaised(db, account, kind, about)))
      await raise(db, { account, role, requestId }, kind, { count, most, ...(about !== null && { about }) });
  }
}

/** Puts an alarm on record: like every other row of it, nobody takes it away. */
export async function raise(
  db: Kysely<DB>,
  by: Pick<AuditEntry, "account" | "role" | "requestId">,
  kind: AlarmKind,
  detail: AuditEntry["detail"],
): Promise<void> {
  await record(db, { ...by, action: "alarm", outcome: "done", subject: kind, detail });
}

/** The record has it in two places: what is not sealed yet, and what is. */
const lately = (account: number, action: string) => sql`
  (select subject, outcome, detail from audit.entry where account_id = ${account} and action = ${action} and at > now() - interval '24 hours'
   union all
   select subject, outcome, detail from audit.inbox where account_id = ${account} and action = ${action} and at > now() - interval '24 hours')`;

async function dayOf(db: Kysely<DB>, account: number, subject: string): Promise<DayOfReading> {
  const { rows } = await sql<DayOfReading>`
    select (count(distinct subject) filter (where outcome = 'done' and subject like 'residence:%'))::int as homes,
      (count(*) filter (where outcome = 'done' and subject = ${subject} and subject like 'residence:%'))::int as "sameHome",
      (count(distinct subject) filter (where outcome = 'done' and subject like 'plan:%'))::int as lists,
      (count(*) filter (where outcome = 'denied'))::int as refused
    from ${lately(account, "personal-read")} read`.execute(db);
  return rows[0] as DayOfReading;
}

async function isRaised(db: Kysely<DB>, account: number, kind: AlarmKind, about: string | null): Promise<boolean> {
  const { rows } = await sql`
    select from ${lately(account, "alarm")} raised
    where subject = ${kind} and detail ->> 'about' is not distinct from ${about} limit 1`.execute(db);
  return rows.length > 0;
}
