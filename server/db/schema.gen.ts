/**
 * Types of the database's tables. Made by `pnpm gen` from a migrated database; never edited by hand.
 */
import type { Geometry } from "./geometry-type.ts";
import type { ColumnType } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;

export type Json = JsonValue;

export type JsonArray = JsonValue[];

export type JsonObject = {
  [x: string]: JsonValue | undefined;
};

export type JsonPrimitive = boolean | number | string | null;

export type JsonValue = JsonArray | JsonObject | JsonPrimitive;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface AccessAccount {
  /**
   * When it was made.
   */
  created_at: Generated<Timestamp>;
  /**
   * Encrypts what waits on this account's terminals for a network; 244 random bits. Read by whoever is signed in as it.
   */
  device_key: Generated<Buffer>;
  /**
   * When it was ended; null while it may sign in.
   */
  ended_at: Timestamp | null;
  /**
   * Surrogate key, never used again.
   */
  id: Generated<number>;
  /**
   * What it signs in with: a badge number or a code, never a name.
   */
  login: string;
  /**
   * Argon2id, in the form of PHC; null for one that cannot sign in by password.
   */
  password_hash: string | null;
  /**
   * Its one role; server/access/table.ts says what that may have.
   */
  role: string;
  /**
   * SHA-256 of issuer and subject, by which a provider knows who it is; null for one that signs in by password.
   */
  subject_hash: Buffer | null;
  /**
   * Grows by one with each change.
   */
  version: Generated<number>;
}

export interface AccessBreakGlass {
  /**
   * Who asked.
   */
  account_id: number;
  /**
   * When.
   */
  asked_at: Generated<Timestamp>;
  /**
   * The community that is opened.
   */
  community_id: number;
  /**
   * When it was decided.
   */
  decided_at: Timestamp | null;
  /**
   * The second person; null while nobody has decided.
   */
  decided_by: number | null;
  /**
   * When it ends, or was ended; a quarter of an hour after the decision at the latest.
   */
  ends_at: Timestamp | null;
  /**
   * Its number, which everything done under it carries in the audit.
   */
  id: Generated<number>;
  /**
   * What was decided.
   */
  is_allowed: boolean | null;
  /**
   * Why, in the words of who asked.
   */
  reason: string;
}

export interface AccessCapability {
  /**
   * Subjects whose rows in the communities may be made and changed.
   */
  changes: Generated<string[]>;
  /**
   * Communities whose rows it shows.
   */
  communities: number[];
  /**
   * Good until then.
   */
  expires_at: Timestamp;
  /**
   * Subjects of the table of access, such as incidents.
   */
  subjects: string[];
  /**
   * SHA-256 of the token; the token itself is nowhere.
   */
  token_hash: Buffer;
}

export interface AccessCorrection {
  /**
   * What was done, or why not; null while open.
   */
  answer: string | null;
  /**
   * The community it lay in.
   */
  community_id: number | null;
  /**
   * When; null while open.
   */
  decided_at: Timestamp | null;
  /**
   * The account that decided.
   */
  decided_by: number | null;
  /**
   * Its number, which whoever asked is told.
   */
  id: Generated<number>;
  /**
   * information, correction or erasure.
   */
  kind: string;
  /**
   * When.
   */
  made_at: Generated<Timestamp>;
  /**
   * The account that took it down.
   */
  made_by: number | null;
  /**
   * The dwelling building that it is about.
   */
  residence_id: number;
  /**
   * What is said to be wrong; about the address, never who asks.
   */
  statement: string;
  /**
   * open, done or refused.
   */
  status: Generated<string>;
}

export interface AccessDutyScope {
  /**
   * The account.
   */
  account_id: number;
  /**
   * The community; null for the whole city.
   */
  community_id: number | null;
  /**
   * Surrogate key.
   */
  id: Generated<number>;
  /**
   * From then on.
   */
  valid_from: Generated<Timestamp>;
  /**
   * Not from then on; null for as long as the account lasts.
   */
  valid_to: Timestamp | null;
}

