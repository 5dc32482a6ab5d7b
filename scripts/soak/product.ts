import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Database } from "@one-map/server/db/connect";
import { migrate } from "@one-map/server/db/migrate";
import { keepCookie } from "@one-map/server/testing/cookie-jar";
import { findServerPrograms, hasPostgis, startPrivateCluster } from "@one-map/server/testing/private-cluster";
import { startServerProcess } from "@one-map/server/testing/server-process";
import { signedIn } from "@one-map/server/testing/signed-in";
import { seedCity } from "../seed/seed-city.ts";
import type { CitySizeName } from "../seed/sizes.ts";

/** The whole product on a database of its own, the server in a process of its own. */
export interface Product {
  readonly origin: string;
  /** Past the server, straight to it. */
  readonly database: Database;
  /** Of somebody of the command centre who has signed in; it lasts for half a day. */
  readonly cookie: string;
  /** What the server has written so far. */
  output(): string;
  stop(): Promise<void>;
}

/**
 * Starts it with an invented city. Throws where there is no PostgreSQL with PostGIS. What it started ends with this
 * process, and ^C at the terminal ends none of it.
 *
 * @param webRoot folder of the built pages
 * @param signal stops it on its way
 */
export async function startProduct(
  size: CitySizeName,
  seed: number,
  webRoot: string,
  signal?: AbortSignal,
): Promise<Product> {
  const programs = findServerPrograms();
  if (programs === undefined || !hasPostgis(programs))
    throw new Error(
      "No PostgreSQL server with PostGIS here; on Debian: apt-get install postgresql postgresql-15-postgis-3",
    );
  const cluster = startPrivateCluster(programs, ["synchronous_commit=on"]);
  const folder = mkdtempSync(join(tmpdir(), "one-map-soak-"));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeFolder);
  const end = () => {
    cluster.stop();
    removeFolder();
    process.off("exit", removeFolder);
  };
  const database = connect(
    cluster.url,
    "postgres",
    "job",
    () => {},
    async () => {},
  );
  try {
    await migrate(database.pool);
    await seedCity(database, { size, seed, now: new Date(), ...(signal && { signal }) });
    const environment = { DATABASE_URL: cluster.url, DATA_DIR: folder, WEB_ROOT: webRoot };
    const server = startServerProcess({ ...environment, PORT: "0", LOG_LEVEL: "warn" }, { isApart: true });
    const origin = await server.listening;
    const { cookie } = await signedIn(database.db, "command");
    keepCookie(origin, cookie);
    return {
      origin,
      database,
      cookie,
      output: server.output,
      stop: async () => {
        server.kill("SIGTERM");
        await server.ended;
        await database.close();
        end();
      },
    };
  } catch (error) {
    await database.close();
    end();
    throw error;
  }
}
