import { client, take } from "./client.ts";

/** What anyone may see of the city. */
export const getPublished = () => take(client.GET("/api/published"));
export const getBlocks = () => take(client.GET("/api/published/blocks"));
export const getPublishedIncidents = (period: string) =>
  take(client.GET("/api/published/incidents", { params: { query: { period } } }));
