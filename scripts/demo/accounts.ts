import { randomInt } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { hashPassword, verifyPassword } from "@one-map/server/auth/passwords";
import { changePassword, createAccount, findAccount, giveScope } from "@one-map/server/auth/queries";
import type { Database } from "@one-map/server/db/connect";
import { readDemoAccounts } from "../credentials.ts";
import { accountsPath, type DemoAccount } from "./accounts-file.ts";

/** Every account of a demonstration begins with this. */
const mark = "demo-";

const wanted = [
  ["command", "command"],
  ["officer-1", "officer"],
  ["officer-2", "officer"],
  ["analyst", "analyst"],
  ["supervisor", "supervisor"],
  ["admin", "admin"],
  ["security", "security"],
  ["auditor", "auditor"],
] as const;

/** What each role is shown for, as the demonstration prints it. */
export const opens: Readonly<Record<DemoAccount["role"], string>> = {
  command: "the whole city: wall, plan, analyse, desk; lets screens in",
  officer: "one community: plan, analyse, wall, desk",
  analyst: "places and times of the whole city: analyse",
  supervisor: "the two communities together: plan, analyse, wall, desk",
  admin: "accounts and their communities, nothing of the city",
  security: "the table of who may have what, nothing of the city",
  auditor: "the audit, nothing of the city",
};

/**
 * The accounts of a demonstration, each with a password of chance that its folder keeps. They are made where there are none;
 * a database whose accounts are somebody else's gets none.
 */
export async function demoAccounts({ db, pool }: Database, dataDir: string): Promise<readonly DemoAccount[]> {
  const { rows: others } = await pool.query("select 1 from access.account where login not like $1 limit 1", [
    `${mark}%`,
  ]);
  if (others.length > 0) return [];
  const kept = new Map((await readDemoAccounts(dataDir)).map((account) => [account.login, account.password]));
  const accounts = wanted.map(([name, role]): DemoAccount => {
    const login = mark + name;
    return { login, role, password: kept.get(login) ?? newPassword() };
  });
  const isNew = accounts.some(({ login }) => !kept.has(login));
  // Kept first: a password that was set and then lost would be of no use to anybody.
  if (isNew) await keep(accounts, dataDir);
  const pair = await neighbours(pool);
  for (const account of accounts) await make(db, account, pair);
  return accounts;
}

async function make(db: Database["db"], { login, role, password }: DemoAccount, pair: readonly number[]) {
  const found = await findAccount(db, login);
  if (found === undefined) {
    const passwordHash = await hashPassword(password);
    await db.transaction().execute(async (trx) => {
      const id = await createAccount(trx, { login, role, passwordHash });
      for (const community of scopeOf(login, role, pair)) await giveScope(trx, id, community);
    });
  } else if (!(await verifyPassword(password, found.password_hash))) {
    await changePassword(db, found.id, await hashPassword(password));
  }
}

function scopeOf(login: string, role: DemoAccount["role"], pair: readonly number[]): readonly (number | null)[] {
  if (role === "command" || role === "analyst") return [null];
  if (role === "supervisor") return pair;
  if (role === "officer") return pair.slice(login.endsWith("1") ? 0 : 1).slice(0, 1);
  return [];
}

/** Two communities that share a border. */
async function neighbours(pool: Database["pool"]): Promise<readonly number[]> {
  const { rows } = await pool.query<{ a: number; b: number }>(
    `select a.id as a, b.id as b from community a join community b on b.id > a.id and st_intersects(a.geom, b.geom)
     where a.valid_to is null and b.valid_to is null order by a.id, b.id limit 1`,
  );
  return rows[0] === undefined ? [] : [rows[0].a, rows[0].b];
}

async function keep(accounts: readonly DemoAccount[], dataDir: string): Promise<void> {
  const path = accountsPath(dataDir);
  if (path === undefined) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(accounts, null, 1)}\n`, { mode: 0o600 });
}

/** No letter or digit that is taken for another. */
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** Sixteen letters by four: nobody guesses them, and they can be typed. */
function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return Array.from({ length: 4 }, group).join("-");
}
