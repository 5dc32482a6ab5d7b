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

type CountsQuery = paths["/api/analysis/incidents/counts"]["get"]["parameters"]["query"];
type DensityQuery = NonNullable<paths["/api/analysis/incidents/density"]["get"]["parameters"]["query"]>;
type CoverageQuery = NonNullable<paths["/api/coverage"]["get"]["parameters"]["query"]>;

export const getCounts = (query: CountsQuery, signal: AbortSignal | null = null) =>
  take(client.GET("/api/analysis/incidents/counts", { params: { query }, signal }));
export const getDensity = (query: DensityQuery, signal: AbortSignal | null = null) =>
  take(client.GET("/api/analysis/incidents/density", { params: { query }, signal }));
export const getCoverage = (query: CoverageQuery, signal: AbortSignal | null = null) =>
  take(client.GET("/api/coverage", { params: { query }, signal }));
