import { client, take } from "./client.ts";
import type { paths } from "./schema.gen.ts";

/** What a community is opened for in an emergency, as a header says it. */
export const emergencyPurpose = (id: number) => `item=break-glass&task=break-glass:${id}`;

/** With addresses: the round of the day is what they are asked for, or an emergency of that number. */
export const getPlan = (communityId: number, limit: number, emergency: number | null) => {
  const purpose = emergency === null ? `item=day-round&task=plan:${communityId}` : emergencyPurpose(emergency);
  return take(client.GET("/api/plan", { params: { query: { communityId, limit }, header: { purpose } } }));
};

type NewVisit = paths["/api/visits"]["post"]["requestBody"]["content"]["application/json"];

export const postVisit = (visit: NewVisit) => take(client.POST("/api/visits", { body: visit }));
