import type pg from "pg";
import type { Database } from "../db/connect.ts";
import { newPool } from "../db/pool.ts";
import { ScopedDatabase } from "../db/scoped-database.ts";

/** Of the whole cluster: every test database admits it anew. */
const login = "one_map_test_scoped";

/** The login for scoped principals of a test database; undefined on the embedded one, where there can be none. */
export async function openScopedLogin({ kind, url, pool }: Database): Promise<ScopedDatabase | undefined> {
  if (kind === "embedded") return undefined;
  await makeLogin({ pool }, login);
  await pool.query(`select access.admit_scoped('${login}')`);
  return ScopedDatabase.open({ url: url.replace("//postgres@", `//${login}@`), cityUrl: url, onError: () => {} });
}

/** Makes a login unless another test file of this cluster has. */
export async function makeLogin({ pool }: Pick<Database, "pool">, name: string): Promise<void> {
  await pool.query(`do $$ begin
    create role ${name} login;
  exception when duplicate_object or unique_violation then null;
  end $$`);
}

/** A login that owns nothing and serves the whole city, as the server's own; undefined on the embedded database. */
export async function openCityLogin(
  { kind, url, pool }: Database,
  name = "one_map_test_city",
): Promise<pg.Pool | undefined> {
  if (kind === "embedded") return undefined;
  await makeLogin({ pool }, name);
  await pool.query(`
    grant usage on schema access to ${name};
    grant select, insert, update, delete on all tables in schema public, access to ${name};
    select access.admit_city('${name}')`);
  return newPool({ url: url.replace("//postgres@", `//${name}@`), purpose: "serve", kind, onError: () => {} });
}
