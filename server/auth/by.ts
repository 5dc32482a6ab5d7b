import type { FastifyRequest } from "fastify";
import type { By } from "./sessions.ts";
import { tokenFromCookies } from "./tokens.ts";

/** The browser or terminal that a request to sign in comes from. */
export function byOf(request: FastifyRequest): By {
  return {
    device: deviceOf(request),
    address: request.ip,
    requestId: request.id,
    heldToken: tokenFromCookies(request.headers.cookie),
  };
}

/** What the browser says it is, as far as that is plain text, without what all browsers say: else its name is cut off. */
function deviceOf(request: FastifyRequest): string {
  const agent = (request.headers["user-agent"] ?? "")
    .replaceAll(/[^\x20-\x7e]/g, "")
    .replace(/^Mozilla\/5\.0 /, "")
    .replace(/ AppleWebKit\/[\d.]+ \(KHTML, like Gecko\)/, "")
    .trim();
  return agent.slice(0, 80) || "unknown";
}
