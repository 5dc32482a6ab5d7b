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

/** Whether the task is that of whoever asks, and what was found is what the task is about. */
export async function isTaskOf(
  db: Kysely<DB>,
  { kind, id }: Ask["task"],
  principal: Principal,
  found: Found,
): Promise<boolean> {
  switch (kind) {
    case "plan":
      return found.communityId === id && (found.kind === "plan" || (await isListed(db, found.ids)));
    case "visit":
      return found.kind === "residence" && found.ids[0] === id && (await isListed(db, found.ids));
    case "incident":
      return found.kind === "residence" && (await isNearIncident(db, id, principal, found));
    case "break-glass":
      return found.communityId !== null && (await openCommunity(db, id, principal.account)) === found.communityId;
    case "correction":
      return found.kind === "residence" && (await isAbout(db, id, found.ids[0] as number));
  }
}

/** Whether every dwelling is due for a visit, or was visited just now and is being written up. */
async function isListed(db: Kysely<DB>, ids: readonly number[]): Promise<boolean> {
  const { rows } = await sql<{ due: number }>`
    select count(*)::int as due from residence where id = any(${[...ids]}::int8[])
      and (last_checked_at is null or last_checked_at < now() - make_interval(days => ${dwellingListedDays})
        or last_checked_at > now() - make_interval(hours => ${afterwardsHours}))`.execute(db);
  return rows[0]?.due === ids.length;
}

/**
 * Whether a dwelling is near an incident that is open, or was until yesterday, and that whoever asks sees to. Who answers
 * for others, and the command centre, see to those of their scope; everybody else to those that they were given.
 */
async function isNearIncident(db: Kysely<DB>, id: number, { account, role, scope }: Principal, { ids }: Found) {
  const { rows } = await sql<{ community_id: number | null; given: boolean }>`
    select i.community_id, exists (select from access.incident_task t where t.incident_id = i.id and t.account_id = ${account}) as given
    from incident i join residence r on r.id = ${ids[0]}
    where i.id = ${anyId(id)} and (i.status <> 'closed' or i.closed_at > now() - make_interval(hours => ${afterwardsHours}))
      and st_dwithin(i.geom::geography, r.geom::geography, ${incidentReachMeters})`.execute(db);
  const [found] = rows;
  if (found === undefined || !mayRead({ account, role, scope }, "incidents", "case", found.community_id)) return false;
  return found.given || role === "command" || role === "supervisor";
}
