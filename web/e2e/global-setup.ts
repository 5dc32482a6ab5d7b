import { existsSync } from "node:fs";
import { join } from "node:path";
import { seedCity } from "@one-map/scripts/seed/seed-city";
import { readConfig } from "@one-map/server/config";
import { connect, openDatabase } from "@one-map/server/db/connect";
import { migrate } from "@one-map/server/db/migrate";
import { startServer } from "@one-map/server/start";
import { signedIn } from "@one-map/server/testing/signed-in";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the server that the pages are opened from. */
    origin: string;
    /** Cookies of somebody of each role who has signed in there. */
    cookies: Readonly<Record<"command" | "analyst", string>>;
  }
}

/** The whole product for the length of the run: the embedded database in memory, the town, the built pages. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const webRoot = process.env.WEB_ROOT ?? join(import.meta.dirname, "../dist");
  if (!existsSync(join(webRoot, "wall.html"))) throw new Error("The pages are not built; run `pnpm build` first.");
  const database = await openDatabase({ dataDir: "memory" });
  // Making the city may take longer than a request is allowed to.
  const job = connect(database.url, "embedded", "job", console.error, async () => {});
  await migrate(job.pool);
  await seedCity(job, { size: "town", seed: 7, now: new Date() });
  await job.close();
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
  };
}
