import type { FastifyRequest } from "fastify";

/**
 * Routes that a page goes on asking by itself for as long as it is open, such as tiles that the feed has said are others: asking
 * them is no sign of anybody.
 */
const asksByItself = new Set(["/tiles/:layer/:z/:x/:file", "/api/live", "/api/live/snapshot"]);

/**
 * Seconds since somebody did something where a request comes from: none unless `Idle-Seconds` says so. It is believed for renewing
 * less and for nothing else, so that what is not understood is nobody's deed.
 */
export function idleSecondsOf({ headers, routeOptions }: FastifyRequest): number {
  if (asksByItself.has(String(routeOptions.url))) return Number.POSITIVE_INFINITY;
  const said = headers["idle-seconds"];
  if (said === undefined) return 0;
  return typeof said === "string" && /^\d{1,9}$/.test(said) ? Number(said) : Number.POSITIVE_INFINITY;
}