export interface AccessExport {
  /**
   * Who asked for it.
   */
  account_id: number;
  /**
   * When it was fetched; null while it was not.
   */
  fetched_at: Timestamp | null;
  /**
   * Which rows: communities, categories, times.
   */
  filter: Json;
  /**
   * csv, geojson or gpkg; png for a picture.
   */
  format: string;
  /**
   * The number.
   */
  id: Generated<number>;
  /**
   * Layer that the rows are of.
   */
  layer: string;
  /**
   * When it was asked for.
   */
  made_at: Generated<Timestamp>;
  /**
   * What it was asked for.
   */
  purpose: string;
  /**
   * How many rows there were when it was asked for.
   */
  row_count: number;
  /**
   * SHA-256 of the token in its link, which opens once, within a quarter of an hour; null for a picture.
   */
  token_hash: Buffer | null;
}

export interface AccessIncidentTask {
  /**
   * The account that sees to it.
   */
  account_id: number;
  /**
   * Where the incident was when it was given, EPSG:4326; homes are opened near there. Null opens none.
   */
  geom: Geometry | null;
  /**
   * When.
   */
  given_at: Generated<Timestamp>;
  /**
   * The account that gave it.
   */
  given_by: number | null;
  /**
   * The incident.
   */
  incident_id: number;
}

export interface AccessProviderAttempt {
  /**
   * When it was begun; good for ten minutes.
   */
  begun_at: Generated<Timestamp>;
  /**
   * Where the provider was asked to lead back to.
   */
  redirect: string;
  /**
   * The session whose holder proves once more who they are; null for a sign-in.
   */
  session_id: string | null;
  /**
   * SHA-256 of the token in the browser's cookie, which state, nonce and verifier are made from.
   */
  token_hash: Buffer;
}

export interface AccessSession {
  /**
   * Whose it is.
   */
  account_id: number;
  /**
   * When it signed in.
   */
  created_at: Generated<Timestamp>;
  /**
   * What it says it is, such as a browser and its system.
   */
  device: string;
  /**
   * sign-out, revoked, replaced by a new sign-in, password changed, or account changed.
   */
  end_reason: string | null;
  /**
   * When it was ended; null while open, also when it has run out.
   */
  ended_at: Timestamp | null;
  /**
   * What lists name it by; of no use to whoever would sign in.
   */
  id: Generated<string>;
  /**
   * When it last asked for something, to the minute.
   */
  seen_at: Generated<Timestamp>;
  /**
   * SHA-256 of the token in its cookie; the token itself is nowhere.
   */
  token_hash: Buffer;
  /**
   * When its password was last proved.
   */
  verified_at: Generated<Timestamp>;
}

export interface AccessSetupToken {
  /**
   * When it was printed; good for a day.
   */
  created_at: Generated<Timestamp>;
  /**
   * SHA-256 of the token.
   */
  token_hash: Buffer;
}

export interface AccessSignInFailure {
  /**
   * How many in a row.
   */
  failures: number;
  /**
   * SHA-256 of both: neither can be read from it.
   */
  key: Buffer;
  /**
   * When the last one was.
   */
  last_at: Generated<Timestamp>;
}

export interface Address {
  /**
   * Building number in the compound, where there is one.
   */
  building: string | null;
  /**
   * The community it lies in; null outside every community.
   */
  community_id: number | null;
  /**
   * Position of the door, EPSG:4326.
   */
  geom: Geometry;
  /**
   * Surrogate key.
   */
  id: Generated<number>;
  /**
   * House number on that road.
   */
  number: string;
  /**
   * Road name as on the sign.
   */
  road: string;
  /**
   * Name of the data set the row came from; null when made here.
   */
  source: string | null;
  /**
   * Key of the row in that data set; with source it makes a repeated import idempotent.
   */
  source_id: string | null;
  /**
   * Entrance (unit) of the building, where there is one.
   */
  unit: string | null;
  /**
   * When the row last changed.
   */
  updated_at: Generated<Timestamp>;
  /**
   * Grows by one with each change.
   */
  version: Generated<number>;
}

