import { type Kysely, sql } from "kysely";
import type { DB } from "../db/schema.gen.ts";
import { hashOf } from "./secrets.ts";

/** Lets a screen in by the code that it shows, once; says its id, undefined for any other code. */
export async function letScreenIn(db: Kysely<DB>, code: string, account: number | null): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    with used as (
      delete from wall_pairing_code where code_hash = ${hashOf(code)} and opens = 'screen' and expires_at > now()
      returning screen_id)
    update wall_screen s set let_in_by = ${account}::int, let_in_at = now(), session_id = null, version = version + 1
    from used where s.id = used.screen_id returning s.id`.execute(db);
  return rows[0]?.id;
}

/** Screens that were let in, in the order in which they were. */
export async function listLetInScreens(db: Kysely<DB>) {
  return await db
    .selectFrom("wall_screen")
    .select(["id", "let_in_at", "last_seen_at"])
    .where("let_in_at", "is not", null)
    .orderBy("let_in_at")
    .orderBy("id")
    .execute();
}

/** Puts a screen out, with its remotes; false where there is none of this id that was let in. */
export async function putScreenOut(db: Kysely<DB>, id: number): Promise<boolean> {
  const { rows } = await sql`
    delete from wall_screen where id = ${id}::int8 and let_in_at is not null returning id`.execute(db);
  return rows.length > 0;
}
