import { client, take } from "./client.ts";
import type { paths } from "./schema.gen.ts";

/** With addresses: the round of the day is what they are asked for. */
export const getPlan = (communityId: number, limit: number) => {
  const purpose = `item=day-round&task=plan:${communityId}`;
  return take(client.GET("/api/plan", { params: { query: { communityId, limit }, header: { purpose } } }));
};

type NewVisit = paths["/api/visits"]["post"]["requestBody"]["content"]["application/json"];

export const postVisit = (visit: NewVisit) => take(client.POST("/api/visits", { body: visit }));