export interface Area {
  /**
   * Administrative code, unique in the city.
   */
  code: string;
  /**
   * Borders, EPSG:4326.
   */
  geom: Geometry;
  /**
   * Number of households, a count.
   */
  households: number | null;
  /**
   * Surrogate key, stable for the life of the area.
   */
  id: Generated<number>;
  /**
   * Rung of the ladder: city, district, town; or rural for land outside every community, water for rivers and lakes.
   */
  level: string;
  /**
   * Name in English, where known.
   */
  name_en: string | null;
  /**
   * Name in simplified Chinese (or the only name known).
   */
  name_zh_hans: string;
  /**
   * Name in traditional Chinese, where known.
   */
  name_zh_hant: string | null;
  /**
   * The area one rung up; null for the city.
   */
  parent_id: number | null;
  /**
   * Number of residents, a count.
   */
  population: number | null;
  /**
   * Name of the data set the row came from; null when made here.
   */
  source: string | null;
  /**
   * Key of the row in that data set; with source it makes a repeated import idempotent.
   */
  source_id: string | null;
  /**
   * When the row last changed.
   */
  updated_at: Generated<Timestamp>;
  /**
   * First day on which these borders hold.
   */
  valid_from: Generated<string>;
  /**
   * First day on which they no longer hold; null while current.
   */
  valid_to: string | null;
  /**
   * Grows by one with each change.
   */
  version: Generated<number>;
}

export interface AuditCut {
  /**
   * Last batch that was deleted.
   */
  batch: number;
  /**
   * When.
   */
  cut_at: Timestamp;
  /**
   * Hash of that batch, which the first one left follows from.
   */
  hash: Buffer;
  /**
   * Always true: there is one row.
   */
  one: Generated<boolean>;
  /**
   * Last entry that was deleted.
   */
  seq: number;
}

export interface AuditEntry {
  /**
   * The account that did it.
   */
  account_id: number | null;
  /**
   * What was done.
   */
  action: string;
  /**
   * When it was done.
   */
  at: Timestamp;
  /**
   * Ids and counts.
   */
  detail: Json;
  /**
   * done, denied, or failed.
   */
  outcome: string;
  /**
   * What it was done for.
   */
  purpose: string | null;
  /**
   * The request, as the log has it.
   */
  request_id: string | null;
  /**
   * Its role then.
   */
  role: string;
  /**
   * Its number, one more than the one before.
   */
  seq: number;
  /**
   * What it was done to.
   */
  subject: string | null;
}

export interface AuditInbox {
  /**
   * The account that did it; null for somebody who had not signed in.
   */
  account_id: number | null;
  /**
   * What was done, such as sign-in or session-end.
   */
  action: string;
  /**
   * When it was done, by the clock of the database.
   */
  at: Generated<Timestamp>;
  /**
   * Ids and counts; never what a row holds.
   */
  detail: Generated<Json>;
  /**
   * Order in which it came.
   */
  id: Generated<number>;
  /**
   * done, denied, or failed.
   */
  outcome: string;
  /**
   * What it was done for, where a purpose is needed.
   */
  purpose: string | null;
  /**
   * The request, as the log has it.
   */
  request_id: string | null;
  /**
   * Its role then.
   */
  role: string;
  /**
   * What it was done to: a layer, an account, a session.
   */
  subject: string | null;
}

export interface AuditSeal {
  /**
   * Its number, one more than the one before.
   */
  batch: number;
  /**
   * First 16 bytes of the SHA-256 of each entry, in order.
   */
  digests: Buffer;
  /**
   * Its first entry.
   */
  first_seq: number;
  /**
   * SHA-256 over the hash before, the three numbers, the time in microseconds and the digests.
   */
  hash: Buffer;
  /**
   * Its last entry.
   */
  last_seq: number;
  /**
   * Hash of the batch before; 32 zeros for the first.
   */
  previous: Buffer;
  /**
   * When it was sealed.
   */
  sealed_at: Timestamp;
}

export interface CityMeta {
  /**
   * Name in English, where known.
   */
  name_en: string | null;
  /**
   * Name in simplified Chinese.
   */
  name_zh_hans: string;
  /**
   * Name in traditional Chinese, where known.
   */
  name_zh_hant: string | null;
  /**
   * Always true: there is one row.
   */
  one: Generated<boolean>;
  /**
   * When it was seeded.
   */
  seeded_at: Timestamp | null;
  /**
   * Size and number of the synthetic city; null for real data.
   */
  seeded_with: string | null;
  /**
   * IANA time zone of local hours and weekdays, such as Asia/Shanghai.
   */
  time_zone: string;
}

