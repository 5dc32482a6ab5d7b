import { client, take } from "./client.ts";

/** What anyone may see of the city. */
export const getPublished = () => take(client.GET("/api/published"));
