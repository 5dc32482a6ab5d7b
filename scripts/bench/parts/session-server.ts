/**
 * A process of its own that serves tiles of synthetic incidents and rows of a database, four times over, each on its port: to the
 * whole city, to scopes of all communities and of every second one, and to whoever has signed in, these behind the second fence.
 */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Principal } from "@one-map/server/access/decide";
import { buildApp } from "@one-map/server/app";
import { connect } from "@one-map/server/db/connect";
import { openScopedLogin } from "@one-map/server/testing/scoped-login";
import { MapEngine } from "@one-map/server/tiles/engine";
import { inSquares } from "./in-squares.ts";
import type { SessionOrigins } from "./start-session-server.ts";
import { everyCommunity, syntheticIncidents, timeZone } from "./synthetic-incidents.ts";

const [, , url = ""] = process.argv;
const database = connect(url, "postgres", "serve", console.error, async () => {});
const scoped = await openScopedLogin(database);
const engine = new MapEngine(timeZone);
engine.points("incidents").load(inSquares(syntheticIncidents(200_000)));

const officerOf = (scope: readonly number[]): Principal => ({ account: 1, role: "officer", scope });
const principals: Readonly<Record<keyof SessionOrigins, Principal | undefined>> = {
  city: { account: 1, role: "command", scope: "city" },
  all: officerOf(everyCommunity),
  half: officerOf(everyCommunity.filter((id) => id % 2 === 0)),
  sessions: undefined,
};
const origins: Record<string, string> = {};
for (const [name, principal] of Object.entries(principals)) {
  const app = await buildApp({
    database,
    scoped,
    engine: () => engine,
    followerStatus: () => ({ isLoaded: true, syncedAt: new Date(), fault: undefined }),
    tileCacheBytes: 1 << 28,
    ...(principal !== undefined && { principalOf: () => principal }),
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  origins[name] = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}
process.send?.(origins);
await once(process, "disconnect");
process.exit(0);
