import { buildApp } from "./app.ts";
import type { Database } from "./db/connect.ts";
import { openApiOf } from "./openapi-collect.ts";
import { MapEngine } from "./tiles/engine.ts";

/** The OpenAPI 3.1 document of every route, without a database: routes are declared, none is called. */
export async function buildOpenApi(): Promise<object> {
  const nobody = {
    pool: undefined,
    db: undefined,
    kind: "embedded",
    url: "",
    close: async () => {},
  } as unknown as Database;
  const engine = new MapEngine("UTC");
  const app = await buildApp({
    database: nobody,
    engine: () => engine,
    followerStatus: () => ({ isLoaded: false, syncedAt: undefined, fault: undefined }),
    tileCacheBytes: 0,
  });
  await app.ready();
  const document = openApiOf(app);
  await app.close();
  return document;
}
