import type { FastifyRequest } from "fastify";
import { HttpProblem } from "../http/problems.ts";

/**
 * Refuses what a page of another origin sends. Browsers say in `Sec-Fetch-Site` or in `Origin` where a request comes from, and
 * let no page change either; who is no browser has no cookie that another page could use. Throws `cross-site`.
 */
export async function requireOwnOrigin(request: FastifyRequest): Promise<void> {
  const { origin, "sec-fetch-site": site } = request.headers;
  const isOwn = origin === undefined || origin === `${request.protocol}://${request.host}`;
  if (!isOwn || (site !== undefined && site !== "same-origin" && site !== "none"))
    throw new HttpProblem("cross-site", "Open the page of this server to do that.");
}
