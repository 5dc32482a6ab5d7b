import type { FastifyInstance, FastifyRequest } from "fastify";
import { HttpProblem } from "./problems.ts";

/** Nothing inline, nothing from elsewhere; blob: for images that the map makes itself. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** On every answer, whatever it says. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "geolocation=(self)",
  "strict-transport-security": "max-age=31536000",
};

/** Configuration of a route whose answers carry these headers by themselves, put together once for many of them. */
export const sendsOwnHeaders: { readonly sendsOwnHeaders?: boolean } = { sendsOwnHeaders: true };

const unsafe = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** Headers on every answer, errors included; nothing cached unless a route says so; no changes on behalf of other sites. */
export function installSecurity(app: FastifyInstance): void {
  // Without a promise: this runs before every answer, tiles from the cache included.
  app.addHook("onRequest", (request, reply, done) => {
    // Problems of such a route get them where problems are sent.
    if (!(request.routeOptions.config as typeof sendsOwnHeaders | undefined)?.sendsOwnHeaders)
      reply.headers(securityHeaders).header("cache-control", "private, no-store").header("x-request-id", request.id);
    if (unsafe.has(request.method) && isFromElsewhere(request))
      throw new HttpProblem("cross-site", "Open the page of this server to do that.");
    done();
  });
}

/**
 * True for what a page of another site sends. Browsers say in `Sec-Fetch-Site` or in `Origin` where a request comes from, and let
 * no page change either; whoever is no browser says neither, and has no cookie that another page could use.
 */
function isFromElsewhere({ headers: { origin, "sec-fetch-site": site }, protocol, host }: FastifyRequest): boolean {
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  return origin !== undefined && origin !== `${protocol}://${host}`;
}