export interface Community {
  /**
   * Administrative code, unique in the city.
   */
  code: string;
  /**
   * Borders, EPSG:4326; neighbours share theirs exactly.
   */
  geom: Geometry;
  /**
   * Number of households, a count.
   */
  households: number | null;
  /**
   * Surrogate key; the scope of every row that lies in it.
   */
  id: Generated<number>;
  /**
   * Name in English, where known.
   */
  name_en: string | null;
  /**
   * Name in simplified Chinese (or the only name known).
   */
  name_zh_hans: string;
  /**
   * Name in traditional Chinese, where known.
   */
  name_zh_hant: string | null;
  /**
   * Number of residents, a count.
   */
  population: number | null;
  /**
   * Name of the data set the row came from; null when made here.
   */
  source: string | null;
  /**
   * Key of the row in that data set; with source it makes a repeated import idempotent.
   */
  source_id: string | null;
  /**
   * The street or town it belongs to, where known.
   */
  town_id: number | null;
  /**
   * When the row last changed.
   */
  updated_at: Generated<Timestamp>;
  /**
   * First day on which these borders hold.
   */
  valid_from: Generated<string>;
  /**
   * First day on which they no longer hold; null while current.
   */
  valid_to: string | null;
  /**
   * Grows by one with each change.
   */
  version: Generated<number>;
}

export interface DutyAssignment {
  /**
   * Badge number.
   */
  badge: string;
  /**
   * The community answered for.
   */
  community_id: number;
  /**
   * Surrogate key.
   */
  id: Generated<number>;
  /**
   * officer or auxiliary.
   */
  role: string;
  /**
   * The terminal carried, where assigned.
   */
  unit_id: number | null;
  /**
   * First day of the assignment.
   */
  valid_from: string;
  /**
   * First day after it; null while current.
   */
  valid_to: string | null;
}

export interface FeedEvent {
  /**
   * When it was changed.
   */
  at: Timestamp;
  /**
   * Box now, EPSG:4326.
   */
  box: string | null;
  /**
   * Id of the row; null for r.
   */
  entity_id: number | null;
  /**
   * What changed.
   */
  kind: string;
  /**
   * Box before.
   */
  old_box: string | null;
  /**
   * Community before.
   */
  old_scope: number | null;
  /**
   * i, u, d or r, as in the outbox.
   */
  op: string;
  /**
   * Community now.
   */
  scope: number | null;
  /**
   * Its number.
   */
  seq: number;
  /**
   * Its version; null for r.
   */
  version: number | null;
}

export interface FeedEventPartition {
  /**
   * One past its last number.
   */
  end_seq: number;
  /**
   * Its first number, also in its name: feed.event_<first_seq>.
   */
  first_seq: number;
  /**
   * When it was made.
   */
  made_at: Generated<Timestamp>;
}

export interface FeedMeta {
  /**
   * First number that no partition takes yet.
   */
  end_seq: Generated<number>;
  /**
   * Changed when numbers may come again for other events, as after a restore.
   */
  epoch: Generated<string>;
  /**
   * Events up to this number are no longer kept.
   */
  floor_seq: Generated<number>;
  /**
   * When they were told.
   */
  hinted_at: Generated<Timestamp>;
  /**
   * Newest number that listeners have been told of.
   */
  hinted_seq: Generated<number>;
  /**
   * Number of the newest event.
   */
  last_seq: Generated<number>;
  one: Generated<boolean>;
  /**
   * What had been committed when the outbox was last emptied: later rows are looked for by it.
   */
  seen: Generated<string>;
}

export interface FeedOutbox {
  /**
   * When it was changed.
   */
  at: Generated<Timestamp>;
  /**
   * Box around it now, EPSG:4326.
   */
  box: string | null;
  /**
   * Id of the row; null for r.
   */
  entity_id: number | null;
  /**
   * Order in which changes of one row were made: it is drawn while the writer holds the row.
   */
  id: Generated<number>;
  /**
   * What changed: incident, unit, venue, ….
   */
  kind: string;
  /**
   * Box around it before.
   */
  old_box: string | null;
  /**
   * Community that it lay in before.
   */
  old_scope: number | null;
  /**
   * i inserted, u updated, d deleted, r: so many rows changed that the whole table is to be read again.
   */
  op: string;
  /**
   * Community that it lies in now; for a deleted one, before.
   */
  scope: number | null;
  /**
   * Version of the row after the change, before it when deleted; null for r.
   */
  version: number | null;
  /**
   * The writer's transaction.
   */
  xid: Generated<string>;
}

