import { existsSync } from "node:fs";
import { join } from "node:path";
import { seedCity } from "@one-map/scripts/seed/seed-city";
import { readConfig } from "@one-map/server/config";
import { startServer } from "@one-map/server/start";
import { startMigratedCluster } from "@one-map/server/testing/migrated-cluster";
import { findServerPrograms, hasPostgis } from "@one-map/server/testing/private-cluster";
import { signedIn } from "@one-map/server/testing/signed-in";
import type { TestProject } from "vitest/node";
import { fill, openEmptyDatabase } from "./empty-database.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the server that the pages are opened from. */
    origin: string;
    /** Cookies of somebody of each role who has signed in there. */
    cookies: Readonly<Record<"command" | "analyst", string>>;
    /** Address of the run's PostgreSQL, for servers of a test file's own; null where the machine has none. */
    cluster: string | null;
  }
}

/**
 * The whole product for the length of the run: the town, the built pages, and a database: a private PostgreSQL, or where
 * there is none the embedded one in memory, which takes a core of the two that such a machine may have.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const webRoot = process.env.WEB_ROOT ?? join(import.meta.dirname, "../dist");
  if (!existsSync(join(webRoot, "wall.html"))) throw new Error("The pages are not built; run `pnpm build` first.");
  const bin = findServerPrograms();
  const cluster = bin !== undefined && hasPostgis(bin) ? await startMigratedCluster(bin) : undefined;
  project.provide("cluster", cluster?.url ?? null);
  const database = await openEmptyDatabase(cluster?.url ?? null);
  await fill(database, (job) => seedCity(job, { size: "town", seed: 7, now: new Date() }));
  const config = readConfig({ PORT: "0", LOG_LEVEL: "warn", WEB_ROOT: webRoot });
  const server = await startServer(config, { database, waitForLayers: true });
  project.provide("origin", server.url);
  project.provide("cookies", {
    command: (await signedIn(database.db, "command")).cookie,
    analyst: (await signedIn(database.db, "analyst", "city")).cookie,
  });
  return async () => {
    await server.close();
    await database.close();
    cluster?.stop();
  };
}
