import { join } from "node:path";
import type { Role } from "@one-map/server/access/roles";
import { hashPassword } from "@one-map/server/auth/passwords";
import { createAccount, giveScope } from "@one-map/server/auth/queries";
import { readConfig } from "@one-map/server/config";
import type { Database } from "@one-map/server/db/connect";
import { startServer } from "@one-map/server/start";
import { writeSmallCity } from "@one-map/server/testing/small-city";
import { inject } from "vitest";
import { open, type Screen, type SizeName } from "./driver.ts";
import { fill, openEmptyDatabase } from "./empty-database.ts";

/** The password of every account that `account` makes. */
export const password = "correct horse battery";

/** A server of a test file's own, with its database. */
export interface OwnServer {
  readonly url: string;
  /** Where administration is; the same unless the environment says otherwise. */
  readonly adminUrl: string;
  readonly setupToken: string | undefined;
  readonly database: Database;
  /** Makes an account, with communities or the city for ever, and says its id. */
  account(login: string, role: Exclude<Role, "anyone">, communities?: readonly (number | null)[]): Promise<number>;
  close(): Promise<void>;
}

/**
 * Starts a server on a database of its own that has been migrated.
 *
 * @param city write the small city: two communities, and something of everything; else there is nothing
 * @param write writes another city instead
 * @param environment more of it, as the README has it
 */
export async function startOwnServer({
  city = false,
  write,
  environment = {},
}: {
  city?: boolean;
  write?: (job: Database) => Promise<unknown>;
  environment?: Readonly<Record<string, string>>;
} = {}): Promise<OwnServer> {
  const database = await openEmptyDatabase(inject("cluster"));
  if (city) await fill(database, ({ pool }) => writeSmallCity(pool));
  if (write !== undefined) await fill(database, write);
  const webRoot = process.env.WEB_ROOT ?? join(import.meta.dirname, "../dist");
  const config = readConfig({ PORT: "0", LOG_LEVEL: "silent", WEB_ROOT: webRoot, ...environment });
  const server = await startServer(config, { database, waitForLayers: true });
  const passwordHash = await hashPassword(password);
  return {
    url: server.url,
    adminUrl: server.adminUrl,
    setupToken: server.setupToken,
    database,
    account: async (login, role, communities = []) => {
      const id = await createAccount(database.db, { login, role, passwordHash });
      for (const community of communities) await giveScope(database.db, id, community);
      return id;
    },
    close: async () => {
      await server.close();
      await database.close();
    },
  };
}

/** Opens a page of a server as somebody who has signed in, in a browser profile of its own. */
export async function openAs(server: OwnServer, login: string, path: string, size: SizeName): Promise<Screen> {
  const screen = await open("/about.html?lang=en", size, undefined, server.url);
  const status = await screen.page.evaluate(
    async (body) =>
      (
        await fetch("/api/sessions", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        })
      ).status,
    { login, password },
  );
  if (status !== 201) throw new Error(`${login} cannot sign in: ${status}`);
  await screen.page.goto(server.url + path);
  return screen;
}
