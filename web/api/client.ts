import createClient from "openapi-fetch";
import { ApiError } from "./errors.ts";
import type { components, paths } from "./schema.gen.ts";

export type Schemas = components["schemas"];

export const client = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? "",
  fetch: (request) => fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(20_000)]) }),
});

type Answer<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** The data of an answer; throws ApiError for a problem and for no answer at all. */
export async function take<T>(answer: Answer<T>): Promise<T> {
  const { data, error, response } = await answer.catch((cause: unknown) => {
    throw new ApiError(0, undefined, cause);
  });
  if (data === undefined) throw new ApiError(response.status, error as ConstructorParameters<typeof ApiError>[1]);
  return data;
}

/** Throws ApiError unless it has been done; for answers without a body. */
export async function done(answer: Promise<{ error?: unknown; response: Response }>): Promise<void> {
  const { error, response } = await answer.catch((cause: unknown) => {
    throw new ApiError(0, undefined, cause);
  });
  if (!response.ok) throw new ApiError(response.status, error as ConstructorParameters<typeof ApiError>[1]);
}

export const getCity = () => take(client.GET("/api/city"));
export const getWall = () => take(client.GET("/api/wall"));
/** With addresses: the round of the day is what they are asked for. */
export const getPlan = (communityId: number, limit: number) => {
  const purpose = `item=day-round&task=plan:${communityId}`;
  return take(client.GET("/api/plan", { params: { query: { communityId, limit }, header: { purpose } } }));
};

type CountsQuery = paths["/api/analysis/incidents/counts"]["get"]["parameters"]["query"];
type NewestQuery = NonNullable<paths["/api/analysis/incidents/newest"]["get"]["parameters"]["query"]>;
type DensityQuery = NonNullable<paths["/api/analysis/incidents/density"]["get"]["parameters"]["query"]>;
type CoverageQuery = NonNullable<paths["/api/coverage"]["get"]["parameters"]["query"]>;
export type NewVisit = paths["/api/visits"]["post"]["requestBody"]["content"]["application/json"];

export const getCounts = (query: CountsQuery, signal: AbortSignal | null = null) =>
  take(client.GET("/api/analysis/incidents/counts", { params: { query }, signal }));
export const getNewest = (query: NewestQuery, signal: AbortSignal | null = null) =>
  take(client.GET("/api/analysis/incidents/newest", { params: { query }, signal }));
export const getDensity = (query: DensityQuery, signal: AbortSignal | null = null) =>
  take(client.GET("/api/analysis/incidents/density", { params: { query }, signal }));
export const getCoverage = (query: CoverageQuery, signal: AbortSignal | null = null) =>
  take(client.GET("/api/coverage", { params: { query }, signal }));
export const postVisit = (visit: NewVisit) => take(client.POST("/api/visits", { body: visit }));

/** Every community, page by page. */
export async function listCommunities(): Promise<Schemas["Community"][]> {
  const items: Schemas["Community"][] = [];
  for (let after: string | undefined; ; ) {
    const page = await take(
      client.GET("/api/communities", { params: { query: { limit: 1000, ...(after !== undefined && { after }) } } }),
    );
    items.push(...page.items);
    if (page.next === null) return items;
    after = page.next;
  }
}
