import { type Kysely, sql } from "kysely";
import type { Role } from "../access/roles.ts";
import type { DB } from "../db/schema.gen.ts";

export interface AccountRow {
  readonly id: number;
  readonly login: string;
  readonly role: Exclude<Role, "anyone">;
  readonly signsInBy: SignsInBy;
  readonly created_at: Date;
  readonly ended_at: Date | null;
  readonly scopes: readonly ScopeRow[];
}

/** How an account signs in; null for one that cannot. */
export type SignsInBy = "password" | "provider" | null;

export const signsInBy = sql<SignsInBy>`
  case when a.subject_hash is not null then 'provider' when a.password_hash is not null then 'password' end`;

interface ScopeRow {
  readonly id: number;
  readonly communityId: number | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Accounts in order of id, each with the scopes that it had, has and will have. */
export async function listAccounts(db: Kysely<DB>, { after = 0, limit }: { after?: number; limit: number }) {
  const { rows } = await sql<AccountRow>`
    select a.id, a.login, a.role, ${signsInBy} as "signsInBy", a.created_at, a.ended_at, coalesce((
      select json_agg(json_build_object('id', d.id, 'communityId', d.community_id,
        'validFrom', to_char(d.valid_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'validTo', to_char(d.valid_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by d.id)
      from access.duty_scope d where d.account_id = a.id), '[]') as scopes
    from access.account a where a.id > ${after}::int8 order by a.id limit ${limit}`.execute(db);
  return rows;
}

/** Role of an account that was not ended; it stays so until the transaction ends. */
export async function findRole(trx: Kysely<DB>, id: number): Promise<Role | undefined> {
  const { rows } = await sql<{ role: Role }>`
    select role from access.account where id = ${id}::int8 and ended_at is null for share`.execute(trx);
  return rows[0]?.role;
}

/** Gives an account another role and ends its scopes, which were given for the one before; false where there is none that lasts. */
export async function changeRole(trx: Kysely<DB>, id: number, role: Role): Promise<boolean> {
  const { rows } = await sql`
    update access.account set role = ${role}, version = version + 1
    where id = ${id}::int8 and ended_at is null returning id`.execute(trx);
  await sql`delete from access.duty_scope where account_id = ${id}::int8 and valid_from >= now()`.execute(trx);
  await sql`
    update access.duty_scope set valid_to = now()
    where account_id = ${id}::int8 and (valid_to is null or valid_to > now())`.execute(trx);
  return rows.length > 0;
}

/** Ends an account for good; false where there is none, or it was ended. */
export async function endAccount(db: Kysely<DB>, id: number): Promise<boolean> {
  const { rows } = await sql`
    update access.account set ended_at = now(), version = version + 1
    where id = ${id}::int8 and ended_at is null returning id`.execute(db);
  return rows.length > 0;
}

/** Ends a scope now, or takes one away that has not begun; false where the account has no such scope that lasts. */
export async function endScope(db: Kysely<DB>, account: number, scope: number): Promise<boolean> {
  const { rows } = await sql`
    with early as (
      delete from access.duty_scope
      where id = ${scope}::int8 and account_id = ${account}::int8 and valid_from >= now() returning id),
    late as (
      update access.duty_scope set valid_to = now()
      where id = ${scope}::int8 and account_id = ${account}::int8 and valid_from < now()
        and (valid_to is null or valid_to > now()) returning id)
    select id from early union all select id from late`.execute(db);
  return rows.length > 0;
}
