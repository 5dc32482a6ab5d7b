import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Role } from "../access/roles.ts";
import { hashPassword } from "../auth/passwords.ts";
import { createAccount, giveScope } from "../auth/queries.ts";
import { connect, type Database } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import { password } from "./cookies.ts";
import { findServerPrograms, startPrivateCluster } from "./private-cluster.ts";
import { startServerProcess } from "./server-process.ts";
import { writeSmallCity } from "./small-city.ts";

/** A server as the README sets it up, with two logins that own nothing, for whoever attacks it from outside. */
export interface AttackStage {
  readonly origin: string;
  /** As the owner, past everything. */
  readonly database: Database;
  /** What the server wrote since it was ready. */
  output(): string;
  /** Memory of the server's process that is in use, bytes. */
  memory(): number;
  /** What PostgreSQL wrote: every statement that failed is in it. */
  databaseLog(): string;
  /** The cookie of an account that has signed in; of some communities, or of the city. */
  signIn(login: string): Promise<string>;
  close(): Promise<void>;
}

/** Accounts of the stage. */
const accounts: readonly (readonly [
  login: string,
  role: Exclude<Role, "anyone">,
  communities: readonly (number | null)[],
])[] = [
  ["command", "command", [null]],
  ["officer", "officer", [1]],
  ["supervisor", "supervisor", [1, 2]],
  ["admin", "admin", []],
  ["security", "security", []],
  ["auditor", "auditor", []],
];

const logins = `
  create role one_map login;
  create role one_map_scoped login;
  alter default privileges grant usage, create on schemas to one_map;
  alter default privileges grant select, insert, update, delete on tables to one_map;
  alter default privileges grant usage on sequences to one_map`;

/** @param environment settings of the server on top of the usual */
export async function openAttackStage(environment: Record<string, string> = {}): Promise<AttackStage> {
  const bin = findServerPrograms();
  if (bin === undefined) throw new Error("No PostgreSQL server programs here; install postgresql and postgis.");
  const cluster = startPrivateCluster(bin);
  const ignore = () => {};
  const database = connect(cluster.url, "postgres", "job", ignore, async () => cluster.stop());
  await database.pool.query(logins);
  await migrate(database.pool);
  await writeSmallCity(database.pool);
  const passwordHash = await hashPassword(password);
  for (const [login, role, communities] of accounts) {
    const id = await createAccount(database.db, { login, role, passwordHash });
    for (const community of communities) await giveScope(database.db, id, community);
  }
  const folder = mkdtempSync(join(tmpdir(), "one-map-attacks-"));
  const as = (login: string) => cluster.url.replace("//postgres@", `//${login}@`);
  const server = startServerProcess({
    DATABASE_URL: as("one_map"),
    DATABASE_URL_SCOPED: as("one_map_scoped"),
    DATA_DIR: folder,
    PORT: "0",
    LOG_LEVEL: "info",
    ...environment,
  });
  const origin = await server.listening;
  while ((await fetch(`${origin}/readyz`)).status !== 200) await wait(50);
  const { length } = server.output();
  return {
    origin,
    database,
    output: () => server.output().slice(length),
    memory: () => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) * 1_024,
    databaseLog: () => readFileSync(join(dirname(cluster.data), "log"), "utf8"),
    signIn: async (login) => {
      const answer = await fetch(`${origin}/api/sessions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ login, password }),
      });
      if (answer.status !== 201) throw new Error(`${login} cannot sign in: ${answer.status} ${await answer.text()}`);
      return String(answer.headers.get("set-cookie")).split(";")[0] as string;
    },
    close: async () => {
      server.kill("SIGTERM");
      await server.ended;
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
