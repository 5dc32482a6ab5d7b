import { type Kysely, sql } from "kysely";
import type { Static } from "typebox";
import type { Role } from "../access/roles.ts";
import { isAlive } from "../auth/lifetime.ts";
import { newToken } from "../auth/tokens.ts";
import { bboxOf } from "../db/geometry.ts";
import type { DB } from "../db/schema.gen.ts";
import { inCommunities, ofCategories, type Scope } from "../db/scope.ts";
import { toInstant, toNames } from "../http/wire.ts";
import type { PairingCode, WallControl, WallPlace, WallScreenState } from "./remote-schema.ts";
import { hashOf, newPairingCode } from "./secrets.ts";

type Control = Static<typeof WallControl>;

const codeSeconds = 120;
/** A shift: whoever comes next pairs again. */
export const remoteHours = 12;
const forgottenAfterDays = 30;

const nothingChosen: Control = {
  theme: null,
  view: null,
  isRotating: null,
  isMuted: null,
  place: null,
  replayAt: null,
  pairAt: null,
};

const toControl = (stored: unknown): Control => ({ ...nothingChosen, ...(stored as Partial<Control>) });

/** A screen that has been switched on for the first time; those not seen for a month are forgotten. */
export async function insertScreen(db: Kysely<DB>): Promise<string> {
  const token = newToken();
  await db
    .deleteFrom("wall_screen")
    .where("last_seen_at", "<", sql<Date>`now() - make_interval(days => ${forgottenAfterDays}::int)`)
    .execute();
  await db
    .insertInto("wall_screen")
    .values({ token_hash: hashOf(token) })
    .execute();
  return token;
}

export interface Screen {
  readonly id: number;
  /** Whether somebody has let it in: before that it is told nothing of the city. */
  readonly isLetIn: boolean;
  readonly version: number;
  readonly control: Control;
}

/** The screen that keeps this secret, seen now. */
export async function findScreen(db: Kysely<DB>, token: string): Promise<Screen | undefined> {
  const row = await db
    .selectFrom("wall_screen")
    .select(["id", "version", "control", "let_in_at"])
    .select(sql<boolean>`last_seen_at < now() - interval '1 minute'`.as("is_unseen"))
    .where("token_hash", "=", hashOf(token))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.is_unseen)
    await db.updateTable("wall_screen").set({ last_seen_at: sql`now()` }).where("id", "=", row.id).execute();
  return { id: row.id, version: row.version, control: toControl(row.control), isLetIn: row.let_in_at !== null };
}

/** What a screen is told of itself. */
export async function readScreenState(
  db: Kysely<DB>,
  { id, version, control, isLetIn }: Screen,
): Promise<Omit<Static<typeof WallScreenState>, "acknowledged">> {
  const { rows } = await sql<{ remotes: number }>`
    select count(*)::int as remotes from wall_remote where screen_id = ${id} and expires_at > now()`.execute(db);
  return { version, control, isLetIn, remotes: rows[0]?.remotes ?? 0 };
}