export interface FeedOutboxDead {
  /**
   * What is wrong with it.
   */
  fault: string;
  /**
   * Surrogate key.
   */
  id: Generated<number>;
  /**
   * When it was put aside.
   */
  parked_at: Generated<Timestamp>;
  /**
   * The row as it was.
   */
  row: Json;
}

export interface ImportRun {
  /**
   * Coordinate system declared or read.
   */
  crs: string;
  /**
   * What was wrong, in one sentence, without values of the file.
   */
  detail: string | null;
  /**
   * Text encoding declared or detected; null for binary formats.
   */
  encoding: string | null;
  /**
   * Name of the file, without its path.
   */
  file_name: string;
  /**
   * SHA-256 of its bytes, hexadecimal.
   */
  file_sha256: string;
  /**
   * When it ended, however it ended.
   */
  finished_at: Timestamp | null;
  /**
   * Last sign of life; a running import without one for a minute was killed.
   */
  heartbeat_at: Generated<Timestamp>;
  /**
   * Surrogate key.
   */
  id: Generated<number>;
  /**
   * Layer imported into.
   */
  layer: string;
  /**
   * What whoever started it should know: columns left out, what the positions were checked against.
   */
  notes: Generated<string[]>;
  /**
   * Slug of the problem that ended it; null for one that was done.
   */
  problem: string | null;
  /**
   * Refused rows by reason: {"coordinate-range": 12}.
   */
  reject_reasons: Generated<Json>;
  /**
   * Rows new to the table.
   */
  rows_inserted: Generated<number>;
  /**
   * Rows read from the file.
   */
  rows_read: Generated<number>;
  /**
   * Rows refused.
   */
  rows_rejected: Generated<number>;
  /**
   * Rows equal to what was there.
   */
  rows_unchanged: Generated<number>;
  /**
   * Rows that changed one already there.
   */
  rows_updated: Generated<number>;
  /**
   * Name of the data set that its rows carry as their source.
   */
  source: string | null;
  /**
   * When it began.
   */
  started_at: Generated<Timestamp>;
  /**
   * running, done, refused, failed, stopped or dry_run.
   */
  status: Generated<string>;
  /**
   * Somebody has asked it to stop; it does so at its next sign of life.
   */
  stop_requested: Generated<boolean>;
  /**
   * Zone in which times without an offset were read; null when none was needed.
   */
  time_zone: string | null;
}

export interface Incident {
  /**
   * When the first unit arrived.
   */
  arrived_at: Timestamp | null;
  /**
   * Code from incident_category.
   */
  category: string;
  /**
   * When it was closed.
   */
  closed_at: Timestamp | null;
  /**
   * The community it lies in; null outside every community.
   */
  community_id: number | null;
  /**
   * When a unit was first sent.
   */
  dispatched_at: Timestamp | null;
  /**
   * Position, EPSG:4326, as precise as position_precision says.
   */
  geom: Geometry;
  /**
   * Surrogate key.
   */
  id: Generated<number>;
  /**
   * Earliest moment it can have happened.
   */
  occurred_from: Timestamp;
  /**
   * Latest such moment; null when occurred_from is the moment itself.
   */
  occurred_to: Timestamp | null;
  /**
   * How well the position is known: exact, address, street, community.
   */
  position_precision: Generated<string>;
  /**
   * 1 most urgent to 5 least.
   */
  priority: Generated<number>;
  /**
   * When the call or report came in.
   */
  reported_at: Generated<Timestamp>;
  /**
   * Name of the data set the row came from; null when made here.
   */
  source: string | null;
  /**
   * Key of the row in that data set; with source it makes a repeated import idempotent.
   */
  source_id: string | null;
  /**
   * reported, dispatched, on_scene or closed.
   */
  status: Generated<string>;
  /**
   * When the row last changed.
   */
  updated_at: Generated<Timestamp>;
  /**
   * Grows by one with each change.
   */
  version: Generated<number>;
}

export interface IncidentAcknowledgement {
  /**
   * When it was said first.
   */
  acknowledged_at: Generated<Timestamp>;
  /**
   * The incident.
   */
  incident_id: number;
  /**
   * The remote that it was said with; null once that is gone.
   */
  remote_id: number | null;
}

export interface IncidentCategory {
  /**
   * Stable code, such as burglary or noise.
   */
  code: string;
  /**
   * Label in English, where known.
   */
  name_en: string | null;
  /**
   * Label in simplified Chinese.
   */
  name_zh_hans: string;
  /**
   * Label in traditional Chinese, where known.
   */
  name_zh_hant: string | null;
}

