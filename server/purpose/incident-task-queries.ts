import { type Kysely, sql } from "kysely";
import { mustWriteAndRecord } from "../audit/must-record.ts";
import type { AuditEntry } from "../audit/queries.ts";
import { anyId } from "../db/any-id.ts";
import type { DB } from "../db/schema.gen.ts";
import { inCommunities, type Scope } from "../db/scope.ts";

/** More are not on duty in a community. */
const mostOfficers = 500;

/** The community of an incident that is not closed; undefined where there is none such. */
export async function findOpenIncident(db: Kysely<DB>, id: number) {
  return await db
    .selectFrom("incident")
    .select("community_id")
    .where("id", "=", anyId(id))
    .where("status", "<>", "closed")
    .executeTakeFirst();
}

/**
 * Gives an incident to an account, as a task near the place where it is at this moment, and records it; false where there is no such
 * account that may sign in. Given twice is given once, where it is by then.
 */
export async function giveIncident(db: Kysely<DB>, incident: number, account: number, entry: AuditEntry) {
  const write = sql`
    insert into access.incident_task (incident_id, account_id, given_by, geom)
    select i.id, a.id, ${entry.account}::int4, i.geom from access.account a join incident i on i.id = ${incident}::int8
    where a.id = ${account}::int8 and a.ended_at is null
    on conflict (incident_id, account_id) do update set given_by = excluded.given_by, geom = excluded.geom
    returning account_id`.compile(db);
  return (await mustWriteAndRecord(db, write, entry)).length > 0;
}

/** Whether there is such an incident in one of the communities. */
export async function isIncidentIn(db: Kysely<DB>, id: number, scope: Scope): Promise<boolean> {
  const found = await db
    .selectFrom("incident")
    .select("id")
    .where("id", "=", anyId(id))
    .where(inCommunities("community_id", scope))
    .executeTakeFirst();
  return found !== undefined;
}

/** Takes an incident back and records it; false where the account did not have it. */
export async function takeBackIncident(db: Kysely<DB>, incident: number, account: number, entry: AuditEntry) {
  const write = sql`
    delete from access.incident_task where incident_id = ${incident}::int8 and account_id = ${account}::int8
    returning account_id`.compile(db);
  return (await mustWriteAndRecord(db, write, entry)).length > 0;
}

/** Incidents of an account that still are a task, newest first. */
export async function listIncidentTasks(db: Kysely<DB>, account: number) {
  return await db
    .selectFrom("access.incident_task as t")
    .innerJoin("incident as i", "i.id", "t.incident_id")
    .select(["t.incident_id as incidentId", "t.account_id as accountId", "t.given_at"])
    .where("t.account_id", "=", account)
    .where("i.status", "<>", "closed")
    .orderBy("t.given_at", "desc")
    .limit(200)
    .execute();
}

/** Officers on duty where an incident is, and whoever was given it, by their codes. */
export async function listWhoMayHave(db: Kysely<DB>, incident: number, community: number | null) {
  const { rows } = await sql<{ accountId: number; login: string; given_at: Date | null }>`
    select a.id as "accountId", a.login, t.given_at
    from access.account a left join access.incident_task t on t.account_id = a.id and t.incident_id = ${incident}::int8
    where a.ended_at is null and (t.account_id is not null or (a.role = 'officer' and exists (
      select from access.duty_scope d where d.account_id = a.id and d.community_id = ${community}::int4
        and d.valid_from <= now() and (d.valid_to is null or d.valid_to > now()))))
    order by a.login limit ${mostOfficers}`.execute(db);
  return rows;
}
