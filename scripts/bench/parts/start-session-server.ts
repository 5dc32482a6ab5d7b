import type { Database } from "@one-map/server/db/connect";
import { tileAt, worldX, worldY } from "@one-map/tiles/world";
import { startProcess } from "./start-process.ts";
import { communityCount, densest } from "./synthetic-incidents.ts";

/** Addresses of one server for those who may have different things, the last for whoever has signed in. */
export type SessionOrigins = Readonly<Record<"city" | "all" | "half" | "sessions", string>>;

export interface SessionServer {
  readonly pid: number;
  readonly origins: SessionOrigins;
  close(): Promise<void>;
}

export const gzipped = { "accept-encoding": "gzip" } as const;

/** A tile with much in it, of several communities. */
const { x, y } = tileAt(worldX(densest[0]), worldY(densest[1]), 14);
export const tile = `/tiles/incidents/14/${x}/${y}.mvt`;

/** The communities that accounts may be given, and one incident. */
export async function writeCommunities({ pool }: Database): Promise<void> {
  await pool.query(
    `insert into community (id, code, name_zh_hans, geom)
     select i, i::text, i::text, st_multi(st_makeenvelope(i * 0.001, 0, i * 0.001 + 0.001, 0.001, 4326)) from generate_series(1, $1) i`,
    [communityCount],
  );
  await pool.query("insert into incident_category (code, name_zh_hans) values ('theft', '盗窃')");
  await pool.query(
    `insert into incident (community_id, category, occurred_from, geom)
     values (1, 'theft', now(), st_setsrid(st_makepoint(0.0015, 0.0005), 4326))`,
  );
}

/** Starts it over a database that was migrated; on one core where that is named. */
export async function startSessionServer({ url }: Database, core?: string): Promise<SessionServer> {
  const { told: origins, ...server } = await startProcess<SessionOrigins>("session-server.ts", [url], core);
  return { ...server, origins };
}