export interface PoliceRoom {
  /**
   * Short code, unique in the city.
   */
  code: string;
  /**
   * The community it stands in, where known.
   */
  community_id: number | null;
  /**
   * Position, EPSG:4326.
   */
  geom: Geometry;
  /**
   * Surrogate key.
   */
  id: Generated<number>;
  /**
   * Name in English, where known.
   */
  name_en: string | null;
  /**
   * Name in simplified Chinese (or the only name known).
   */
  name_zh_hans: string;
  /**
   * Name in traditional Chinese, where known.
   */
  name_zh_hant: string | null;
  /**
   * Hours in the OpenStreetMap opening_hours form, such as Mo-Fr 08:30-18:00.
   */
  opening_hours: string | null;
  /**
   * Codes of the services offered: reception, mediation, permits, lost_property, patrol_base.
   */
  services: Generated<string[]>;
  /**
   * Name of the data set the row came from; null when made here.
   */
  source: string | null;
  /**
   * Key of the row in that data set; with source it makes a repeated import idempotent.
   */
  source_id: string | null;
  /**
   * When the row last changed.
   */
  updated_at: Generated<Timestamp>;
  /**
   * Grows by one with each change.
   */
  version: Generated<number>;
}

export interface Residence {
  /**
   * Its standard address, where known.
   */
  address_id: number | null;
  /**
   * When it had been checked before the last check; null for never, or not known.
   */
  checked_before: Timestamp | null;
  /**
   * The community it lies in; null outside every community.
   */
  community_id: number | null;
  /**
   * Position of the building, EPSG:4326.
   */
  geom: Geometry;
  /**
   * Number of households in the building, a count.
   */
  household_count: number;
  /**
   * Surrogate key.
   */
  id: Generated<number>;
  /**
   * When the building record was last checked on the spot.
   */
  last_checked_at: Timestamp | null;
  /**
   * Name of the data set the row came from; null when made here.
   */
  source: string | null;
  /**
   * Key of the row in that data set; with source it makes a repeated import idempotent.
   */
  source_id: string | null;
  /**
   * Storeys above ground, where known.
   */
  storeys: number | null;
  /**
   * When the row last changed.
   */
  updated_at: Generated<Timestamp>;
  /**
   * Grows by one with each change.
   */
  version: Generated<number>;
}

export interface ResponseStandard {
  /**
   * From the report until a unit is on scene.
   */
  arrive_seconds: number;
  /**
   * From the report until the call is closed.
   */
  close_seconds: number;
  /**
   * From the report until a unit has been sent.
   */
  dispatch_seconds: number;
  /**
   * 1 most urgent to 5 least, as of incidents.
   */
  priority: number;
}

export interface RetentionHold {
  /**
   * The community whose rows; null for one row, or all.
   */
  community_id: number | null;
  /**
   * Its number.
   */
  id: Generated<number>;
  /**
   * When.
   */
  placed_at: Generated<Timestamp>;
  /**
   * The account that placed it.
   */
  placed_by: number | null;
  /**
   * Which proceeding, as a reference of its file.
   */
  reason: string;
  /**
   * When; null while it holds.
   */
  released_at: Timestamp | null;
  /**
   * The account that released it.
   */
  released_by: number | null;
  /**
   * The one row; null for more.
   */
  row_id: number | null;
  /**
   * Subject of the rule that it suspends.
   */
  subject: string;
}

export interface RetentionIncidentPast {
  /**
   * Code of the category.
   */
  category: string;
  /**
   * The community; null outside every community.
   */
  community_id: number | null;
  /**
   * How many.
   */
  count: number;
  /**
   * First day of the month of the report, as the city's clocks have it.
   */
  month: string;
}

export interface RetentionRule {
  /**
   * When.
   */
  changed_at: Generated<Timestamp>;
  /**
   * The account that changed it last; null as it came.
   */
  changed_by: number | null;
  /**
   * After so many days; the audit never before a year.
   */
  days: number;
  /**
   * What is deleted by it.
   */
  subject: string;
}

