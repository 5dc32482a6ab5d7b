import { type Kysely, sql } from "kysely";
import type { Static } from "typebox";
import { dwellingListedDays } from "../access/purposes.ts";
import { anyId } from "../db/any-id.ts";
import { bboxOf } from "../db/geometry.ts";
import type { DB } from "../db/schema.gen.ts";
import { inCommunities, type Scope } from "../db/scope.ts";
import { toInstant, toNames } from "../http/wire.ts";
import type { Plan, PlanItem } from "./schema.ts";

/** Venues come on the list this many days before they are due. */
const soonDays = 14;
/** A dwelling is due this many days after its last check; one that was never checked counts as a little more than due. */
const dwellingCadenceDays = 90;
const neverVisited = 1.25;

interface Row {
  kind: "venue" | "residence";
  id: number;
  name_zh_hans: string | null;
  name_zh_hant: string | null;
  name_en: string | null;
  road: string | null;
  road_zh_hant: string | null;
  road_en: string | null;
  number: string | null;
  building: string | null;
  class: string | null;
  lng: number;
  lat: number;
  due_on: string | null;
  days_overdue: number | null;
  last_visited_at: Date | null;
  days_since: number | null;
  urgency: number;
  total: number;
}

/**
 * What is due in a community, most urgent first; undefined for a community that does not exist.
 * @param addresses communities whose addresses may be had: a place's may lie across the border
 */
export async function findPlan(
  db: Kysely<DB>,
  { communityId, limit, addresses }: { communityId: number; limit: number; addresses: Scope },
): Promise<Static<typeof Plan> | undefined> {
  const community = await db
    .selectFrom("community")
    .select(["id", "name_zh_hans", "name_zh_hant", "name_en", bboxOf("geom").as("bbox")])
    .where("id", "=", anyId(communityId))
    .executeTakeFirst();
  if (community === undefined) return undefined;
  const { rows } = await sql<Row>`
    with today as (select (now() at time zone coalesce((select time_zone from city_meta), 'UTC'))::date as day),
    due as (
      select 'venue' as kind, v.id, v.name_zh_hans, v.name_zh_hant, v.name_en, v.address_id, v.class, v.geom, v.next_due_on as due_on, (today.day - v.next_due_on) as days_overdue,
        v.last_inspected_at as last_visited_at, 1 + (today.day - v.next_due_on)::float8 / v.inspection_cadence_days as urgency
      from venue v, today where v.community_id = ${communityId} and v.next_due_on <= today.day + ${soonDays}::int and coalesce(v.last_result, '') <> 'closed'
      union all
      select 'residence', r.id, null, null, null, r.address_id, null, r.geom, null, null, r.last_checked_at,
        coalesce(extract(epoch from now() - r.last_checked_at)::float8 / 86400 / ${dwellingCadenceDays}::int, ${neverVisited}::float8)
      from residence r where r.community_id = ${communityId} and (r.last_checked_at is null or r.last_checked_at < now() - make_interval(days => ${dwellingListedDays}::int))
    ),
    top as (select *, count(*) over ()::int as total from due order by urgency desc, kind desc, id limit ${limit}),
    listed as (select top.*, a.road, a.number, a.building from top left join address a on a.id = top.address_id and ${inCommunities("a.community_id", addresses)}),
    street as (
      select distinct on (r.name_zh_hans) r.name_zh_hans as road, r.name_zh_hant as road_zh_hant, r.name_en as road_en
      from road r where r.name_zh_hans in (select road from listed)
    )
    select t.kind, t.id, t.name_zh_hans, t.name_zh_hant, t.name_en, t.road, s.road_zh_hant, s.road_en, t.number, t.building, t.class, st_x(t.geom) as lng, st_y(t.geom) as lat,
      t.due_on, t.days_overdue, t.last_visited_at, floor(extract(epoch from now() - t.last_visited_at) / 86400)::int as days_since, t.urgency, t.total
    from listed t left join street s on s.road = t.road order by t.urgency desc, t.kind desc, t.id`.execute(db);
  return {
    asOf: new Date().toISOString(),
    community: { id: community.id, names: toNames(community), bbox: community.bbox },
    totalDue: rows[0]?.total ?? 0,
    withheld: [],
    items: rows.map(toItem),
  };
}

/** The list without what is personal: streets, but neither numbers nor buildings. */
export function withholdAddresses(plan: Static<typeof Plan>): Static<typeof Plan> {
  const items = plan.items.map((item) => ({
    ...item,
    address: item.address && { ...item.address, number: null, building: null },
  }));
  return { ...plan, items, withheld: ["items.address.number", "items.address.building"] };
}

function toItem(row: Row): Static<typeof PlanItem> {
  const late = row.days_overdue !== null && row.days_overdue > 0;
  const reason =
    row.last_visited_at === null ? "never" : row.kind === "residence" ? "long_ago" : late ? "overdue" : "due_soon";
  return {
    kind: row.kind,
    id: row.id,
    names: row.name_zh_hans === null ? null : { zhHans: row.name_zh_hans, zhHant: row.name_zh_hant, en: row.name_en },
    address:
      row.road === null
        ? null
        : {
            road: { zhHans: row.road, zhHant: row.road_zh_hant, en: row.road_en },
            number: row.number,
            building: row.building,
          },
    class: row.class,
    position: [row.lng, row.lat],
    dueOn: row.due_on,
    daysOverdue: row.days_overdue,
    lastVisitedAt: toInstant(row.last_visited_at),
    daysSince: row.days_since,
    reason,
    urgency: Math.round(row.urgency * 100) / 100,
  };
}
