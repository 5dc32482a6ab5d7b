import { type Kysely, sql } from "kysely";
import type { DB } from "../db/schema.gen.ts";
import { inCommunities } from "../db/scope.ts";
import type { CorrectionRow } from "./correction-queries.ts";

/** What is stored about a place. */
export interface AboutAddress {
  readonly residence: {
    id: number;
    communityId: number | null;
    householdCount: number;
    storeys: number | null;
    lastCheckedAt: string | null;
    checkedBefore: string | null;
    position: [number, number];
    source: string | null;
    updatedAt: string;
  };
  readonly address: {
    id: number;
    road: string;
    number: string;
    building: string | null;
    unit: string | null;
    source: string | null;
    updatedAt: string;
  } | null;
  readonly visits: { visitedAt: string; outcome: string }[];
  readonly venues: { id: number; class: string; name: string; lastInspectedAt: string | null }[];
}

/** What is on record about it. */
export interface RecordsAbout {
  /** How often its address was told to somebody, for each purpose. */
  readonly readings: { purpose: string; count: number; lastAt: string }[];
  readonly corrections: (Pick<CorrectionRow, "id" | "kind" | "status"> & { madeAt: string })[];
}

const instant = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Most rows of a kind; the newest. */
const most = 200;

/** Everything that is stored about a dwelling building and its address; incidents are places of their own and name none. */
export async function findAboutAddress(
  db: Kysely<DB>,
  residence: number,
  scope: readonly number[] | undefined,
): Promise<AboutAddress | undefined> {
  const { rows } = await sql<AboutAddress>`
    select json_build_object('id', r.id, 'communityId', r.community_id, 'householdCount', r.household_count, 'storeys', r.storeys,
        'lastCheckedAt', ${instant("r.last_checked_at")}, 'checkedBefore', ${instant("r.checked_before")},
        'position', json_build_array(st_x(r.geom), st_y(r.geom)),
        'source', r.source, 'updatedAt', ${instant("r.updated_at")}) as residence,
      case when a.id is not null then json_build_object('id', a.id, 'road', a.road, 'number', a.number, 'building', a.building,
        'unit', a.unit, 'source', a.source, 'updatedAt', ${instant("a.updated_at")}) end as address,
      coalesce((select json_agg(json_build_object('visitedAt', ${instant("v.visited_at")}, 'outcome', v.outcome) order by v.visited_at desc)
        from (select * from visit where residence_id = r.id order by visited_at desc limit ${most}) v), '[]') as visits,
      coalesce((select json_agg(json_build_object('id', v.id, 'class', v.class, 'name', v.name_zh_hans,
          'lastInspectedAt', ${instant("v.last_inspected_at")}) order by v.id)
        from (select * from venue where address_id = r.address_id and ${inCommunities("community_id", scope)} order by id limit ${most}) v), '[]') as venues
    from residence r left join address a on a.id = r.address_id and ${inCommunities("a.community_id", scope)}
    where r.id = ${residence} and ${inCommunities("r.community_id", scope)}`.execute(db);
  return rows[0];
}

/** To whom it was told, as purposes, by itself or in the list of its community; and which requests there were about it. */
export async function readRecordsAbout(
  db: Kysely<DB>,
  { id: residence, communityId }: AboutAddress["residence"],
): Promise<RecordsAbout> {
  const [own, list] = [`residence:${residence}`, `plan:${communityId}`];
  const told = (table: "audit.entry" | "audit.inbox") => sql`
    select purpose, at from ${sql.table(table)} where action = 'personal-read' and outcome = 'done'
      and (subject = ${own} or (subject = ${list} and detail -> 'ids' @> ${String(residence)}::jsonb))`;
  const { rows } = await sql<RecordsAbout>`
    select coalesce((select json_agg(json_build_object('purpose', t.item, 'count', t.count, 'lastAt', ${instant("t.last_at")}) order by t.item)
        from (select split_part(purpose, ' ', 1) as item, count(*)::int as count, max(at) as last_at
          from (${told("audit.entry")} union all ${told("audit.inbox")}) told
          group by 1) t), '[]') as readings,
      coalesce((select json_agg(json_build_object('id', c.id, 'kind', c.kind, 'status', c.status, 'madeAt', ${instant("c.made_at")}) order by c.id)
        from access.correction c where c.residence_id = ${residence}), '[]') as corrections`.execute(db);
  return rows[0] as RecordsAbout;
}

/** A dwelling building by an address that whoever asks was told: its id and where it stands, nothing of the address. */
export interface FoundAddress {
  readonly residenceId: number;
  readonly communityId: number | null;
  readonly householdCount: number;
}

/** Buildings whose address has exactly this road and number; more than one where a number has several buildings. */
export async function findByAddress(
  db: Kysely<DB>,
  { road, number }: { road: string; number: string },
  scope: readonly number[] | undefined,
): Promise<FoundAddress[]> {
  const { rows } = await sql<FoundAddress>`
    select r.id as "residenceId", r.community_id as "communityId", r.household_count as "householdCount"
    from address a join residence r on r.address_id = a.id
    where a.road = ${road} and a.number = ${number} and ${inCommunities("a.community_id", scope)}
      and ${inCommunities("r.community_id", scope)}
    order by r.id limit ${most}`.execute(db);
  return rows;
}