export interface RetentionRun {
  /**
   * The moment that ages were counted from.
   */
  as_of: Timestamp;
  /**
   * When it was through.
   */
  finished_at: Generated<Timestamp>;
  /**
   * Its number.
   */
  id: Generated<number>;
  /**
   * For each subject days, rows deleted, and rows that a hold kept.
   */
  report: Json;
  /**
   * When it began.
   */
  started_at: Generated<Timestamp>;
}

export interface Road {
  /**
   * Rank: trunk, primary, secondary, residential, service, path.
   */
  class: string;
  /**
   * Centre line, EPSG:4326.
   */
  geom: Geometry;
  /**
   * Surrogate key.
   */
  id: Generated<number>;
  /**
   * Name in English, where known.
   */
  name_en: string | null;
  /**
   * Name in simplified Chinese (or the only name known).
   */
  name_zh_hans: string | null;
  /**
   * Name in traditional Chinese, where known.
   */
  name_zh_hant: string | null;
  /**
   * True when traffic runs only in the direction of the line.
   */
  oneway: Generated<boolean>;
  /**
   * Name of the data set the row came from; null when made here.
   */
  source: string | null;
  /**
   * Key of the row in that data set; with source it makes a repeated import idempotent.
   */
  source_id: string | null;
  /**
   * When the row last changed.
   */
  updated_at: Generated<Timestamp>;
  /**
   * Grows by one with each change.
   */
  version: Generated<number>;
}

export interface Unit {
  /**
   * Radio call sign, unique in the city.
   */
  call_sign: string;
  /**
   * Its home community.
   */
  community_id: number | null;
  /**
   * Last position, EPSG:4326; null while there is none.
   */
  geom: Geometry | null;
  /**
   * Surrogate key.
   */
  id: Generated<number>;
  /**
   * foot, bicycle, car or room (fixed terminal of a police room).
   */
  kind: string;
  /**
   * When the last position was taken; null while there is none.
   */
  last_fix_at: Timestamp | null;
  /**
   * Name of the data set the row came from; null when made here.
   */
  source: string | null;
  /**
   * Key of the row in that data set; with source it makes a repeated import idempotent.
   */
  source_id: string | null;
  /**
   * available, assigned, on_scene or off_duty.
   */
  status: Generated<string>;
  /**
   * When the row last changed.
   */
  updated_at: Generated<Timestamp>;
  /**
   * Grows by one with each change.
   */
  version: Generated<number>;
}

export interface Venue {
  /**
   * Its standard address, where known.
   */
  address_id: number | null;
  /**
   * Code from venue_class.
   */
  class: string;
  /**
   * The community it lies in; null outside every community.
   */
  community_id: number | null;
  /**
   * Position of the entrance, EPSG:4326.
   */
  geom: Geometry;
  /**
   * Surrogate key.
   */
  id: Generated<number>;
  /**
   * Days between inspections that its class and grade ask for.
   */
  inspection_cadence_days: Generated<number>;
  /**
   * When it was last inspected.
   */
  last_inspected_at: Timestamp | null;
  /**
   * Result of that inspection: passed, advice, hazard, closed.
   */
  last_result: string | null;
  /**
   * Number of its operating licence.
   */
  licence: string | null;
  /**
   * Trading name in English, where known.
   */
  name_en: string | null;
  /**
   * Trading name in simplified Chinese (or the only name known).
   */
  name_zh_hans: string;
  /**
   * Trading name in traditional Chinese, where known.
   */
  name_zh_hant: string | null;
  /**
   * Day by which the next inspection is due.
   */
  next_due_on: string | null;
  /**
   * Grade of the place by its class and record: 1 highest to 4 lowest.
   */
  risk_grade: Generated<number>;
  /**
   * Name of the data set the row came from; null when made here.
   */
  source: string | null;
  /**
   * Key of the row in that data set; with source it makes a repeated import idempotent.
   */
  source_id: string | null;
  /**
   * When the row last changed.
   */
  updated_at: Generated<Timestamp>;
  /**
   * Grows by one with each change.
   */
  version: Generated<number>;
}

export interface VenueClass {
  /**
   * Stable code, such as hotel or internet_cafe.
   */
  code: string;
  /**
   * Label in English, where known.
   */
  name_en: string | null;
  /**
   * Label in simplified Chinese.
   */
  name_zh_hans: string;
  /**
   * Label in traditional Chinese, where known.
   */
  name_zh_hant: string | null;
}

