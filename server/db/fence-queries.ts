import type pg from "pg";

/** The tables of `access.fenced()`, which only their owner may ask. */
export const fencedTables = [
  "address",
  "duty_assignment",
  "incident",
  "incident_acknowledgement",
  "residence",
  "unit",
  "venue",
  "visit",
] as const;

/** Those of them whose rows scoped principals make and change. */
export const changedTables = ["incident", "residence", "unit", "venue", "visit"] as const;

/** How the server's own login stands to the fence. */
export interface CityLogin {
  readonly login: string;
  readonly database: string;
  /** Fenced tables of which it would not see every row. */
  readonly hidden: readonly string[];
  /** Tables that are to be fenced and are not. */
  readonly open: readonly string[];
  /** Functions beside PostgreSQL's own that may look at rows before the fence has. */
  readonly leakproof: readonly string[];
}

/** What a city-wide login sees of the fence. */
export async function readCityLogin(pool: pg.Pool): Promise<CityLogin> {
  const { rows } = await pool.query<CityLogin>(
    `
    with fenced as (
      select c.oid, c.oid::regclass::text as name, c.relrowsecurity as is_fenced, c.relowner
      from pg_class c where c.oid = any ($1::regclass[])),
    me as (select oid, rolname, rolsuper or rolbypassrls as is_above from pg_roles where rolname = current_user)
    select me.rolname::text as login, current_database()::text as database,
      array(select f.name from fenced f where f.is_fenced and not me.is_above and f.relowner <> me.oid and not exists (
        select from pg_policy p where p.polrelid = f.oid and p.polname like 'city %' and me.oid = any (p.polroles)) order by 1) as hidden,
      array(select f.name from fenced f where not f.is_fenced order by 1) as open,
      array(select p.oid::regprocedure::text from pg_proc p
        where p.proleakproof and p.pronamespace <> 'pg_catalog'::regnamespace order by 1) as leakproof
    from me`,
    [fencedTables],
  );
  return rows[0] as CityLogin;
}

/** What would let a login around the fence. */
export interface ScopedLogin {
  readonly login: string;
  readonly database: string;
  /** It is a superuser, or row-level security does not bind it. */
  readonly isAbove: boolean;
  /** Roles that it can become. */
  readonly becomes: readonly string[];
  /** Tables that it may change past the fence, or that are none of its business. */
  readonly reaches: readonly string[];
  /** Fenced tables that it cannot ask or change as it must, or is shown everything of. */
  readonly unfit: readonly string[];
}

/** What the login for scoped principals could do, by the catalogue alone. */
export async function readScopedLogin(pool: pg.Pool): Promise<ScopedLogin> {
  const { rows } = await pool.query<ScopedLogin>(
    `
    with me as (select oid, rolname, rolsuper or rolbypassrls as is_above from pg_roles where rolname = current_user),
    tables as (
      select c.oid, c.oid::regclass::text as name, n.nspname, c.relowner, c.relrowsecurity, c.oid = any ($1::regclass[]) as is_fenced,
        c.oid = any ($2::regclass[]) as is_changed
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm') and n.nspname in ('public', 'access', 'audit', 'feed')
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e'))
    select me.rolname::text as login, current_database()::text as database, me.is_above as "isAbove",
      array(select r.rolname::text from pg_roles r where r.oid <> me.oid and not me.is_above and pg_has_role(me.oid, r.oid, 'member') order by 1) as becomes,
      array(select t.name from tables t where not me.is_above and (
        has_table_privilege(me.oid, t.oid, 'delete, truncate')
        or not t.is_changed and has_any_column_privilege(me.oid, t.oid, 'insert, update')
        or t.nspname <> 'public' and has_table_privilege(me.oid, t.oid, 'select')) order by 1) as reaches,
      array(select t.name from tables t where t.is_fenced and not me.is_above and (
        not t.relrowsecurity or not has_table_privilege(me.oid, t.oid, 'select')
        or t.is_changed and not (has_table_privilege(me.oid, t.oid, 'insert') and has_table_privilege(me.oid, t.oid, 'update'))
        or exists (select from pg_policy p where p.polrelid = t.oid and p.polname like 'city %' and p.polroles && array[me.oid, 0::oid])
        or exists (select from unnest(case when t.is_changed then '{r,a,w}' else '{r}' end::"char"[]) command where not exists (
          select from pg_policy p
          where p.polrelid = t.oid and p.polcmd = command and p.polname like 'scoped %' and me.oid = any (p.polroles)))) order by 1) as unfit
    from me`,
    [fencedTables, changedTables],
  );
  return rows[0] as ScopedLogin;
}

/** A community that has venues; undefined where there is none yet. */
export async function anyCommunityOfVenues(pool: pg.Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ community_id: number }>(
    "select community_id from venue where community_id is not null limit 1",
  );
  return rows[0]?.community_id;
}

/** Fenced tables of which a login is shown some row while it presents a token. */
export async function tablesShown(pool: pg.Pool, token: string): Promise<string[]> {
  return await tablesWithRow(pool, token, fencedTables, "");
}

/** Those of which it may change some row: a row is locked by whoever may; nobody is waited for, and nobody waits. */
export async function tablesChangeable(pool: pg.Pool, token: string): Promise<string[]> {
  return await tablesWithRow(pool, token, changedTables, "for update skip locked");
}

async function tablesWithRow(pool: pg.Pool, token: string, tables: readonly string[], lock: string): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("select set_config('one_map.capability', $1, true)", [token]);
    const found: string[] = [];
    for (const table of tables) {
      const { rowCount } = await client.query(`select from public.${table} limit 1 ${lock}`);
      if (rowCount) found.push(table);
    }
    return found;
  } finally {
    await client.query("rollback").catch(() => {});
    client.release();
  }
}

/** Fences what is to be fenced and admits the logins again, as the owner of the tables. */
export async function raiseFence(pool: pg.Pool): Promise<void> {
  await pool.query("select access.admit_again(), access.quicken()");
}
