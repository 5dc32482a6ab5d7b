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
async function isNearIncident(
  { records, rows: db }: TaskSources,
  id: number,
  principal: Principal,
  { ids: [residence] }: Found,
) {
  const { rows } = await sql<{ community_id: number | null }>`
    select i.community_id from incident i join residence r on r.id = ${residence}
    where i.id = ${anyId(id)} and (i.status <> 'closed' or i.closed_at > now() - make_interval(hours => ${afterwardsHours}))
      and st_dwithin(i.geom::geography, r.geom::geography, ${incidentReachMeters})`.execute(db);
  const [found] = rows;
  if (found === undefined || !mayRead(principal, "incidents", "case", found.community_id)) return false;
  return ["command", "supervisor"].includes(principal.role) || (await isGiven(records, id, principal.account));
}

async function isGiven(db: Kysely<DB>, incident: number, account: number | null): Promise<boolean> {
  const { rows } = await sql`
    select from access.incident_task where incident_id = ${anyId(incident)} and account_id = ${account}`.execute(db);
  return rows.length > 0;
}