/** Open incidents that a screen shows and that somebody has in hand. */
export async function listAcknowledged(db: Kysely<DB>, may: ShownIncidents): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select a.incident_id as id from incident_acknowledgement a join incident i on i.id = a.incident_id
    where i.status <> 'closed' and ${isShown(may)} order by a.incident_id`.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * A code for a screen to show; the one before stops working. Codes of two screens are never the same.
 *
 * @param session the session that the screen shows the wall of, for a screen that nobody has let in
 */
export async function insertPairingCode(
  db: Kysely<DB>,
  { id, isLetIn }: Screen,
  session: string | null,
): Promise<Static<typeof PairingCode>> {
  const opens = isLetIn || session !== null ? "remote" : "screen";
  if (!isLetIn) await db.updateTable("wall_screen").set({ session_id: session }).where("id", "=", id).execute();
  for (;;) {
    const code = newPairingCode();
    const { rows } = await sql<{ expires_at: Date }>`
      with gone as (delete from wall_pairing_code where expires_at < now())
      insert into wall_pairing_code (screen_id, code_hash, expires_at, opens)
      select ${id}, ${hashOf(code)}, now() + make_interval(secs => ${codeSeconds}::int), ${opens}
      where not exists (select 1 from wall_pairing_code where code_hash = ${hashOf(code)} and screen_id <> ${id})
      on conflict (screen_id) do update
        set code_hash = excluded.code_hash, expires_at = excluded.expires_at, opens = excluded.opens
      returning expires_at`.execute(db);
    const row = rows[0];
    if (row !== undefined) return { code, opens, expiresAt: toInstant(row.expires_at) };
  }
}

/** Lets a remote in by a code that is being shown, once; undefined for any other code. */
export async function insertRemote(
  db: Kysely<DB>,
  code: string,
): Promise<{ token: string; expiresAt: string } | undefined> {
  const token = newToken();
  const { rows } = await sql<{ expires_at: Date }>`
    with gone as (delete from wall_remote where expires_at < now()),
    used as (delete from wall_pairing_code where code_hash = ${hashOf(code)} and opens = 'remote' and expires_at > now()
      returning screen_id),
    told as (update wall_screen s set version = version + 1, control = control - 'pairAt' from used where s.id = used.screen_id)
    insert into wall_remote (screen_id, token_hash, expires_at)
    select screen_id, ${hashOf(token)}, now() + make_interval(hours => ${remoteHours}::int) from used
    returning expires_at`.execute(db);
  const row = rows[0];
  return row && { token, expiresAt: toInstant(row.expires_at) };
}

export interface Remote {
  readonly id: number;
  readonly screenId: number;
  readonly expiresAt: string;
  readonly version: number;
  readonly control: Control;
}

/** The remote that keeps this secret, while it is good: no longer than its screen shows anything. */
export async function findRemote(db: Kysely<DB>, token: string): Promise<Remote | undefined> {
  const row = await db
    .selectFrom("wall_remote as r")
    .innerJoin("wall_screen as s", "s.id", "r.screen_id")
    .leftJoin("access.session as n", (join) => join.onRef("n.id", "=", "s.session_id").on("n.ended_at", "is", null))
    .leftJoin("access.account as a", (join) => join.onRef("a.id", "=", "n.account_id").on("a.ended_at", "is", null))
    .select(["r.id", "r.screen_id", "r.expires_at", "s.version", "s.control", "s.let_in_at", "a.role"])
    .select(sql<number>`extract(epoch from now() - n.created_at)::float8`.as("since_created"))
    .select(sql<number>`extract(epoch from now() - n.seen_at)::float8`.as("since_seen"))
    .where("r.token_hash", "=", hashOf(token))
    .where("r.expires_at", ">", sql<Date>`now()`)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const ages = { sinceCreated: row.since_created, sinceSeen: row.since_seen };
  if (row.let_in_at === null && (row.role === null || !isAlive(row.role as Role, ages))) return undefined;
  return {
    id: row.id,
    screenId: row.screen_id,
    expiresAt: toInstant(row.expires_at),
    version: row.version,
    control: toControl(row.control),
  };
}

/** Merges choices into those of a screen. */
export async function updateControl(db: Kysely<DB>, screenId: number, change: Partial<Control>): Promise<void> {
  await db
    .updateTable("wall_screen")
    .set({ control: sql`control || ${JSON.stringify(change)}::jsonb`, version: sql`version + 1` })
    .where("id", "=", screenId)
    .execute();
}

/** Name and box of a part of the city; undefined when there is no such part. */
export async function findPlace(
  db: Kysely<DB>,
  { areaId, communityId }: { areaId?: number; communityId?: number },
): Promise<Static<typeof WallPlace> | undefined> {
  const columns = ["name_zh_hans", "name_zh_hant", "name_en"] as const;
  const row =
    areaId !== undefined
      ? await db
          .selectFrom("area")
          .select([...columns, bboxOf("geom").as("bbox")])
          .where("id", "=", areaId)
          .where("valid_to", "is", null)
          .executeTakeFirst()
      : await db
          .selectFrom("community")
          .select([...columns, bboxOf("geom").as("bbox")])
          .where("id", "=", communityId ?? 0)
          .where("valid_to", "is", null)
          .executeTakeFirst();
  return row && { names: toNames(row), bbox: row.bbox };
}

/** Incidents that a screen shows: of communities, undefined for all, and of categories, undefined for all. */
export interface ShownIncidents {
  readonly incidents: Scope;
  readonly drawn: readonly string[] | undefined;
}

function isShown({ incidents, drawn }: ShownIncidents) {
  return sql<boolean>`(${inCommunities("i.community_id", incidents)} and ${ofCategories("i.category", drawn)})`;
}

/** Whether there is such an incident and a screen shows it. */
export async function isIncidentShown(db: Kysely<DB>, incidentId: number, may: ShownIncidents): Promise<boolean> {
  const incident = await db
    .selectFrom("incident as i")
    .select("i.id")
    .where("i.id", "=", incidentId)
    .where(isShown(may))
    .executeTakeFirst();
  return incident !== undefined;
}

/** Remembers who has an incident in hand, once; every screen is told. */
export async function insertAcknowledgement(db: Kysely<DB>, incidentId: number, remoteId: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto("incident_acknowledgement")
      .values({ incident_id: incidentId, remote_id: remoteId })
      .onConflict((conflict) => conflict.column("incident_id").doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows) await tx.updateTable("wall_screen").set({ version: sql`version + 1` }).execute();
  });
}

export async function deleteRemote(db: Kysely<DB>, id: number): Promise<void> {
  await db.deleteFrom("wall_remote").where("id", "=", id).execute();
}

/** Every remote of a screen has to be paired again. */
export async function deleteRemotesOf(db: Kysely<DB>, screenId: number): Promise<void> {
  await db.deleteFrom("wall_remote").where("screen_id", "=", screenId).execute();
}
