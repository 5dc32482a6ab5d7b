/** A process of its own that serves tiles of synthetic incidents, with every hook of the real server; tells its port. */
import { once } from "node:events";
import type { Principal } from "@one-map/server/access/decide";
import { buildApp } from "@one-map/server/app";
import type { Database } from "@one-map/server/db/connect";
import { MapEngine } from "@one-map/server/tiles/engine";
import { syntheticIncidents, timeZone } from "./synthetic-incidents.ts";

const engine = new MapEngine(timeZone);
engine.points("incidents").load(syntheticIncidents(Number(process.argv[2] ?? 200_000)));
const nobody = { pool: undefined, db: undefined, kind: "embedded", url: "", close: async () => {} };
const commandCentre: Principal = { account: null, role: "command", scope: "city" };
const app = await buildApp({
  database: nobody as unknown as Database,
  engine: () => engine,
  followerStatus: () => ({ isLoaded: true, syncedAt: new Date(), fault: undefined }),
  // There is no database that could hold a session.
  principalOf: () => commandCentre,
  tileCacheBytes: Number(process.argv[3] ?? 1 << 28),
});
await app.listen({ host: "127.0.0.1", port: 0 });
const address = app.server.address();
process.send?.(typeof address === "object" ? address?.port : undefined);
await once(process, "disconnect");
process.exit(0);
