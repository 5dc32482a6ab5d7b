import { client, take } from "./client.ts";
import type { paths } from "./schema.gen.ts";

export type AuditQuery = NonNullable<paths["/api/audit"]["get"]["parameters"]["query"]>;

const after = (cursor: string | null) => ({
  params: { query: { limit: 100, ...(cursor !== null && { after: cursor }) } },
});

/** Pages of the record, newest first, each from a place on. */
export const listAudit = (filter: AuditQuery, cursor: string | null) =>
  take(client.GET("/api/audit", { params: { query: { ...filter, ...after(cursor).params.query } } }));
export const listAlarms = (cursor: string | null) => take(client.GET("/api/audit/alarms", after(cursor)));
export const listMine = (cursor: string | null) => take(client.GET("/api/audit/mine", after(cursor)));

export const getAuditState = () => take(client.GET("/api/audit/state"));
export const checkAudit = () => take(client.POST("/api/audit/checks"));
