import { client, take } from "./client.ts";
import type { paths } from "./schema.gen.ts";

type NewestQuery = NonNullable<paths["/api/analysis/incidents/newest"]["get"]["parameters"]["query"]>;

export const getNewest = (query: NewestQuery, signal: AbortSignal | null = null) =>
  take(client.GET("/api/analysis/incidents/newest", { params: { query }, signal }));
