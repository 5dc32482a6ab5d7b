import { buildApp } from "./app.ts";
import type { Database } from "./db/connect.ts";
import type { App } from "./http/app-type.ts";
import { openApiOf } from "./openapi-collect.ts";
import { MapEngine } from "./tiles/engine.ts";

/** The application without a database: its routes are declared, and none may be called. */
export async function buildUnconnected(): Promise<App> {
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
  return app;
}

/** The OpenAPI 3.1 document of every route. */
export async function buildOpenApi(): Promise<object> {
  const app = await buildUnconnected();
  const document = openApiOf(app);
  await app.close();
  return document;
}
