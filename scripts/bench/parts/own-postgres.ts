import { connect, type Database } from "@one-map/server/db/connect";
import { findServerPrograms, hasPostgis, startPrivateCluster } from "@one-map/server/testing/private-cluster";

/** As durable as a real one. */
export const durable = ["fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_wal_size=4GB"] as const;

/**
 * A PostgreSQL of the run's own, which ends when it is closed; `DATABASE_URL` is left alone, for it may hold a city.
 * Undefined where this machine has none with PostGIS.
 *
 * @param settings as `name=value`; without them a crash loses what was written
 */
export function openOwnPostgres(settings: readonly string[] = []): Database | undefined {
  const bin = findServerPrograms();
  if (bin === undefined || !hasPostgis(bin)) return undefined;
  const cluster = startPrivateCluster(bin, settings);
  return connect(cluster.url, "postgres", "job", console.error, async () => cluster.stop());
}
