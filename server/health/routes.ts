import { Type } from "typebox";
import type { Database } from "../db/connect.ts";
import { type App, problemResponses } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import type { FollowerStatus } from "../tiles/follower.ts";

export interface HealthOptions {
  readonly database: Database;
  readonly status: () => FollowerStatus;
}

/** Older than this, the picture in memory is not ready to be shown as current. */
const stalestMillis = 30_000;
/** The feed looks at the database every second, over connections of its own: who has just looked need not ask again. */
const seenMillis = 5_000;

/** Liveness and readiness. */
export function healthRoutes(app: App, { database: { pool }, status }: HealthOptions): void {
  const tags = ["health"];

  app.get(
    "/healthz",
    { schema: { tags, summary: "The process answers", response: { 200: Type.Object({ status: Type.String() }) } } },
    async () => ({ status: "ok" }),
  );

  app.get(
    "/readyz",
    {
      schema: {
        tags,
        summary: "Database and layers are there; 503 says what is not",
        response: { 200: Type.Object({ status: Type.String(), syncedAt: Type.String() }), ...problemResponses },
      },
    },
    async () => {
      const reasons: string[] = [];
      const { isLoaded, syncedAt, fault } = status();
      const ageMillis = syncedAt === undefined ? Number.POSITIVE_INFINITY : Date.now() - syncedAt.getTime();
      // A database that is known to be away is not asked again: the answer would come too late. Nor is one that has just
      // been seen: requests may hold every connection, and a server that is busy is not one that is to be taken away.
      if (fault === undefined && ageMillis > seenMillis)
        await pool.query("select 1").catch(() => reasons.push("the database does not answer"));
      if (!isLoaded || syncedAt === undefined) reasons.push("the layers are being loaded");
      if (fault !== undefined) reasons.push(fault);
      if (syncedAt !== undefined && ageMillis > stalestMillis) reasons.push("the layers are older than the database");
      if (reasons.length > 0) throw new HttpProblem("not-ready", `Not ready: ${reasons.join("; ")}.`);
      return { status: "ready", syncedAt: (syncedAt as Date).toISOString() };
    },
  );
}
