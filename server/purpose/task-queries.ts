import { type Kysely, sql } from "kysely";
import { mayRead, type Principal } from "../access/decide.ts";
import { afterwardsHours, dwellingListedDays, incidentReachMeters } from "../access/purposes.ts";
import { anyId } from "../db/any-id.ts";
import type { DB } from "../db/schema.gen.ts";
import type { PersonalRow } from "../http/app-type.ts";
import type { Ask } from "./ask.ts";
import { openCommunity } from "./break-glass-queries.ts";
import { isAbout } from "./correction-queries.ts";

type Found = Pick<PersonalRow<unknown>, "kind" | "ids" | "communityId">;

/** Where tasks are kept, and rows as whoever asks has them. */
export interface TaskSources {
  readonly records: Kysely<DB>;
  readonly rows: Kysely<DB>;
}

/** Whether the task is that of whoever asks, and what was found is what the task is about. */
export async function isTaskOf(
  { records, rows }: TaskSources,
  { kind, id }: Ask["task"],
  principal: Principal,
  found: Found,
): Promise<boolean> {
  switch (kind) {
    case "plan":
      return found.communityId === id && (found.kind === "plan" || (await isListed(rows, found.ids)));
    case "visit":
      return found.kind === "residence" && found.ids[0] === id && (await isListed(rows, found.ids));
    case "incident":
      return found.kind === "residence" && (await isNearIncident({ records, rows }, id, principal, found));
    case "break-glass":
      return found.communityId !== null && (await openCommunity(records, id, principal.account)) === found.communityId;
    case "correction":
      return found.kind === "residence" && (await isAbout(records, id, found.ids[0] as number));
  }
}

/**
 * Whether every dwelling is due for a visit, or was when it was visited just now, and is being written up: who records a visit of one
 * that was not has made no task of it.
 */
async function isListed(db: Kysely<DB>, ids: readonly number[]): Promise<boolean> {
  const { rows } = await sql<{ due: number }>`
    select count(*)::int as due from residence where id = any(${[...ids]}::int8[])
      and (last_checked_at is null or last_checked_at < now() - make_interval(days => ${dwellingListedDays})
        or last_checked_at > now() - make_interval(hours => ${afterwardsHours})
          and (checked_before is null or checked_before < last_checked_at - make_interval(days => ${dwellingListedDays})))`.execute(
    db,
  );
  return rows[0]?.due === ids.length;
}

/**
 * Whether a dwelling is near an incident that is open, or was until yesterday, and that whoever asks sees to. Who answers
 * for others, and the command centre, see to those of their scope, where they are; everybody else to those that they were given, where
 * they were then: whoever was given one may move it.
 */
async function isNearIncident(
  { records, rows: db }: TaskSources,
  id: number,
  principal: Principal,
  { ids: [residence] }: Found,
) {
  const { rows } = await sql<{ community_id: number | null; isNear: boolean }>`
    select i.community_id, ${isWithinReach("i.geom")} as "isNear" from incident i join residence r on r.id = ${residence}
    where i.id = ${anyId(id)} and (i.status <> 'closed' or i.closed_at > now() - make_interval(hours => ${afterwardsHours}))`.execute(
    db,
  );
  const [found] = rows;
  if (found === undefined || !mayRead(principal, "incidents", "case", found.community_id)) return false;
  if (["command", "supervisor"].includes(principal.role)) return found.isNear;
  return await isGivenNear(records, id, principal.account, residence);
}

async function isGivenNear(db: Kysely<DB>, incident: number, account: number | null, residence: number | undefined) {
  const { rows } = await sql`
    select from access.incident_task t join residence r on r.id = ${residence}
    where t.incident_id = ${anyId(incident)} and t.account_id = ${account} and ${isWithinReach("t.geom")}`.execute(db);
  return rows.length > 0;
}

/** Whether a place is so near a dwelling that a task there opens it; not for no place. */
const isWithinReach = (place: "i.geom" | "t.geom") =>
  sql<boolean>`st_dwithin(${sql.ref(place)}::geography, r.geom::geography, ${incidentReachMeters})`;
