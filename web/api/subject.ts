import { client, done, take } from "./client.ts";
import type { paths } from "./schema.gen.ts";

export type NewCorrection = paths["/api/corrections"]["post"]["requestBody"]["content"]["application/json"];
export type Decision = paths["/api/corrections/{id}/decision"]["put"]["requestBody"]["content"]["application/json"];
export type CorrectionStatus = NonNullable<
  NonNullable<paths["/api/corrections"]["get"]["parameters"]["query"]>["status"]
>;

const path = (id: number) => ({ params: { path: { id: String(id) } } });

export const findAddress = async (body: { road: string; number: string }) =>
  (await take(client.POST("/api/subject/search", { body }))).items;
export const listCorrections = (status: CorrectionStatus, after: string | null) =>
  take(client.GET("/api/corrections", { params: { query: { limit: 50, status, ...(after !== null && { after }) } } }));
export const readCorrection = (id: number) => take(client.GET("/api/corrections/{id}", path(id)));
export const makeCorrection = (body: NewCorrection) => take(client.POST("/api/corrections", { body }));
export const decideCorrection = (id: number, body: Decision) =>
  done(client.PUT("/api/corrections/{id}/decision", { ...path(id), body }));

/** Everything that is stored about a building, for an open request about it. */
export const readAboutAddress = (residenceId: number, correction: number, reason: string) => {
  const purpose = new URLSearchParams({ item: "subject-request", task: `correction:${correction}`, reason }).toString();
  return take(client.GET("/api/subject", { params: { query: { residenceId }, header: { purpose } } }));
};
