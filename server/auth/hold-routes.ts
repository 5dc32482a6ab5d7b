import type { FastifyRequest } from "fastify";
import { anyone, type Principal } from "../access/decide.ts";
import { isForAll, verdictOf } from "../access/hold.ts";
import { routeTable } from "../access/route-table.ts";
import type { App } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { tokenFromBearer } from "./tokens.ts";

interface HoldOptions {
  /**
   * Who asks.
   * @param isUse false where nobody has asked for anything anew: a stream is looked after
   */
  readonly whoAsks: (request: FastifyRequest, isUse: boolean) => Promise<Principal> | Principal;
  /** Puts on record that a principal asked for what is not for its role. */
  readonly recordDenial: (principal: Principal, route: string, requestId: string) => Promise<void>;
}

/** What the routes know of who asks. */
interface Hold {
  /** Who asks; anyone where that does not matter. Of a stream, who listens at this moment. */
  readonly principalOf: (request: FastifyRequest) => Principal;
  /**
   * Reads anew who sent a request, so that `principalOf` says it of this moment; false when they may have no more of its answer.
   * It is no use of the session: nobody is there because a page is.
   */
  readonly renewPrincipal: (request: FastifyRequest) => Promise<boolean>;
}

/** Configuration of routes that serve the built pages, which say nothing of the city. */
export const servesPage: { readonly servesPage?: boolean } = { servesPage: true };

/**
 * Holds every route to its line in the table, before anything of a request but its head is read. What has no line is refused to
 * everybody; there is no way to be exempt but to be a page.
 */
export function installHold(app: App, { whoAsks, recordDenial }: HoldOptions): Hold {
  const principals = new WeakMap<FastifyRequest, Principal>();

  app.addHook("onRequest", async (request, reply) => {
    // There is nothing at this address: whoever asks is told so.
    if (request.is404 || (request.routeOptions.config as typeof servesPage).servesPage === true) return;
    const route = routeOf(request);
    if (isForAll(routeTable[route])) return;
    const principal = await whoAsks(request, true);
    principals.set(request, principal);
    // Who has no secret at all need not be asked what else they sent.
    const isStranger = routeTable[route] === "device" && tokenFromBearer(request.headers.authorization) === undefined;
    const verdict = isStranger ? "sign-in" : verdictFor(request, route, principal);
    if (verdict === "pass") return;
    if (verdict === "sign-in") {
      reply.header("www-authenticate", "Bearer");
      throw new HttpProblem("not-signed-in", "Sign in first.");
    }
    await recordDenial(principal, route, request.id);
    throw new HttpProblem("forbidden", "Your role is not for this.");
  });

  return {
    principalOf: (request) => principals.get(request) ?? anyone,
    renewPrincipal: async (request) => {
      const principal = await whoAsks(request, false);
      principals.set(request, principal);
      return verdictFor(request, routeOf(request), principal) === "pass";
    },
  };
}

/** The route that a request is answered by, as the table of routes names it. */
export function routeOf({ method, routeOptions: { url } }: FastifyRequest): string {
  return `${method === "HEAD" ? "GET" : method} ${url}`;
}

function verdictFor({ params }: FastifyRequest, route: string, principal: Principal) {
  const { layer, collection } = params as { layer?: string; collection?: string };
  return verdictOf(Object.hasOwn(routeTable, route) ? routeTable[route] : undefined, principal, layer ?? collection);
}