export interface Visit {
  /**
   * Key made by the terminal: sending the same visit twice records it once.
   */
  client_key: string;
  /**
   * The community of the place.
   */
  community_id: number | null;
  /**
   * Seconds spent there, where measured.
   */
  dwell_seconds: number | null;
  /**
   * Surrogate key.
   */
  id: Generated<number>;
  /**
   * done, advice, hazard, closed or no_answer.
   */
  outcome: string;
  /**
   * The dwelling building visited, or null.
   */
  residence_id: number | null;
  /**
   * The terminal that recorded it.
   */
  unit_id: number | null;
  /**
   * When the row last changed.
   */
  updated_at: Generated<Timestamp>;
  /**
   * The venue visited, or null.
   */
  venue_id: number | null;
  /**
   * Grows by one with each change.
   */
  version: Generated<number>;
  /**
   * When the visit began.
   */
  visited_at: Timestamp;
}

export interface WallPairingCode {
  /**
   * SHA-256 of the code, hexadecimal; the code lives two minutes and opens one door.
   */
  code_hash: string;
  /**
   * When it stops working.
   */
  expires_at: Timestamp;
  /**
   * What the code is for: a remote of this screen, or the screen itself.
   */
  opens: Generated<string>;
  /**
   * The screen that shows it.
   */
  screen_id: number;
}

export interface WallRemote {
  /**
   * When it was paired.
   */
  created_at: Generated<Timestamp>;
  /**
   * When it has to be paired again.
   */
  expires_at: Timestamp;
  /**
   * Surrogate key.
   */
  id: Generated<number>;
  /**
   * The screen that it steers.
   */
  screen_id: number;
  /**
   * SHA-256 of the secret that the remote keeps, hexadecimal.
   */
  token_hash: string;
}

export interface WallScreen {
  /**
   * What its remotes have chosen: palette, view, place, sound, replay.
   */
  control: Generated<Json>;
  /**
   * When the screen was first switched on.
   */
  created_at: Generated<Timestamp>;
  /**
   * Surrogate key.
   */
  id: Generated<number>;
  /**
   * When it last asked what it should show, to the minute.
   */
  last_seen_at: Generated<Timestamp>;
  /**
   * When it was let in.
   */
  let_in_at: Timestamp | null;
  /**
   * The account that let it in; null for a screen that nobody has let in.
   */
  let_in_by: number | null;
  /**
   * The session that the wall was last shown under when it asked for a code; null for none.
   */
  session_id: string | null;
  /**
   * SHA-256 of the secret that the screen keeps, hexadecimal.
   */
  token_hash: string;
  /**
   * Grows with each choice and each acknowledgement, so that a screen asks cheaply.
   */
  version: Generated<number>;
}

export interface DB {
  "access.account": AccessAccount;
  "access.break_glass": AccessBreakGlass;
  "access.capability": AccessCapability;
  "access.correction": AccessCorrection;
  "access.duty_scope": AccessDutyScope;
  "access.export": AccessExport;
  "access.incident_task": AccessIncidentTask;
  "access.provider_attempt": AccessProviderAttempt;
  "access.session": AccessSession;
  "access.setup_token": AccessSetupToken;
  "access.sign_in_failure": AccessSignInFailure;
  address: Address;
  area: Area;
  "audit.cut": AuditCut;
  "audit.entry": AuditEntry;
  "audit.inbox": AuditInbox;
  "audit.seal": AuditSeal;
  city_meta: CityMeta;
  community: Community;
  duty_assignment: DutyAssignment;
  "feed.event": FeedEvent;
  "feed.event_partition": FeedEventPartition;
  "feed.meta": FeedMeta;
  "feed.outbox": FeedOutbox;
  "feed.outbox_dead": FeedOutboxDead;
  import_run: ImportRun;
  incident: Incident;
  incident_acknowledgement: IncidentAcknowledgement;
  incident_category: IncidentCategory;
  police_room: PoliceRoom;
  residence: Residence;
  response_standard: ResponseStandard;
  "retention.hold": RetentionHold;
  "retention.incident_past": RetentionIncidentPast;
  "retention.rule": RetentionRule;
  "retention.run": RetentionRun;
  road: Road;
  unit: Unit;
  venue: Venue;
  venue_class: VenueClass;
  visit: Visit;
  wall_pairing_code: WallPairingCode;
  wall_remote: WallRemote;
  wall_screen: WallScreen;
}
