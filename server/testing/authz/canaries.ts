import type { Clearance } from "@one-map/tiles/catalogue";
import type pg from "pg";
import { mayRead, type Principal } from "../../access/decide.ts";
import { roleDefinitions } from "../../access/roles.ts";
import type { Subject } from "../../access/subjects.ts";

/** A word, a number or the digits of a place, and who may be sent it. */
export interface Canary {
  readonly word: string;
  readonly subject: Subject;
  readonly clearance: Clearance;
  /** Where it lies; null outside every community. */
  readonly community: number | null;
  /** Of a category that is counted and never drawn. */
  readonly isSensitive?: boolean;
}

const east = 2;
const canary = (subject: Subject, clearance: Clearance, ...words: string[]): Canary[] =>
  words.map((word) => ({ word, subject, clearance, community: east }));

/** Of each subject, words in each class that it has; numbers begin so that nothing else does. */
export const canaries: readonly Canary[] = [
  ...canary("venues", "operational", "71000002", "canary-venue-hans", "canary-venue-hant", "canary-venue-en"),
  ...canary("venues", "operational", "canary-licence", "canary-source-venue", "107.152937"),
  ...canary("units", "operational", "210000004", "canary-unit", "canary-source-unit", "107.154937"),
  ...canary("duty", "operational", "210000006", "canary-badge"),
  ...canary("residences", "operational", "71000003", "canary-source-residence", "107.153937"),
  ...canary("addresses", "operational", "canary-road", "canary-source-address"),
  ...canary("addresses", "personal", "canary-number", "canary-building", "canary-flat", "107.155937"),
  ...canary("residences", "personal", "71000005", "canary-reason"),
  ...canary("addresses", "personal", "canary-statement"),
  ...canary("visits", "operational", "71000007", "ca4a4e00-0000-4000-8000"),
  ...canary("incidents", "operational", "71000001", "canary-source-incident", "107.151937"),
  ...canary("imports", "operational", "canary-file", "canary-detail", "canary-note", "canary-source-import"),
  ...canary("screens", "case", "canary-secret"),
  { word: "72000001", subject: "incidents", clearance: "operational", community: 1, isSensitive: true },
  { word: "107.031937", subject: "incidents", clearance: "operational", community: 1, isSensitive: true },
  { word: "71000009", subject: "incidents", clearance: "operational", community: east, isSensitive: true },
  { word: "73000001", subject: "incidents", clearance: "operational", community: null },
  { word: "107.201937", subject: "incidents", clearance: "operational", community: null },
];

/** What no route tells anybody. */
export const neverSent: ReadonlySet<string> = new Set([
  // Where rows came from is for imports to compare, and for whom an address concerns.
  "canary-source-venue",
  "canary-source-unit",
  "canary-source-incident",
  "canary-secret",
  // The place of an address is told by the home or the venue that has it.
  "107.155937",
]);

/** Accounts that there are; the first of them is nobody's of the matrix. */
const lastAccount = 100;

const at = (lng: number, lat = 34.351937) => `st_setsrid(st_makepoint(${lng}, ${lat}), 4326)`;

const incident = (id: number, community: number | null, category: string, lng: number, status = "reported") =>
  `insert into incident (id, community_id, category, priority, status, occurred_from, reported_at, closed_at, source, source_id, geom)
   values (${id}, ${community}, '${category}', 1, '${status}', now() - interval '10 minutes', now() - interval '10 minutes',
     ${status === "closed" ? "now()" : "null"}, 'canary-source-incident', '${id}', ${at(lng)})`;

const statements = [
  "insert into incident_category (code, name_zh_hans) values ('assault', '伤害')",
  incident(7_100_000_100, east, "theft", 107.15193701),
  incident(7_100_000_101, east, "theft", 107.15193702, "closed"),
  incident(7_100_000_900, east, "assault", 107.15193703),
  incident(7_200_000_100, 1, "assault", 107.03193701),
  incident(7_300_000_100, null, "theft", 107.20193701),
  `insert into address (id, community_id, road, number, building, unit, source, source_id, geom)
   values (7100000500, ${east}, 'canary-road', 'canary-number', 'canary-building', 'canary-flat', 'canary-source-address', '1', ${at(107.15593701)})`,
  `insert into residence (id, address_id, community_id, household_count, source, source_id, geom)
   values (7100000300, 7100000500, ${east}, 20, 'canary-source-residence', '1', ${at(107.15393701)})`,
  `insert into venue (id, address_id, community_id, class, name_zh_hans, name_zh_hant, name_en, licence, next_due_on, source, source_id, geom)
   values (7100000200, 7100000500, ${east}, 'bar', 'canary-venue-hans', 'canary-venue-hant', 'canary-venue-en', 'canary-licence',
     current_date - 30, 'canary-source-venue', '1', ${at(107.15293701)})`,
  `insert into unit (id, call_sign, kind, community_id, status, last_fix_at, source, source_id, geom)
   values (2100000040, 'canary-unit', 'car', ${east}, 'available', now(), 'canary-source-unit', '1', ${at(107.15493701)})`,
  `insert into duty_assignment (id, community_id, role, badge, valid_from)
   values (2100000060, ${east}, 'officer', 'canary-badge', '2020-01-01')`,
  `insert into visit (id, client_key, community_id, venue_id, visited_at, outcome)
   values (7100000700, 'ca4a4e00-0000-4000-8000-000000000001', ${east}, 7100000200, now() - interval '1 day', 'done')`,
  `insert into import_run (layer, file_name, file_sha256, crs, status, source, detail, notes, finished_at)
   values ('venues', 'canary-file', repeat('0', 64), 'EPSG:4326', 'failed', 'canary-source-import', 'canary-detail', '{canary-note}', now())`,
  `insert into access.account (id, login, role) select i, 'a-' || i, 'officer' from generate_series(1, ${lastAccount}) i`,
  `insert into access.correction (id, residence_id, community_id, kind, statement, made_by)
   overriding system value values (1, 7100000300, ${east}, 'erasure', 'canary-statement', 1)`,
  `insert into access.break_glass (id, account_id, community_id, reason)
   overriding system value values (1, 1, ${east}, 'canary-reason in an emergency')`,
  "insert into access.incident_task (incident_id, account_id) values (7100000100, 1)",
  "insert into wall_screen (token_hash) values ('canary-secret')",
];

/** Writes them into the small city, most of them into its east. */
export async function writeCanaries(pool: pg.Pool): Promise<void> {
  for (const statement of statements) await pool.query(statement);
}

/** Whether somebody may be sent a canary. */
export function mayBeSent(principal: Principal, { subject, clearance, community, isSensitive }: Canary): boolean {
  if (isSensitive === true && roleDefinitions[principal.role].precision !== "exact") return false;
  return mayRead(principal, subject, clearance, community);
}

/** Canaries in a text that somebody may not be sent; without those that are numbers where these are told by design. */
export function leaksIn(text: string, principal: Principal, { isNumbers = true } = {}): string[] {
  return canaries
    .filter(({ word }) => isNumbers || !/^[0-9]+$/.test(word))
    .filter((one) => text.includes(one.word) && !mayBeSent(principal, one))
    .map(({ word }) => word);
}
