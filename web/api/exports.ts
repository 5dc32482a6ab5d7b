import { client, take } from "./client.ts";
import type { paths } from "./schema.gen.ts";

export type NewExport = paths["/api/exports"]["post"]["requestBody"]["content"]["application/json"];

export const makeExport = (body: NewExport) => take(client.POST("/api/exports", { body }));
