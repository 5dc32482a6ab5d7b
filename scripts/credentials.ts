import { readFile } from "node:fs/promises";
import { dataDirFromEnvironment } from "@one-map/server/db/connect";
import { accountsPath, type DemoAccount } from "./demo/accounts-file.ts";

/** What a program of ours signs in with. */
interface Credentials {
  readonly login: string;
  readonly password: string;
}

const credentialsUsage = "--login and ONE_MAP_PASSWORD (or ONE_MAP_LOGIN and ONE_MAP_PASSWORD)";

/**
 * A login that was given with the password of the environment; else, where the demo keeps its accounts, the one of that
 * role. Passwords are no arguments: everybody on the machine sees those. Throws when there is neither.
 */
export async function readCredentials(
  login: string | undefined,
  role: DemoAccount["role"],
  environment: NodeJS.ProcessEnv,
): Promise<Credentials> {
  const named = login ?? (environment.ONE_MAP_LOGIN || undefined);
  const password = environment.ONE_MAP_PASSWORD;
  if (named !== undefined && password) return { login: named, password };
  const kept = await readDemoAccounts(dataDirFromEnvironment(environment));
  const found = kept.find((account) => (named === undefined ? account.role === role : account.login === named));
  if (found === undefined) throw new Error(`There is nobody to sign in as; say so by ${credentialsUsage}.`);
  return found;
}

/** The accounts that a demo has left in its folder; none where there was no demo. */
export async function readDemoAccounts(dataDir: string): Promise<readonly DemoAccount[]> {
  const path = accountsPath(dataDir);
  const text = path === undefined ? undefined : await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? [] : (JSON.parse(text) as DemoAccount[]);
}

/** Signs in and says the cookie, as it is sent back. Throws SignInError for a refusal, and what `fetch` throws. */
export async function signIn(origin: string, { login, password }: Credentials): Promise<string> {
  const answer = await fetch(new URL("/api/sessions", origin), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ login, password }),
    signal: AbortSignal.timeout(15_000),
  });
  const text = await answer.text();
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
  if (answer.status !== 201 || cookie === undefined) throw new SignInError(login, answer.status, text);
  return cookie;
}

/** The server let nobody in; `status` is that of its answer. */
export class SignInError extends Error {
  readonly status: number;

  constructor(login: string, status: number, text: string) {
    super(`${login} could not sign in: ${status} ${text.slice(0, 200)}`);
    this.status = status;
  }
}
